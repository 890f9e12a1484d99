package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.demo.ServiceAccountFile;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.ReplyClass;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XOAUTH2 from the configuration to the wire: a token endpoint and an SMTP server that knows its tokens. */
class MailLoginsTest {
    private static final String SENDER = "watchkeeper@reseller.example";

    // The library reckons a token's end by the machine's clock.
    private final TestClock clock = new TestClock(Clock.systemUTC().instant());
    private final GoogleEmulator google = GoogleEmulator.start(clock);
    private final EmulatedCustomer us =
            new EmulatedCustomer("C0us", List.of("reseller.example"), 5, 3, ZoneId.of("Asia/Shanghai"));
    private ScriptedServer server;

    @TempDir
    private Path config;

    @BeforeEach
    void start() throws IOException {
        google.add(us);
        server = new ScriptedServer()
                .answer("EHLO", "250-test\r\n250 AUTH XOAUTH2 PLAIN")
                .tokens(google::mailbox);
        ServiceAccountFile.write(config.resolve("key.json"), google.tokenUrl());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        google.close();
    }

    @Test
    void theServiceAccountActsForTheSender() throws IOException {
        try (World world = world("", "google:\n  credentials: " + config.resolve("key.json") + "\n")) {
            assertThat(send(world).reply()).contains("2.0.0 queued");
        }
        assertThat(server.messages).hasSize(1);
    }

    @Test
    void aKeyOfItsOwnDoesAsWell() throws IOException {
        try (World world = world("    oauth: {keyFile: " + config.resolve("key.json") + "}\n", "")) {
            assertThat(send(world).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        }
    }

    @Test
    void aTokenServesUntilFiveMinutesBeforeItsEnd() throws IOException {
        try (World world = world(key(), "")) {
            send(world);
            clock.forward(Duration.ofMinutes(54));
            send(world);
            assertThat(google.calls("token")).isEqualTo(1);

            clock.forward(Duration.ofMinutes(2));
            send(world);
            assertThat(google.calls("token")).isEqualTo(2);
        }
        assertThat(server.messages).hasSize(3);
    }

    @Test
    void aTokenThatTheServerNoLongerTakesIsRenewedOnce() throws IOException {
        try (World world = world(key(), "")) {
            send(world);
            String revoked = lastToken();
            server.tokens(token -> token.equals(revoked) ? java.util.Optional.empty() : google.mailbox(token));
            clock.forward(Duration.ofSeconds(2)); // so that the next token differs

            assertThat(send(world).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
            assertThat(google.calls("token")).isEqualTo(2);

            server.tokens(token -> java.util.Optional.empty());
            SendOutcome refused = send(world);
            assertThat(google.calls("token")).isEqualTo(3);
            assertThat(refused.kind()).isEqualTo(SendOutcome.Kind.AUTH);
            assertThat(refused.reply())
                    .contains("\"scope\":\"https://mail.google.com/\"")
                    .doesNotContain(lastToken());
            assertThat(ReplyClass.of(refused)).isEqualTo(ReplyClass.ROUTE_DOWN);
        }
    }

    @Test
    void aGrantThatIsMissingRestsTheRouteAndNamesTheWayOut() throws IOException {
        us.authorise(false);
        try (World world = world(key(), "")) {
            SendOutcome refused = send(world);

            assertThat(refused.kind()).isEqualTo(SendOutcome.Kind.AUTH);
            assertThat(refused.reply()).contains("unauthorized_client", "domain-wide delegation", "mail.google.com");
        }
        assertThat(server.lines).noneMatch(line -> line.startsWith("AUTH"));
    }

    @Test
    void aTokenEndpointOutOfReachIsTriedAgain() throws IOException {
        try (World world = world(key(), "")) {
            google.close();

            assertThat(ReplyClass.of(send(world))).isEqualTo(ReplyClass.RETRY);
        }
    }

    @Test
    void aRefreshTokenIsTradedForAccessTokens() throws IOException {
        google.refreshable("1//granted", "client", "hush", SENDER, "https://mail.google.com/");
        Files.writeString(config.resolve("refresh"), "1//granted\n");
        Files.writeString(config.resolve("secret"), "hush");
        try (World world = world(refresh(), "")) {
            assertThat(send(world).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        }
        Files.writeString(config.resolve("refresh"), "1//revoked");
        try (World world = world(refresh(), "")) {
            SendOutcome refused = send(world);
            assertThat(refused.kind()).isEqualTo(SendOutcome.Kind.AUTH);
            assertThat(refused.reply())
                    .contains("invalid_grant", "revoked")
                    .doesNotContain("hush")
                    .doesNotContain("1//");
        }
    }

    @Test
    void settingsThatCannotWorkAreNamed() {
        assertThatThrownBy(() -> world("    oauth: {clientId: a}\n", ""))
                .hasMessageContaining("refreshToken goes with clientId and clientSecret");
        assertThatThrownBy(() -> world("    oauth: {tokenUrl: 'http://evil.example/token'}\n", ""))
                .hasMessageContaining("is not an https address");
        assertThatThrownBy(() -> world("", "")).hasMessageContaining("mail.smtp.oauth");
    }

    private String key() {
        return "    oauth: {keyFile: " + config.resolve("key.json") + "}\n";
    }

    private String refresh() {
        return "    oauth: {clientId: client, clientSecret: '${file:" + config.resolve("secret")
                + "}', refreshToken: '${file:" + config.resolve("refresh") + "}', tokenUrl: '" + google.tokenUrl()
                + "'}\n";
    }

    private String lastToken() {
        String line = server.lines.stream()
                .filter(one -> one.startsWith("AUTH XOAUTH2 "))
                .reduce((a, b) -> b)
                .orElseThrow();
        String told = new String(java.util.Base64.getDecoder().decode(line.substring(13)), StandardCharsets.UTF_8);
        return told.substring(told.indexOf("Bearer ") + 7, told.length() - 2);
    }

    private World world(String oauth, String more) throws IOException {
        Files.writeString(config.resolve("watchkeeper.yaml"), more + """
                mail:
                  mode: live
                  allowedDomains: [reseller.example]
                  smtp:
                    host: 127.0.0.1
                    port: %d
                    security: plain
                    login: xoauth2
                    user: %s
                """.formatted(server.port(), SENDER) + oauth);
        Settings settings =
                new ConfigurationLoader(name -> null, clock).load(config).settings();
        return World.real(settings, config, clock);
    }

    private static SendOutcome send(World world) {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.write(Letters.letter("a"));
        try (Mailer.Connection connection = world.routes().get(0).mailer().connect()) {
            return connection.send(outbox.find(1).orElseThrow(), outbox.mime(1).orElseThrow(), () -> {});
        }
    }
}
