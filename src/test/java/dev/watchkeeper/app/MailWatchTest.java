package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.Reconciler;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryDigests;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.SendPhase;
import dev.watchkeeper.mail.alert.OperatorDesk;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.ops.Metrics;
import dev.watchkeeper.ops.Probe;
import dev.watchkeeper.ops.Sampler;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail that stands still is said by readiness, findings and doctor, since mail cannot say it. */
class MailWatchTest {
    private static final Instant NOW = Letters.NOW;

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final TestClock clock = new TestClock(NOW);
    private final InMemoryFindings findings = new InMemoryFindings();
    private final OwnFindings own = new OwnFindings(new FindingKeeper(findings, Circumstances.NONE), clock);
    private final Metrics metrics = new Metrics();
    private final MailPolicy policy = new MailPolicy(
            MailMode.LIVE,
            Mailbox.of("watchkeeper@reseller.example"),
            Mailbox.of("am@reseller.example"),
            null,
            List.of("reseller.example"),
            200);
    private final PostOffice office = new PostOffice(outbox, new MimeWriter(), () -> policy);
    private SendOutcome answer = SendOutcome.accepted(250, "2.0.0 queued");
    private final Delivery delivery = delivery();
    private final MailWatch watch = new MailWatch(
            new Reconciler(new MemoryDigests(outbox), outbox),
            own,
            new OperatorDesk(office, new JteRenderer(), null, Language.EN, ZoneId.of("Asia/Shanghai"), "1.0.0"),
            () -> policy,
            delivery::routes);

    private Delivery delivery() {
        return new Delivery(
                outbox,
                office,
                List.of(new Route("smtp", this::connect, 60, Duration.ofSeconds(60))),
                Delivery.Refresher.NONE,
                new MailMeter(metrics, own, dev.watchkeeper.fixture.MemorySetAside.alone(), clock),
                clock,
                "n");
    }

    private Mailer.Connection connect() {
        return new Mailer.Connection() {
            @Override
            public SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData) {
                return answer;
            }

            @Override
            public void close() {}
        };
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    private List<String> open() {
        return findings.search(FindingQuery.unresolved(clock.instant()).ofTenants(List.of(Finding.OURSELVES))).stream()
                .map(finding -> finding.checkId() + " " + finding.subject())
                .sorted()
                .toList();
    }

    private List<Diagnosis> doctor() {
        List<Diagnosis> said = new ArrayList<>();
        MailDoctor.outbox(outbox, MailMode.LIVE, clock.instant(), said::add);
        return said;
    }

    @Test
    void anAlertThatShouldHaveLeftIsSaidEverywhereUntilItHas() {
        outbox.write(Letters.letter("a", MailKind.ALERT, Priority.BREACH, NOW, null, "am17", null));
        watch.look(NOW);
        assertThat(watch.problem()).isEmpty();
        assertThat(doctor()).extracting(Diagnosis::state).containsExactly(Diagnosis.State.OK);

        clock.forward(Duration.ofMinutes(6));
        watch.look(clock.instant());
        assertThat(watch.problem())
                .hasValueSatisfying(words -> assertThat(words).contains("a should have left"));
        assertThat(open()).containsExactly("SELF-MAIL-MISSING mail");
        assertThat(doctor()).singleElement().satisfies(said -> {
            assertThat(said.state()).isEqualTo(Diagnosis.State.FAILED);
            assertThat(said.message()).contains("am17@reseller.example", "never tried");
        });

        delivery.deliverPending();
        watch.look(clock.instant());
        assertThat(watch.problem()).isEmpty();
        assertThat(open()).isEmpty();
        assertThat(metrics.scrape())
                .contains("watchkeeper_mail_delay_seconds_sum{kind=\"alert\"} 360.0")
                .contains("watchkeeper_mail_attempts_total{kind=\"alert\",result=\"sent\"} 1.0")
                .contains("watchkeeper_mail_html_bytes_sum{kind=\"alert\"} 1000.0")
                .contains("watchkeeper_mail_html_bytes_count{kind=\"alert\"} 1");
    }

