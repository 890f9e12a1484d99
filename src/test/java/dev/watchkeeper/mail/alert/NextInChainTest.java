package dev.watchkeeper.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemoryThreads;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Handling;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.NextInChain;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.SendPhase;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.tenant.Language;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An alert nobody receives helps nobody: the manager am17 has a lead, lead3; am18 is on call. */
class NextInChainTest {
    private static final Instant NOW = Letters.NOW;
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.LIVE,
            Mailbox.of("watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of("reseller.example"),
            10_000);

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final TestClock clock = new TestClock(NOW);
    private final Map<String, String> replies = new HashMap<>();
    private final Map<String, byte[]> arrived = new HashMap<>();
    private final PostOffice office = new PostOffice(outbox, new MimeWriter(), () -> POLICY);
    private final Delivery delivery = new Delivery(
            outbox,
            office,
            List.of(new Route("smtp", this::connect, 600, Duration.ofSeconds(60))),
            Delivery.Refresher.NONE,
            new NextInChain(
                    outbox, office, new Desks(outbox, new MemoryThreads())::portfolio, () -> List.of("am18"), clock),
            clock,
            "node-1");

    private Mailer.Connection connect() {
        return new Mailer.Connection() {
            @Override
            public SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData) {
                String reply = replies.get(entry.toAddress());
                if (reply != null) {
                    int code = Integer.parseInt(reply.substring(0, 3));
                    return new SendOutcome(SendOutcome.Kind.REPLIED, SendPhase.RCPT, code, reply, "x");
                }
                beforeData.run();
                arrived.put(entry.toAddress(), mime);
                return SendOutcome.accepted(250, "2.0.0 queued");
            }

            @Override
            public void close() {}
        };
    }

    private void post(String reader, MailKind kind) {
        Draft draft = new Draft(
                kind,
                "alert:48213-fr-1:breach:v1:" + reader,
                POLICY.from(),
                new Mailbox("Li Min", reader + "@reseller.example"),
                POLICY.replyTo(),
                "[SLA] Xinghai #48213 first reply due 09:05",
                Language.EN,
                NOW,
                ZoneId.of("Asia/Shanghai"),
                "Overdue",
                "<html><body><div role=\"main\"><h1>Overdue</h1></div></body></html>",
                List.of(),
                "i:48213-fr-1:" + reader,
                List.of(),
                true,
                "critical",
                "t88",
                "48213-fr-1",
                null);
        office.post(
                draft, new Handling(reader, Priority.BREACH, "48213-fr-1", NOW, NOW.plusSeconds(14_400), List.of()));
    }

    private Map<String, EntryState> states() {
        return outbox.queue(EnumSet.allOf(EntryState.class), 10).stream()
                .collect(Collectors.toMap(OutboxEntry::dedupeKey, OutboxEntry::state));
    }

    @Test
    void aRefusedAlertGoesToTheLeadThenToWhoIsOnCallAndThereItEnds() {
        replies.put("am17@reseller.example", "550 5.1.1 no such user");
        replies.put("lead3@reseller.example", "554 5.7.1 refused by policy");
        post("am17", MailKind.ALERT);

        delivery.deliverPending();
        delivery.deliverPending();

        assertThat(states())
                .containsOnly(
                        Map.entry("alert:48213-fr-1:breach:v1:am17", EntryState.FAILED),
                        Map.entry("alert:48213-fr-1:breach:v1:am17:for:lead3", EntryState.FAILED),
                        Map.entry("alert:48213-fr-1:breach:v1:am17:for:lead3:for:am18", EntryState.SENT));
        String mail = new String(arrived.get("am18@reseller.example"), StandardCharsets.UTF_8);
        assertThat(mail)
                .contains(
                        "To: Zhao <am18@reseller.example>",
                        "Subject: [SLA] Xinghai #48213 first reply due 09:05",
                        "In-Reply-To: <i.48213-fr-1.am18@reseller.example>")
                .doesNotContain("am17@reseller.example>", "lead3@");
        String text = new String(
                Base64.getMimeDecoder().decode(mail.replaceAll("(?s).*text/plain.*?\r\n\r\n(.*?)\r\n--.*", "$1")),
                StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("(the mailbox of Wang refuses mail, so this comes to you)")
                .contains("Overdue");
    }

    @Test
    void whoeverHasTheSameAlertAnywayIsTheNext() {
        replies.put("am17@reseller.example", "550 5.1.1 no such user");
        post("am17", MailKind.ALERT);
        post("lead3", MailKind.ALERT);

        delivery.deliverPending();

        assertThat(arrived).containsOnlyKeys("lead3@reseller.example");
        assertThat(states()).hasSize(2);
    }

    @Test
    void temporaryRefusalsAndDigestsGoToNobodyElse() {
        replies.put("am17@reseller.example", "451 4.3.0 later");
        post("am17", MailKind.ALERT);
        delivery.deliverPending();
        assertThat(states()).hasSize(1);

        replies.put("am18@reseller.example", "550 5.1.1 no such user");
        post("am18", MailKind.DIGEST_DAILY);
        delivery.deliverPending();
        assertThat(states()).hasSize(2);
    }
}
