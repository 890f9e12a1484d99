package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.mail.answer.AnswerPage;
import dev.watchkeeper.mail.answer.Reply;
import dev.watchkeeper.mail.answer.Reply.Standing;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.render.JteAnswers;
import dev.watchkeeper.tenant.Language;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRoutesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Desk desk = new Desk();
    private final HttpEndpoint endpoint = new HttpEndpoint(
            new HttpSettings(true, "127.0.0.1", 0, 2, 10, Duration.ofSeconds(10), 65_536),
            LinkRoutes.of(desk, new JteAnswers()));

    /** Remembers what it was asked. */
    private static final class Desk implements LinkRoutes.Desk {
        final List<String> asked = new ArrayList<>();
        Standing standing = Standing.OPEN;

        @Override
        public Reply show(String token, @Nullable Language language) {
            asked.add("show " + token + " " + language);
            return reply();
        }

        @Override
        public Reply act(String token, Map<String, String> fields, @Nullable Language language) {
            asked.add("act " + token + " " + fields);
            return reply();
        }

        private Reply reply() {
            return new Reply(
                    standing,
                    new AnswerPage(
                            Language.ZH_CN,
                            Tone.HIGH,
                            "标题 <script>alert(1)</script>",
                            List.of("星海科技 & \"x\" <img src=https://evil.example/p.png>"),
                            List.of("一行"),
                            new AnswerPage.Form(
                                    "按钮", "", new AnswerPage.Field("理由", "</textarea><b>", 200, "缺少"), true),
                            "页脚"));
        }
    }

    @BeforeEach
    void start() {
        endpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                        .header("Content-Type", type)
                        .header("Accept-Language", "en-GB,en;q=0.8")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, FORM, new byte[0]);
    }

    @Test
    void lookingShowsAPageThatNobodyKeeps() throws Exception {
        HttpResponse<String> page = send("GET", "/l/TOKEN.MAC?utm_source=scanner");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(desk.asked).containsExactly("show TOKEN.MAC EN");
        Map<String, String> wanted = Map.of(
                "Cache-Control", "no-store",
                "Referrer-Policy", "no-referrer",
                "X-Robots-Tag", "noindex, nofollow",
                "X-Content-Type-Options", "nosniff",
                "Content-Language", "zh-CN",
                "Content-Type", "text/html; charset=utf-8");
        wanted.forEach((name, value) ->
                assertThat(page.headers().firstValue(name)).as(name).contains(value));
        assertThat(page.headers().map().keySet()).doesNotContain("set-cookie", "location");
    }

    @Test
    void thePolicyAllowsTheOneStyleSheetAndNothingElse() throws Exception {
        HttpResponse<String> page = send("GET", "/l/T");
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        Document document = Jsoup.parse(page.body());
        byte[] style = document.select("style").get(0).data().getBytes(StandardCharsets.UTF_8);
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
        assertThat(policy).contains("'sha256-" + hash + "'");
        assertThat(document.select("style")).hasSize(1);
        assertThat(document.select("[style]")).isEmpty();
    }

    @Test
    void strangersTextStaysTextAndNothingComesFromElsewhere() throws Exception {
        String html = send("GET", "/l/T").body();
        Document document = Jsoup.parse(html);
        assertThat(document.select("script, img, link, iframe, object, svg, b, [src], [href], [onclick]"))
                .isEmpty();
        assertThat(document.select("h1").text()).isEqualTo("标题 <script>alert(1)</script>");
        assertThat(document.select("textarea").text()).isEqualTo("</textarea><b>");
        assertThat(html).doesNotContain("http://", "https://evil.example/p.png>\n<");
        assertThat(document.select("form").attr("method")).isEqualTo("post");
        assertThat(document.select("form").hasAttr("action")).isFalse();
        assertThat(document.select("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(document.select("textarea").attr("aria-describedby")).isEqualTo("problem");
    }

    @Test
    void aBrowsersFormReachesTheDesk() throws Exception {
        desk.standing = Standing.DONE;
        String body = "do=yes&reason=%E5%90%8C%E6%84%8F+%26+signed&reason=second";
        assertThat(send("POST", "/l/T", FORM, body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(desk.asked).containsExactly("act T {do=yes, reason=同意 & signed}");
    }

    @Test
    void aMailProgramMayUnsubscribeInEitherFormOfRfc8058() throws Exception {
        send("POST", "/u/T", FORM, "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8));
        String multipart = """
                --x.Y-1
                Content-Disposition: form-data; name="List-Unsubscribe"

                One-Click
                --x.Y-1--
                """.replace("\n", "\r\n");
        send("POST", "/u/T", "multipart/form-data; boundary=\"x.Y-1\"", multipart.getBytes(StandardCharsets.UTF_8));
        send("POST", "/u/T", "multipart/form-data; boundary=x.Y-1", multipart.getBytes(StandardCharsets.UTF_8));
        assertThat(desk.asked).hasSize(3).allMatch(asked -> asked.equals("act T {List-Unsubscribe=One-Click}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&&==&", "%zz=%zz", "a", "\0\u0001"})
    void aFormOfGarbageIsAnEmptyForm(String body) throws Exception {
        send("POST", "/l/T", FORM, body.getBytes(StandardCharsets.UTF_8));
        send("POST", "/l/T", "multipart/form-data", body.getBytes(StandardCharsets.UTF_8));
        send("POST", "/l/T", "multipart/form-data; boundary=x", ("--x" + body).getBytes(StandardCharsets.UTF_8));
        assertThat(desk.asked).hasSize(3).noneMatch(asked -> asked.contains("do="));
    }

    @Test
    void aLargeBodyIsRefusedUnread() throws Exception {
        byte[] large = ("do=yes&reason=" + "x".repeat(9_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(send("POST", "/l/T", FORM, large).statusCode()).isEqualTo(413);
        assertThat(desk.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OPEN,200", "DONE,200", "INCOMPLETE,400", "UNKNOWN,404", "GONE,410"})
    void whereTheLinkStandsIsInTheStatus(Standing standing, int status) throws Exception {
        desk.standing = standing;
        assertThat(send("GET", "/l/T").statusCode()).isEqualTo(status);
        assertThat(send("POST", "/l/T").statusCode()).isEqualTo(status);
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        HttpResponse<String> head = send("HEAD", "/l/T");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(desk.asked).containsExactly("show T EN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void otherMethodsAreToldWhichThereAre(String method) throws Exception {
        HttpResponse<String> answer = send(method, "/l/T");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertThat(desk.asked).isEmpty();
    }

    @Test
    void withoutATokenThereIsNothing() throws Exception {
        assertThat(send("GET", "/l/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/l").statusCode()).isEqualTo(404);
        assertThat(desk.asked).isEmpty();
    }
}
