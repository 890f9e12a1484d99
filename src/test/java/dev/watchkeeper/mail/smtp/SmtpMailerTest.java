package dev.watchkeeper.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.ReplyClass;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.SendPhase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpMailerTest {
    private static final OutboxEntry ENTRY = entry();
    private static final byte[] MIME = mime("small");

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static OutboxEntry entry() {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.write(Letters.letter("a"));
        return outbox.find(1).orElseThrow();
    }

    private static byte[] mime(String text) {
        return new MimeWriter().compose(Letters.draft("a", "主题", text, "<p>" + text + "</p>"));
    }

    private SmtpSettings settings(SmtpSettings.Security security, SmtpSettings.Login login) {
        return new SmtpSettings(
                "127.0.0.1",
                server.port(),
                security,
                login,
                login == SmtpSettings.Login.NONE ? null : "watchkeeper@reseller.example",
                login == SmtpSettings.Login.PASSWORD ? new Secret("open sesame") : null,
                null,
                null,
                "mx.reseller.example",
                "bounces@reseller.example",
                Duration.ofSeconds(1),
                60);
    }

    private SendOutcome send(byte[] mime) {
        return send(
                new SmtpMailer(
                        settings(SmtpSettings.Security.PLAIN, SmtpSettings.Login.NONE),
                        "watchkeeper@reseller.example",
                        null),
                mime);
    }

    private static SendOutcome send(SmtpMailer mailer, byte[] mime) {
        try (Mailer.Connection connection = mailer.connect()) {
            return connection.send(ENTRY, mime, () -> {});
        }
    }

    @Test
    void whatArrivesIsWhatIsStored() {
        byte[] mime = mime(".first line\n.\n..two\nlast");

        SendOutcome outcome = send(mime);

        assertThat(outcome).isEqualTo(SendOutcome.accepted(250, "250 2.0.0 queued as 4711"));
        assertThat(server.messages).containsExactly(new String(mime, StandardCharsets.ISO_8859_1));
        assertThat(server.lines)
                .startsWith(
                        "EHLO mx.reseller.example",
                        "MAIL FROM:<bounces+1@reseller.example>",
                        "RCPT TO:<am17@reseller.example>",
                        "DATA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONNECT | 421 4.7.0 busy, later          | REPLIED  | CONNECT | 421 | RETRY
            CONNECT | close                          | BROKEN   | CONNECT | 0   | RETRY
            MAIL    | 421 4.7.0 later                | REPLIED  | MAIL    | 421 | RETRY
            MAIL    | 530 5.7.0 login first          | REPLIED  | MAIL    | 530 | ROUTE_DOWN
            MAIL    | 550 5.4.5 daily limit          | REPLIED  | MAIL    | 550 | LIMIT_REACHED
            MAIL    | close                          | BROKEN   | MAIL    | 0   | RETRY
            RCPT    | 450 4.2.1 later                | REPLIED  | RCPT    | 450 | RETRY
            RCPT    | 550 5.1.1 no such user         | REPLIED  | RCPT    | 550 | ADDRESS_UNKNOWN
            RCPT    | reset                          | BROKEN   | RCPT    | 0   | RETRY
            RCPT    | silent                         | BROKEN   | RCPT    | 0   | RETRY
            DATA    | 451 4.3.0 no room              | REPLIED  | DATA    | 451 | RETRY
            DATA    | close                          | BROKEN   | DATA    | 0   | RETRY
            DOT     | 421 4.3.0 going down           | REPLIED  | DOT     | 421 | RETRY
            DOT     | 451 4.3.0 try again            | REPLIED  | DOT     | 451 | RETRY
            DOT     | 552 5.3.4 too big              | REPLIED  | DOT     | 552 | TOO_LARGE
            DOT     | 554 5.7.1 no                   | REPLIED  | DOT     | 554 | REFUSED
            DOT     | close                          | BROKEN   | DOT     | 0   | UNKNOWN_FATE
            DOT     | reset                          | BROKEN   | DOT     | 0   | UNKNOWN_FATE
            DOT     | silent                         | BROKEN   | DOT     | 0   | UNKNOWN_FATE
            """)
    void tellsInWhichPhaseTheServerFailed(
            String step, String reply, SendOutcome.Kind kind, SendPhase phase, int code, ReplyClass verdict) {
        server.answer(step, reply);

        SendOutcome outcome = send(MIME);

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(kind);
        assertThat(outcome.phase()).isEqualTo(phase);
        assertThat(Math.max(outcome.code(), 0)).isEqualTo(code);
        assertThat(ReplyClass.of(outcome)).isEqualTo(verdict);
    }

    @Test
    void aLongBodyThatBreaksWasNotDelivered() {
        server.resetBodyAfter(100_000);

        SendOutcome outcome = send(mime("x".repeat(20_000_000)));

        assertThat(outcome.kind()).isEqualTo(SendOutcome.Kind.BROKEN);
        assertThat(ReplyClass.of(outcome)).isEqualTo(ReplyClass.RETRY);
    }

    @Test
    void aShortBodyThatBreaksIsOfUnknownFate() {
        server.resetBodyAfter(10);

        assertThat(ReplyClass.of(send(MIME))).isEqualTo(ReplyClass.UNKNOWN_FATE);
    }

    @Test
    void nothingIsSentWithoutEncryptionWhereItIsRequired() {
        SendOutcome outcome = send(
                new SmtpMailer(
                        settings(SmtpSettings.Security.STARTTLS, SmtpSettings.Login.NONE), "w@reseller.example", null),
                MIME);

        assertThat(outcome.kind()).isEqualTo(SendOutcome.Kind.TLS);
        assertThat(ReplyClass.of(outcome)).isEqualTo(ReplyClass.ROUTE_DOWN);
        assertThat(server.lines).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void plainIsForLoopbackOnly() {
        assertThatThrownBy(() -> new SmtpSettings(
                        "smtp.reseller.example",
                        25,
                        SmtpSettings.Security.PLAIN,
                        SmtpSettings.Login.NONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Duration.ofSeconds(60),
                        60))
                .hasMessageContaining("use starttls or tls");
    }

    @Test
    void logsInByPassword() {
        SmtpMailer mailer = new SmtpMailer(
                settings(SmtpSettings.Security.PLAIN, SmtpSettings.Login.PASSWORD), "w@reseller.example", null);
        server.answer("EHLO", "250-test\r\n250 AUTH PLAIN");

        assertThat(send(mailer, MIME).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        assertThat(server.lines)
                .contains("AUTH PLAIN "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "watchkeeper@reseller.example\0watchkeeper@reseller.example\0open sesame"
                                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(mailer.tryLogin().kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"535 5.7.8 bad credentials, 535", "454 4.7.0 temporary, 454", "534 5.7.9 app password, 534"})
    void aRefusedLoginIsTheRoutesFault(String reply, int code) {
        server.answer("EHLO", "250-test\r\n250 AUTH PLAIN").answer("AUTH", reply);

        SendOutcome outcome = send(
                new SmtpMailer(
                        settings(SmtpSettings.Security.PLAIN, SmtpSettings.Login.PASSWORD), "w@reseller.example", null),
                MIME);

        assertThat(outcome.kind()).isEqualTo(SendOutcome.Kind.AUTH);
        assertThat(outcome.code()).isEqualTo(code);
    }

    @Test
    void sendsAnAccessTokenInPlaceOfAPassword() {
        List<String> asked = new ArrayList<>();

        SendOutcome outcome = send(tokenMailer(asked), MIME);

        assertThat(outcome.kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        assertThat(asked).containsExactly("current");
        String expected = "user=watchkeeper@reseller.example\u0001auth=Bearer current\u0001\u0001";
        assertThat(server.lines)
                .contains("AUTH XOAUTH2 "
                        + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheReasonIsReadable() {
        List<String> asked = new ArrayList<>();
        server.answer(
                "AUTH",
                "334 " + Base64.getEncoder().encodeToString("{\"status\":\"400\"}".getBytes(StandardCharsets.UTF_8)));

        SendOutcome outcome = send(tokenMailer(asked), MIME);

        assertThat(asked).containsExactly("current", "renewed");
        assertThat(outcome.kind()).isEqualTo(SendOutcome.Kind.AUTH);
        assertThat(outcome.reply()).isEqualTo("334 {\"status\":\"400\"}");
    }

    @Test
    void aServerThatAsksForPatienceIsNotAskedWithANewToken() {
        List<String> asked = new ArrayList<>();
        server.answer("AUTH", "454 4.7.0 Too many login attempts, please try again later");

        SendOutcome outcome = send(tokenMailer(asked), MIME);

        assertThat(asked).containsExactly("current");
        assertThat(outcome.code()).isEqualTo(454);
    }

    private SmtpMailer tokenMailer(List<String> asked) {
        return new SmtpMailer(
                settings(SmtpSettings.Security.PLAIN, SmtpSettings.Login.XOAUTH2),
                "watchkeeper@reseller.example",
                new AccessTokens() {
                    @Override
                    public String current() {
                        asked.add("current");
                        return "current";
                    }

                    @Override
                    public String renewed() {
                        asked.add("renewed");
                        return "renewed";
                    }
                });
    }

    @Test
    void aLeaseLostBeforeDataStopsTheMail() {
        SmtpMailer mailer = new SmtpMailer(
                settings(SmtpSettings.Security.PLAIN, SmtpSettings.Login.NONE), "w@reseller.example", null);
        try (Mailer.Connection connection = mailer.connect()) {
            assertThatThrownBy(() -> connection.send(ENTRY, MIME, () -> {
                        throw new IllegalStateException("lost");
                    }))
                    .hasMessage("lost");
        }
        assertThat(server.lines).doesNotContain("DATA");
    }

    @Test
    void withoutANameOfItsOwnItGreetsByTheSendersDomain() {
        SmtpSettings nameless = new SmtpSettings(
                "127.0.0.1",
                server.port(),
                SmtpSettings.Security.PLAIN,
                SmtpSettings.Login.NONE,
                null,
                null,
                null,
                null,
                null,
                null,
                Duration.ofSeconds(1),
                60);

        send(new SmtpMailer(nameless, "watchkeeper@reseller.example", null), MIME);

        assertThat(server.lines).first().isEqualTo("EHLO reseller.example");
    }

    @Test
    void aConnectionCarriesTenMails() {
        SmtpMailer mailer = new SmtpMailer(
                settings(SmtpSettings.Security.PLAIN, SmtpSettings.Login.NONE), "w@reseller.example", null);
        try (Mailer.Connection connection = mailer.connect()) {
            for (int i = 0; i < 25; i++) {
                assertThat(connection.send(ENTRY, MIME, () -> {}).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
            }
        }
        assertThat(server.lines.stream().filter(line -> line.startsWith("EHLO")))
                .hasSize(3);
        assertThat(server.messages).hasSize(25);
    }
}
