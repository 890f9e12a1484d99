package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.smtp.Certificates;
import dev.watchkeeper.mail.smtp.ScriptedServer;
import dev.watchkeeper.mail.smtp.SmtpMailer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of each way in which a mail server can refuse us, from the configuration on. */
class MailDoctorTest {
    @TempDir
    private static Path keys;

    private static Path house;
    private static SSLContext good;
    private static SSLContext other;
    private static SSLContext expired;

    @TempDir
    private Path config;

    private ScriptedServer server;

    @BeforeAll
    static void make() throws Exception {
        Certificates certificates = new Certificates(keys);
        house = certificates.authority();
        good = certificates.server("good", "localhost");
        other = certificates.server("other", "mx.other.example");
        expired = certificates.server("expired", "localhost", "-startdate", "-20d", "-validity", "10");
    }

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aServerInOrderIsSaidToBe() throws IOException {
        server.tls(good, false);

        assertThat(examine("caFile: " + house).state()).isEqualTo(Diagnosis.State.OK);
    }

    @Test
    void eachWayOfRefusingUsIsSaidWithTheWayOut() throws IOException {
        wrong("", "no encrypted connection", "does not offer STARTTLS", "port 465");
        server.tls(good, false);
        wrong("", "authority that is not trusted here", "caFile");
        server.tls(other, false);
        wrong("caFile: " + house, "for another name", "localhost", "set host");
        server.tls(expired, false);
        wrong("caFile: " + house, "has expired", "renew");
    }

    @Test
    void refusedLoginsSayWhatToWriteInstead() throws IOException {
        String login = "security: plain, login: password, user: a@reseller.example, password: '${file:"
                + Files.writeString(config.resolve("password"), "hush") + "}'";
        server.answer("EHLO", "250-test\r\n250 AUTH PLAIN")
                .answer("AUTH", "535 5.7.8 Username and Password not accepted");
        wrong(login, "login is refused", "5.7.8", "xoauth2, an app password");
        server.answer("AUTH", "454 4.7.0 Too many login attempts");
        wrong(login, "454 4.7.0", "asks for patience");
        server.close();
        wrong(login, "no answer", "check host, port");
    }

    private void wrong(String smtp, String... words) throws IOException {
        Diagnosis said = examine(smtp);
        assertThat(said.state()).isEqualTo(Diagnosis.State.FAILED);
        assertThat(said.message()).contains(words).doesNotContain("hush");
    }

    private Diagnosis examine(String smtp) throws IOException {
        TestClock clock = TestClock.at("2026-11-24T01:00:00Z");
        Files.writeString(
                config.resolve("watchkeeper.yaml"),
                "mail:\n  mode: live\n  allowedDomains: [reseller.example]\n  smtp: {host: localhost, port: "
                        + server.port() + ", " + smtp + "}\n");
        Settings settings =
                new ConfigurationLoader(name -> null, clock).load(config).settings();
        try (World world = World.real(settings, config, clock)) {
            Route route = world.routes().get(0);
            return MailDoctor.login(route, (SmtpMailer) route.mailer());
        }
    }
}