    /** Down for a while, or the machine slept: what fell due meanwhile leaves now, and nobody is alarmed for it. */
    @Test
    void afterALongPauseDeliveryHasItsTurnBeforeAnythingCountsAsMissing() {
        outbox.write(Letters.letter("a", MailKind.ALERT, Priority.BREACH, NOW, null, "am17", null));
        watch.look(NOW);
        clock.forward(Duration.ofHours(2));
        watch.look(clock.instant());
        assertThat(open()).isEmpty();

        clock.forward(Duration.ofMinutes(1));
        watch.look(clock.instant());
        assertThat(open()).as("its turn is over").containsExactly("SELF-MAIL-MISSING mail");
    }

    @Test
    void whatWaitsAndWhatNeverLeftIsCountedByKindAndReason() {
        Sampler sampler = new Sampler(System::nanoTime, new Probe("database", Optional::empty), problem -> {});
        new Gauges(metrics, sampler).registerMail(new MailGraph(outbox, office, delivery, null), clock);
        outbox.write(Letters.letter("a", MailKind.ALERT, Priority.BREACH, NOW, NOW.plusSeconds(60), "am17", null));
        outbox.write(Letters.letter(MailKind.DIGEST_DAILY, "b"));
        outbox.write(Letters.letter(MailKind.DIGEST_DAILY, "c"));
        outbox.supersede(List.of(2L), "c", null);
        sampler.round();
        assertThat(metrics.scrape())
                .contains("watchkeeper_outbox{kind=\"alert\",state=\"pending\"} 1.0")
                .contains("watchkeeper_outbox{kind=\"digest_daily\",state=\"pending\"} 1.0")
                .contains("watchkeeper_outbox_unsent{kind=\"alert\",state=\"expired\"} 0.0")
                .contains("watchkeeper_outbox_unsent{kind=\"digest_daily\",state=\"superseded\"} 1.0");
        clock.forward(Duration.ofMinutes(2));
        delivery.deliverPending();
        for (int i = 0; i < 3; i++) {
            sampler.round();
        }
        assertThat(metrics.scrape())
                .contains("watchkeeper_outbox_unsent{kind=\"alert\",state=\"expired\"} 1.0")
                .contains("watchkeeper_outbox_unsent{kind=\"digest_daily\",state=\"superseded\"} 1.0")
                .contains("watchkeeper_outbox{kind=\"alert\",state=\"pending\"} 0.0");
    }

    @Test
    void aRouteThatRefusesUsIsNamedWithItsCause() {
        outbox.write(Letters.letter("a", MailKind.ALERT, Priority.BREACH, NOW, null, "am17", null));
        answer = new SendOutcome(SendOutcome.Kind.AUTH, SendPhase.CONNECT, 535, "535 5.7.8 bad credentials", "x");
        delivery.deliverPending();

        assertThat(watch.problem())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("route smtp refuses our mail, next try at 2026-11-24T00:46:00Z", "5.7.8"));
        assertThat(open()).containsExactly("SELF-MAIL-ROUTE route:smtp");
        clock.forward(Duration.ofMinutes(6));
        assertThat(doctor())
                .singleElement()
                .satisfies(said -> assertThat(said.message()).contains("the last answer was: 535 5.7.8"));

        answer = SendOutcome.accepted(250, "2.0.0 queued");
        delivery.deliverPending();
        assertThat(watch.problem()).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void whatStoppedARouteBeforeARestartIsOverWithTheFirstMailAfterIt() {
        outbox.write(Letters.letter("a", MailKind.ALERT, Priority.BREACH, NOW, null, "am17", null));
        answer = new SendOutcome(SendOutcome.Kind.AUTH, SendPhase.CONNECT, 535, "535 5.7.8 bad credentials", "x");
        delivery.deliverPending();
        assertThat(open()).containsExactly("SELF-MAIL-ROUTE route:smtp");

        answer = SendOutcome.accepted(250, "2.0.0 queued");
        delivery().deliverPending();
        assertThat(open()).isEmpty();
    }
}
