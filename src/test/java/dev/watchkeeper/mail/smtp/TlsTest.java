package dev.watchkeeper.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.ReplyClass;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.smtp.SmtpSettings.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is sent in the clear and nothing to a stranger: the mail waits, and the operator reads why. */
class TlsTest {
    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static Path house;
    private static SSLContext good;
    private static SSLContext other;
    private static SSLContext expired;
    private static SSLContext early;

    private ScriptedServer server;

    @BeforeAll
    static void make() throws Exception {
        certificates = new Certificates(directory);
        house = certificates.authority();
        good = certificates.server("good", "localhost");
        other = certificates.server("other", "mx.other.example");
        expired = certificates.server("expired", "localhost", "-startdate", "-20d", "-validity", "10");
        early = certificates.server("early", "localhost", "-startdate", "+20d", "-validity", "10");
    }

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private SmtpMailer mailer(Security security, @Nullable Path caFile) {
        return new SmtpMailer(
                new SmtpSettings(
                        "localhost",
                        server.port(),
                        security,
                        SmtpSettings.Login.NONE,
                        null,
                        null,
                        null,
                        caFile,
                        "mx.reseller.example",
                        null,
                        Duration.ofSeconds(5),
                        60),
                "watchkeeper@reseller.example",
                null);
    }

    private SendOutcome send(Security security, SSLContext certificate, @Nullable Path trusted) {
        server.tls(certificate, security == Security.TLS);
        return send(mailer(security, trusted));
    }

    private static SendOutcome send(SmtpMailer mailer) {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.write(Letters.letter("a"));
        try (Mailer.Connection connection = mailer.connect()) {
            return connection.send(outbox.find(1).orElseThrow(), outbox.mime(1).orElseThrow(), () -> {});
        }
    }

    /** Refused, with the way out in words; the mail waits and no attempt is burnt. */
    private void refused(SendOutcome outcome, String... words) {
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(SendOutcome.Kind.TLS);
        assertThat(outcome.reply()).contains(words);
        assertThat(ReplyClass.of(outcome)).isEqualTo(ReplyClass.ROUTE_DOWN);
        assertThat(server.messages).isEmpty();
        assertThat(server.lines).noneMatch(line -> line.startsWith("MAIL") || line.startsWith("AUTH"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void sendsEncryptedToAServerThatIsTrusted(Security security) {
        SendOutcome outcome = send(security, good, house);

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        assertThat(server.messages).hasSize(1);
        if (security == Security.STARTTLS) {
            assertThat(server.lines).startsWith("EHLO mx.reseller.example", "STARTTLS", "(encrypted)");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void anAuthorityThatNobodyKnowsIsRefused(Security security) {
        refused(send(security, good, null), "authority that is not trusted", "caFile");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void aCertificateForAnotherNameIsRefused(Security security) {
        refused(send(security, other, house), "for another name", "localhost", "set host");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void anExpiredCertificateIsRefused(Security security) {
        refused(send(security, expired, house), "has expired", "NotAfter", "must renew it");
    }

    @Test
    void aCertificateOfTomorrowPointsToTheClock() {
        refused(send(Security.STARTTLS, early, house), "not valid yet", "clock of this machine");
    }

    @Test
    void aServerWithoutStarttlsGetsNothing() {
        refused(send(mailer(Security.STARTTLS, null)), "does not offer STARTTLS", "port 587", "port 465");
    }

    @Test
    void aServerThatTakesStarttlsBackGetsNothing() {
        server.tls(good, false).answer("STARTTLS", "454 4.7.0 TLS not available due to temporary reason");

        SendOutcome outcome = send(mailer(Security.STARTTLS, house));

        assertThat(ReplyClass.of(outcome)).as(outcome.toString()).isIn(ReplyClass.RETRY, ReplyClass.ROUTE_DOWN);
        assertThat(outcome.reply()).contains("454");
        assertThat(server.lines).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void aPinnedCertificateThatExpiredIsSaidSo() throws Exception {
        refused(send(Security.STARTTLS, expired, certificates.pem("expired")), "caFile", "expired");
    }

    @Test
    void aPlainServerAtAnEncryptedPortIsSaidSo() {
        refused(send(mailer(Security.TLS, null)), "does not speak TLS from the first byte", "starttls");
    }

    @Test
    void aFileOfAuthoritiesThatCannotBeReadIsNamed() throws IOException {
        server.tls(good, false);
        refused(send(mailer(Security.STARTTLS, directory.resolve("absent.pem"))), "caFile", "absent.pem");

        Path empty = Files.writeString(directory.resolve("empty.pem"), "", StandardCharsets.UTF_8);
        refused(send(mailer(Security.STARTTLS, empty)), "empty.pem", "no certificate");
    }
}
