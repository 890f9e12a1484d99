package dev.watchkeeper.app;

import dev.watchkeeper.mail.link.Gate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Follows a link of ours that nobody was given, to see whether links of mails reach the daemon. */
final class LinkProbe {
    private static final String LOSS = "links in mails lead nowhere";

    private LinkProbe() {}

    /** What became of it; the daemon must be running. Takes at most ten seconds. */
    static Diagnosis follow(Gate gate) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(gate + "/l/doctor"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            boolean ours = answer.headers()
                    .firstValue("Content-Security-Policy")
                    .filter(policy -> policy.startsWith("default-src 'none'; style-src 'sha256-"))
                    .isPresent();
            return answer.statusCode() == 404 && ours
                    ? Diagnosis.ok("links", gate.toString(), "links in mails reach the daemon")
                    : Diagnosis.failed(
                            "links",
                            gate.toString(),
                            "something else answers (" + answer.statusCode()
                                    + "); the proxy must hand /l/ and /u/ on to http.port, with their headers",
                            LOSS);
        } catch (IOException e) {
            return Diagnosis.failed(
                    "links",
                    gate.toString(),
                    "not reached (" + e.getClass().getSimpleName()
                            + (e.getMessage() == null ? "" : ": " + e.getMessage())
                            + "); start the daemon and the proxy in front of it, and look at name and certificate",
                    LOSS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Diagnosis.failed("links", gate.toString(), "interrupted", LOSS);
        }
    }
}
