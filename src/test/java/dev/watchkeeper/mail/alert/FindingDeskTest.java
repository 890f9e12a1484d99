package dev.watchkeeper.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemoryThreads;
import dev.watchkeeper.fixture.Sightings;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingDeskTest {
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryThreads threads = new MemoryThreads();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper keeper =
            new FindingKeeper(findings, Circumstances.NONE, new Withdrawal(threads, outbox)::decided);
    private final Desks desks = new Desks(outbox, threads);
    private final FindingDesk desk = desks.findingDesk(findings);
    private final List<String> ids = new ArrayList<>();

    /** Tuesday in Shanghai. */
    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z").minus(Duration.ofHours(8));
    }

    private void fails(String check, Severity severity, Instant now) {
        hear(
                keeper.reconcile(
                        "t88", List.of(Sightings.fail(check, "user:li@xinghai.example", severity)), now, "run"),
                now);
    }

    private void absent(boolean confirmed, Instant now) {
        Sighting seen = new Sighting(
                "EML-01",
                "domain:xinghai.example",
                Sighting.Outcome.FAIL,
                Severity.CRITICAL,
                Text.same("No MX"),
                Text.same("xinghai.example has no MX"),
                Text.same("Publish it"),
                Map.of("code", "MX_MISSING", "confirmed", confirmed),
                "");
        hear(keeper.reconcile("t88", List.of(seen), now, "run"), now);
        desk.releaseDeferred(now);
        desks.deliver(now.plusSeconds(150));
    }

    private void passes(String check, Instant now) {
        hear(keeper.reconcile("t88", List.of(Sightings.pass(check, "user:li@xinghai.example")), now, "run"), now);
    }

    private void hear(List<Change> changes, Instant now) {
        changes.forEach(c -> ids.add(c.finding().id()));
        desk.changed(Desks.tenant(), changes, now);
    }

    private String thread() {
        return ids.get(0).toLowerCase(Locale.ROOT);
    }

    @Test
    void aCriticalFindingRingsOnceAndOnceMoreWhenItIsGone() {
        fails("LGN-02", Severity.CRITICAL, at("10:00"));
        fails("LGN-02", Severity.CRITICAL, at("10:10"));
        desks.deliver(at("10:12"));
        passes("LGN-02", at("14:00"));
        desks.deliver(at("14:05"));

        assertThat(desks.sent())
                .containsExactly("alert:" + thread() + ":opened:critical:am17", "alert:" + thread() + ":closed:am17");
        assertThat(desks.subjects()).containsExactly("[Critical] Xinghai: Title LGN-02");
        assertThat(desks.text("alert:" + thread() + ":opened:critical:am17"))
                .startsWith("■ Critical · new · 24 Nov 10:00 (Shanghai)")
                .contains("What is wrong with user:li@xinghai.\u200bexample");
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void goneBeforeItWasToldIsNotToldAtAll() {
        fails("LGN-02", Severity.CRITICAL, at("10:00"));
        passes("LGN-02", at("10:01"));
        desks.deliver(at("10:10"));
        assertThat(desks.sent()).isEmpty();
        assertThat(desks.states()).containsExactly(EntryState.SUPERSEDED);
    }

    @Test
    void anAcceptedRiskTakesBackWhatHasNotLeft() {
        fails("LGN-02", Severity.CRITICAL, at("10:00"));
        keeper.mute(ids.get(0), "lead3", "agreed", at("18:00"), at("10:01"));
        desks.deliver(at("10:10"));
        assertThat(desks.sent()).isEmpty();
        assertThat(desks.states()).containsExactly(EntryState.CANCELLED);
        assertThat(outbox.find(1).orElseThrow().holdReason())
                .isEqualTo("withdrawn before it left: risk accepted by lead3");
        assertThat(threads.notes(thread()))
                .extracting(Threads.Note::note)
                .containsExactly("withdrawn before it left: risk accepted by lead3");
    }

    @Test
    void whoTakesCareIsNotToldAfterwardsAndOthersAre() {
        fails("LGN-02", Severity.CRITICAL, at("10:00"));
        keeper.acknowledge(ids.get(0), "lead3", "on it", at("18:00"), at("10:01"));
        assertThat(desks.states()).as("am17 is somebody else").containsExactly(EntryState.PENDING);
        keeper.acknowledge(ids.get(0), "am17", "on it", at("18:00"), at("10:01"));
        desks.deliver(at("10:10"));
        assertThat(desks.states()).containsExactly(EntryState.CANCELLED);
    }

    @Test
    void whatHasLeftIsNotTakenBack() {
        fails("LGN-02", Severity.CRITICAL, at("10:00"));
        desks.deliver(at("10:05"));
        keeper.mute(ids.get(0), "am17", "agreed", at("18:00"), at("10:06"));
        assertThat(desks.states()).containsExactly(EntryState.SENT);
        assertThat(threads.notes(thread())).isEmpty();
    }

    @Test
    void lesserFindingsWaitForTheDigest() {
        fails("EML-10", Severity.HIGH, at("10:00"));
        assertThat(outbox.depths()).isEmpty();
        fails("EML-10", Severity.CRITICAL, at("11:00"));
        desks.deliver(at("11:05"));
        assertThat(desks.sent()).hasSize(1);
        assertThat(desks.sent().get(0)).contains(":worsened:critical:");
    }

    @Test
    void quietHoursDeferAndTheMorningJudgesAgain() {
        fails("LGN-02", Severity.CRITICAL, at("22:00"));
        fails("SYN-09", Severity.CRITICAL, at("22:30"));
        fails("LGN-06", Severity.CRITICAL, at("23:00"));
        passes("SYN-09", at("23:30"));
        desks.deliver(at("23:59"));
        assertThat(desks.sent()).isEmpty();
        assertThat(threads.notes(thread()))
                .extracting(Threads.Note::note)
                .containsExactly("deferred to 2026-11-25T00:00:00Z: quiet hours of am17");

        Instant morning = Instant.parse("2026-11-25T00:00:00Z");
        assertThat(desk.releaseDeferred(morning.minusSeconds(1))).isZero();
        assertThat(desk.releaseDeferred(morning)).isEqualTo(2);
        assertThat(desk.releaseDeferred(morning)).isZero();
        desks.deliver(morning.plusSeconds(60));
        assertThat(desks.sent()).hasSize(1);
        assertThat(desks.subjects()).containsExactly("[Critical] 2 found overnight, still there | 25 Nov");
    }

    @Test
    void aSingleDeferredFindingRingsInItsOwnThread() {
        fails("LGN-02", Severity.CRITICAL, at("22:00"));
        desk.releaseDeferred(Instant.parse("2026-11-25T00:00:00Z"));
        desks.deliver(Instant.parse("2026-11-25T00:03:00Z"));
        assertThat(desks.sent()).containsExactly("alert:" + thread() + ":opened:critical:am17");
    }

    @Test
    void aWeekendDefersToMonday() {
        Instant saturday = Instant.parse("2026-11-28T04:00:00Z");
        fails("LGN-02", Severity.CRITICAL, saturday);
        assertThat(threads.deferredUntil(Instant.parse("2026-11-29T23:59:00Z"))).isEmpty();
        assertThat(threads.deferredUntil(Instant.parse("2026-11-30T00:00:00Z"))).hasSize(1);
    }

    @Test
    void anAbsenceInDnsRingsOnlyWhenALaterLookConfirmedIt() {
        absent(false, at("10:00"));
        absent(false, at("10:05"));
        assertThat(outbox.depths()).isEmpty();
        assertThat(threads.notes(thread()))
                .extracting(Threads.Note::note)
                .containsOnly("not told yet: one look only, waits for a second");

        absent(true, at("10:15"));
        absent(true, at("10:30"));
        assertThat(desks.sent())
                .containsExactly(
                        "alert:" + thread() + ":opened:critical:am17", "alert:" + thread() + ":opened:critical:lead3");
    }

    @Test
    void anAbsenceThatTheSecondLookDoesNotSeeIsNeverTold() {
        absent(false, at("10:00"));
        hear(
                keeper.reconcile(
                        "t88", List.of(Sightings.pass("EML-01", "domain:xinghai.example")), at("10:15"), "run"),
                at("10:15"));
        assertThat(desk.releaseDeferred(at("10:20"))).isZero();
        assertThat(outbox.depths()).isEmpty();
    }

    @Test
    void whatCannotWaitRingsAtNight() {
        fails("LEK-07", Severity.CRITICAL, at("03:00"));
        desks.deliver(at("03:05"));
        assertThat(desks.sent()).as("the manager and the lead").hasSize(2);
        assertThat(desks.text(desks.sent().get(0))).contains("1) Call the customer and ask whether it was them");
    }

    @Test
    void aLeakGoesStraightToManagerAndLeadAtAnyHourAlreadyWhenHigh() {
        fails("LEK-01", Severity.HIGH, at("03:00"));
        fails("LEK-01", Severity.HIGH, at("03:10"));
        desks.deliver(at("03:15"));
        assertThat(desks.sent())
                .containsExactlyInAnyOrder(
                        "alert:" + thread() + ":opened:high:am17", "alert:" + thread() + ":opened:high:lead3");

        fails("LEK-03", Severity.MEDIUM, at("04:00"));
        desks.deliver(at("04:05"));
        assertThat(desks.sent()).noneMatch(key -> key.contains(":medium:"));
    }

    @Test
    void whatComesAndGoesIsSaidOnceAndThenLeftToTheDigest() {
        for (int i = 0; i < 6; i++) {
            fails("LGN-02", Severity.CRITICAL, at("09:00").plusSeconds(1200L * i));
            desks.deliver(at("09:05").plusSeconds(1200L * i));
            passes("LGN-02", at("09:10").plusSeconds(1200L * i));
            desks.deliver(at("09:15").plusSeconds(1200L * i));
        }
        assertThat(desks.sent())
                .hasSize(3)
                .anyMatch(k -> k.contains(":opened:"))
                .anyMatch(k -> k.contains(":closed:"))
                .anyMatch(k -> k.contains(":flap-"));

        Instant nextDay = at("12:00").plus(Duration.ofDays(2));
        fails("LGN-02", Severity.CRITICAL, nextDay);
        desks.deliver(nextDay.plusSeconds(300));
        assertThat(desks.sent()).hasSize(4);
        assertThat(desks.sent().get(3)).contains("e2:reopened:");
    }

    @Test
    void whatSomethingLargerExplainsIsNotTold() {
        FindingKeeper during = new FindingKeeper(findings, new Circumstances() {
            @Override
            public Optional<Agreed> exception(String tenantId, String checkId, String subject) {
                return Optional.empty();
            }

            @Override
            public Optional<String> heldBy(String tenantId, String checkId) {
                return Optional.of("incident:gmail");
            }
        });
        hear(
                during.reconcile(
                        "t88", List.of(Sightings.fail("EML-09", "tenant", Severity.CRITICAL)), at("10:00"), "run"),
                at("10:00"));
        assertThat(outbox.depths()).isEmpty();
    }
}
