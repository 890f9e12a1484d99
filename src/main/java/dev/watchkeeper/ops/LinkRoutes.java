package dev.watchkeeper.ops;

import dev.watchkeeper.mail.answer.AnswerRenderer;
import dev.watchkeeper.mail.answer.Reply;
import dev.watchkeeper.tenant.Language;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links of mails: {@code GET /l/TOKEN} and {@code /u/TOKEN} show a page, {@code POST} does what it says. No cookie, no
 * redirect, no script, nothing from elsewhere; pages are kept by no cache and found by no search engine.
 */
public final class LinkRoutes {
    /** A reason of 200 Chinese characters and what a mail program wraps around one field, several times over. */
    private static final int LARGEST_BODY = 8 * 1024;

    private static final List<String> PATHS = List.of("/l/", "/u/");

    private LinkRoutes() {}

    /** Who answers; {@link dev.watchkeeper.mail.answer.AnswerDesk} in a transaction. */
    public interface Desk {
        Reply show(String token, @Nullable Language asked);

        Reply act(String token, Map<String, String> fields, @Nullable Language asked);
    }

    public static List<Route> of(Desk desk, AnswerRenderer renderer) {
        Function<Reply, Answer> page = reply -> page(reply, renderer);
        return PATHS.stream()
                .flatMap(path -> Stream.of(
                        Route.get(path, request -> page.apply(desk.show(token(request), asked(request)))),
                        Route.post(
                                path,
                                request -> request.body().length > LARGEST_BODY
                                        ? Answer.text(413, "too large")
                                        : page.apply(desk.act(
                                                token(request),
                                                FormBody.read(header(request, "Content-type"), request.body()),
                                                asked(request))))))
                .toList();
    }

    private static Answer page(Reply reply, AnswerRenderer renderer) {
        AnswerRenderer.Html html = renderer.render(reply.page());
        Answer answer = Answer.html(status(reply.standing()), html.text());
        return new Answer(
                answer.status(),
                answer.contentType(),
                answer.body(),
                Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + html.styleHash()
                                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                        "Content-Language",
                        reply.page().language().tag(),
                        "Referrer-Policy",
                        "no-referrer",
                        "X-Robots-Tag",
                        "noindex, nofollow"));
    }

    private static int status(Reply.Standing standing) {
        return switch (standing) {
            case OPEN, DONE -> 200;
            case INCOMPLETE -> 400;
            case UNKNOWN -> 404;
            case GONE -> 410;
        };
    }

    private static String token(Request request) {
        return request.path().substring(PATHS.get(0).length());
    }

    private static String header(Request request, String name) {
        List<String> values = request.headers().get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    /** The first language the browser names, if it is one of ours. */
    private static @Nullable Language asked(Request request) {
        String first = header(request, "Accept-language").strip().toLowerCase(Locale.ROOT);
        return first.startsWith("zh") ? Language.ZH_CN : first.startsWith("en") ? Language.EN : null;
    }
}
