package dev.watchkeeper.tickets.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.fixture.MemoryNotices;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.Intake;
import dev.watchkeeper.tickets.TicketEvent;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WebhookIntakeTest {
    private static final Instant NOW = Instant.parse("2026-09-07T02:00:00Z");
    private static final String EVENT = """
            {"specversion":"1.0","id":"a-2","source":"/desk","type":"watchkeeper.message.agent","subject":"4711",
             "time":"2026-09-07T01:58:30Z","data":{"actor":{"kind":"agent","id":"u88"},"channel":"email","public":true,
             "automatic":false}}""";

    private final MemorySourceStates states = new MemorySourceStates();
    private final MemoryTicketEvents log = new MemoryTicketEvents(states);
    private final MemoryNotices notices = new MemoryNotices();
    private Transactions transactions = new Transactions() {
        @Override
        public <T> T in(Supplier<T> work) {
            return work.get();
        }
    };

    private static SourceSettings source(SignaturePreset preset, PayloadKind payload, String... secrets) {
        return new SourceSettings(
                "desk",
                SourceSettings.Type.WEBHOOK,
                null,
                preset,
                payload,
                java.util.Arrays.stream(secrets).map(Secret::new).toList(),
                preset == SignaturePreset.NONE ? List.of("127.0.0.0/8") : List.of(),
                2,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private WebhookIntake intake(SourceSettings source) {
        return new WebhookIntake(
                () -> List.of(source), log, states, notices, transactions, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Intake.Delivery delivery(byte[] body, String... headers) {
        Map<String, List<String>> map = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return new Intake.Delivery("desk", map, body, InetAddress.getLoopbackAddress());
    }

    private static Intake.Delivery github(byte[] body, String secret) {
        return delivery(
                body,
                "x-hub-signature-256",
                "sha256=" + HexFormat.of().formatHex(Hmac.SHA256.of(secret.getBytes(UTF_8), body)),
                "content-type",
                "application/json");
    }

    private int send(byte[] body) {
        return intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "s"))
                .receive(github(body, "s"))
                .status();
    }

    @Test
    void aProvenEventIsStoredThenAcknowledged() {
        assertThat(send(EVENT.getBytes(UTF_8))).isEqualTo(202);

        assertThat(log.all()).hasSize(1).first().satisfies(event -> {
            assertThat(event.ticketKey()).isEqualTo("desk/4711");
            assertThat(event.receivedAt()).isEqualTo(NOW);
        });
        assertThat(states.find("desk").orElseThrow().okAt()).isEqualTo(NOW);
    }

    @Test
    void aRepeatedDeliveryIsAcknowledgedAndChangesNothing() {
        assertThat(send(EVENT.getBytes(UTF_8))).isEqualTo(202);
        assertThat(send(EVENT.getBytes(UTF_8))).isEqualTo(202);

        assertThat(log.all()).hasSize(1);
    }

    @Test
    void unsignedAlteredAndForeignDeliveriesAreRefusedBeforeTheyAreRead() {
        WebhookIntake intake = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "s"));
        Intake.Delivery good = github(EVENT.getBytes(UTF_8), "s");
        byte[] altered = EVENT.replace("u88", "u89").getBytes(UTF_8);

        assertThat(intake.receive(delivery(EVENT.getBytes(UTF_8))).status()).isEqualTo(401);
        assertThat(intake.receive(new Intake.Delivery("desk", good.headers(), altered, good.remote()))
                        .status())
                .isEqualTo(401);
        assertThat(intake.receive(github("not json".getBytes(UTF_8), "other")).status())
                .isEqualTo(401);
        assertThat(intake.receive(new Intake.Delivery("nobody", good.headers(), good.body(), good.remote()))
                        .status())
                .isEqualTo(404);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void bothSecretsOfARotationAreTaken() {
        WebhookIntake intake = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "new", "old"));

        assertThat(intake.receive(github(EVENT.getBytes(UTF_8), "old")).status())
                .isEqualTo(202);
        assertThat(intake.receive(github(EVENT.getBytes(UTF_8), "new")).status())
                .isEqualTo(202);
    }

    @Test
    void anEventTooLongToBeStoredIsRefusedForGood() {
        byte[] event = EVENT.replace(
                        "\"data\":{",
                        "\"data\":{\"text\":\"" + "t".repeat(Intake.MAX_BODY_BYTES - EVENT.length() - 10) + "\",")
                .getBytes(UTF_8);
        assertThat(event).hasSizeLessThanOrEqualTo(Intake.MAX_BODY_BYTES);

        assertThat(send(event)).isEqualTo(400);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void aByteTooManyIsTooMany() {
        byte[] body = " ".repeat(Intake.MAX_BODY_BYTES + 1).getBytes(UTF_8);
        assertThat(send(body)).isEqualTo(413);

        byte[] fits = (EVENT + " ".repeat(Intake.MAX_BODY_BYTES - EVENT.length())).getBytes(UTF_8);
        assertThat(fits).hasSize(Intake.MAX_BODY_BYTES);
        assertThat(send(fits)).isEqualTo(202);
    }

    @Test
    void whatCannotBeReadIsSaidSo() {
        assertThat(send(new byte[0])).isEqualTo(400);
        assertThat(send("{".getBytes(UTF_8))).isEqualTo(400);
        assertThat(send(new byte[] {'{', (byte) 0xff, '}'})).isEqualTo(400);
        assertThat(send("[".repeat(10_000).getBytes(UTF_8))).isEqualTo(400);
        assertThat(send(EVENT.replace("\"public\":true,", "").getBytes(UTF_8))).isEqualTo(400);
        assertThat(send(EVENT.replace("a-2", "a".repeat(500)).getBytes(UTF_8))).isEqualTo(400);
        assertThat(send(EVENT.replace("a-2", "a\\u0000").getBytes(UTF_8))).isEqualTo(400);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void aCompressedBodyIsToldWhatToDoAndAByteOrderMarkIsNone() {
        Intake.Delivery plain = github(("\uFEFF" + EVENT).getBytes(UTF_8), "s");
        WebhookIntake intake = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "s"));
        Map<String, List<String>> headers = new TreeMap<>(plain.headers());
        headers.put("Content-Encoding", List.of("gzip"));

        Intake.Reply reply = intake.receive(new Intake.Delivery("desk", headers, plain.body(), plain.remote()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("Content-Encoding gzip");
        assertThat(intake.receive(plain).status()).isEqualTo(202);
    }

    @Test
    void anotherSourcesEventsAreNotTakenFromThisOne() {
        assertThat(send(EVENT.replace("\"/desk\"", "\"/zendesk/main\"").getBytes(UTF_8)))
                .isEqualTo(400);
    }

    @Test
    void oneBadItemDoesNotCostTheRestOfTheBatch() {
        byte[] batch = ("[" + EVENT + ",{\"id\":\"x\"}," + EVENT.replace("a-2", "a-3") + "]").getBytes(UTF_8);

        assertThat(send(batch)).isEqualTo(202);

        assertThat(log.all()).extracting(TicketEvent::id).containsExactly("a-2", "a-3");
        assertThat(log.quarantined(9)).singleElement().satisfies(bad -> {
            assertThat(bad.reason()).startsWith("item 2: ");
            assertThat(bad.body()).as("the item alone, not the batch").isEqualTo("{\"id\":\"x\"}");
        });
        assertThat(notices.open()).containsOnlyKeys("desk unreadable");
    }

    @Test
    void theSameIdWithOtherContentIsSetAsideAndToldAndAcknowledged() {
        send(EVENT.getBytes(UTF_8));

        assertThat(send(EVENT.replace("u88", "u99").getBytes(UTF_8))).isEqualTo(202);

        assertThat(log.all()).hasSize(1);
        assertThat(log.quarantined(9)).hasSize(1);
        assertThat(notices.open()).containsOnlyKeys("desk conflict");
    }

    @Test
    void anEventFromTheFutureIsStoredAndTold() {
        assertThat(send(EVENT.replace("01:58:30", "02:05:01").getBytes(UTF_8))).isEqualTo(202);

        assertThat(log.all()).hasSize(1);
        assertThat(notices.open()).containsOnlyKeys("desk future_event");
    }

    @Test
    void tooManyAreToldWhenToComeAgain() {
        WebhookIntake intake = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "s"));
        Intake.Delivery delivery = github(EVENT.getBytes(UTF_8), "s");
        for (int i = 0; i < 20; i++) {
            assertThat(intake.receive(delivery).status()).isEqualTo(202);
        }

        Intake.Reply reply = intake.receive(delivery);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.retryAfter()).isPositive();
    }

    @Test
    void anUnsignedSourceIsHeardFromItsNetworkOnly() throws Exception {
        WebhookIntake intake = intake(source(SignaturePreset.NONE, PayloadKind.CANONICAL));
        Intake.Delivery here = delivery(EVENT.getBytes(UTF_8), "content-type", "application/cloudevents+json");

        assertThat(intake.receive(here).status()).isEqualTo(202);
        assertThat(intake.receive(new Intake.Delivery(
                                "desk", here.headers(), here.body(), InetAddress.getByName("192.0.2.1")))
                        .status())
                .isEqualTo(401);
    }

    private static final byte[] DATA =
            "{\"actor\":{\"kind\":\"agent\"},\"public\":false,\"automatic\":false}".getBytes(UTF_8);

    private static Intake.Delivery binary(String webhookId, String eventId, String type) {
        String stamp = String.valueOf(NOW.getEpochSecond());
        byte[] head = (webhookId + "." + stamp + ".").getBytes(UTF_8);
        String signature = "v1," + Base64.getEncoder().encodeToString(Hmac.SHA256.of("k".getBytes(UTF_8), head, DATA));
        return delivery(
                DATA,
                "ce-specversion",
                "1.0",
                "Ce-Id",
                eventId,
                "ce-source",
                "/desk",
                "ce-type",
                type,
                "ce-subject",
                "47%2011%E5%8F%B7",
                "ce-time",
                "2026-09-07T01:00:00Z",
                "webhook-id",
                webhookId,
                "webhook-timestamp",
                stamp,
                "webhook-signature",
                signature);
    }

    private WebhookIntake standard() {
        return intake(source(
                SignaturePreset.STANDARD,
                PayloadKind.CANONICAL,
                "whsec_" + Base64.getEncoder().encodeToString("k".getBytes(UTF_8))));
    }

    /** The delivery's id is the sender's own affair; events are told apart by source and id. */
    @Test
    void binaryModeNeedsNoRelationBetweenTheTwoIds() {
        WebhookIntake intake = standard();

        assertThat(intake.receive(binary("msg_1", "n-1", "watchkeeper.note.internal"))
                        .status())
                .isEqualTo(202);
        assertThat(intake.receive(binary("msg_1", "n-1", "watchkeeper.note.internal"))
                        .status())
                .as("a retry")
                .isEqualTo(202);
        assertThat(intake.receive(binary("msg_2", "n-1", "watchkeeper.note.internal"))
                        .status())
                .as("the same event in another delivery")
                .isEqualTo(202);
        assertThat(intake.receive(binary("n-2", "n-2", "watchkeeper.note.internal"))
                        .status())
                .isEqualTo(202);

        assertThat(log.all()).extracting(TicketEvent::id).containsExactly("n-1", "n-2");
        assertThat(log.all().get(0).subject()).as("percent-encoded").isEqualTo("47 11号");
    }

    @Test
    void aSignedBodyCannotBeSentAgainAsAnotherEvent() {
        WebhookIntake intake = standard();
        intake.receive(binary("msg_1", "n-1", "watchkeeper.note.internal"));

        for (Intake.Delivery altered : List.of(
                binary("msg_1", "n-2", "watchkeeper.note.internal"),
                binary("msg_1", "n-1", "watchkeeper.message.agent"))) {
            assertThat(intake.receive(altered).status()).isEqualTo(400);
        }
        assertThat(log.all()).hasSize(1);
    }

    @Test
    void binaryModeIsRefusedWhereNothingBindsItsHeaders() {
        Intake.Delivery plain = binary("msg_1", "n-1", "watchkeeper.note.internal");
        var headers = new TreeMap<>(plain.headers());
        headers.putAll(github(DATA, "s").headers());

        Intake.Reply reply = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "s"))
                .receive(new Intake.Delivery("desk", headers, DATA, InetAddress.getLoopbackAddress()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("structured mode");
    }

    @Test
    void deathBeforeTheCommitStoresNothingAndIsNotAcknowledged() {
        transactions = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                throw new IllegalStateException("connection lost");
            }
        };

        Intake.Reply reply = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "s"))
                .receive(github(EVENT.getBytes(UTF_8), "s"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isPositive();
        assertThat(log.all()).isEmpty();
    }

    @Test
    void deathBetweenTheCommitAndTheReplyCostsNothing() {
        Transactions good = transactions;
        transactions = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                good.in(work);
                throw new IllegalStateException("killed after the commit");
            }
        };
        assertThat(send(EVENT.getBytes(UTF_8))).isEqualTo(503);

        transactions = good;
        assertThat(send(EVENT.getBytes(UTF_8))).isEqualTo(202);

        assertThat(log.all()).hasSize(1);
    }

    @Test
    void neitherSecretsNorBodiesAppearInReplies() {
        WebhookIntake intake = intake(source(SignaturePreset.GITHUB, PayloadKind.CANONICAL, "topsecret"));

        Intake.Reply reply = intake.receive(github("{\"private\":1}".getBytes(UTF_8), "topsecret"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).doesNotContain("topsecret").doesNotContain("private");
    }
}
