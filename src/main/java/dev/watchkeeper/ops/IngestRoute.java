package dev.watchkeeper.ops;

import dev.watchkeeper.tickets.Intake;
import java.util.HashMap;
import java.util.Map;

/** Hands deliveries of ticket systems to the intake and its reply back. */
public final class IngestRoute {
    private static final String PATH = "/ingest/";

    private IngestRoute() {}

    public static Route of(Intake intake) {
        return Route.post(PATH, request -> {
            Intake.Reply reply = intake.receive(new Intake.Delivery(
                    request.path().substring(PATH.length()), request.headers(), request.body(), request.remote()));
            Answer answer = Answer.text(reply.status(), reply.message());
            if (reply.retryAfter() == null) {
                return answer;
            }
            Map<String, String> headers = new HashMap<>(answer.headers());
            headers.put(
                    "Retry-After", Long.toString(Math.max(1, reply.retryAfter().toSeconds())));
            return new Answer(answer.status(), answer.contentType(), answer.body(), headers);
        });
    }
}
