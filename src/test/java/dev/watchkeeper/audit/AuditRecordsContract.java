package dev.watchkeeper.audit;

import static dev.watchkeeper.fixture.Sightings.fail;
import static dev.watchkeeper.fixture.Sightings.pass;
import static dev.watchkeeper.fixture.Sightings.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Examination.SettingVerdict;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of audits does. */
public interface AuditRecordsContract {
    Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    AuditRecords records();

    private static Instant day(int day) {
        return T0.plus(Duration.ofDays(day));
    }

    private AuditRun audit(String tenant, int day, Sighting... sightings) {
        return audit(tenant, day, List.of(), sightings);
    }

    private AuditRun audit(String tenant, int day, List<SettingVerdict> verdicts, Sighting... sightings) {
        AuditRun run = new AuditRun(
                tenant + "-" + day,
                tenant,
                Scope.DAILY,
                "node",
                day(day),
                day(day),
                AuditRun.Outcome.PARTIAL,
                1,
                2,
                3,
                4,
                List.of(new Examination.Problem("usage:customer", "no_data", "not yet")),
                null);
        records().save(run, CheckResult.of(tenant, List.of(sightings), run.id(), day(day)), verdicts);
        return run;
    }

    @Test
    default void aRunComesBackAsItWasSaved() {
        AuditRun first = audit("acme", 1);
        AuditRun second = audit("acme", 2);
        audit("other", 3);

        assertThat(records().runs("acme", 10)).containsExactly(second, first);
        assertThat(records().runs("acme", 1)).containsExactly(second);
    }

    @Test
    default void theNewestRunsOfManyTenantsComeAtOnce() {
        audit("acme", 1);
        AuditRun second = audit("acme", 2);
        audit("old", 1);
        AuditRun other = audit("other", 3);

        assertThat(records().newestRuns(List.of("acme", "other", "none")))
                .containsOnly(Map.entry("acme", second), Map.entry("other", other));
        assertThat(records().newestRuns(List.of())).isEmpty();
    }

    @Test
    default void aVerdictStandsUntilAnotherReplacesIt() {
        audit("acme", 1, fail("LGN-01", "user:x", Severity.HIGH), pass("LGN-02", "tenant"));
        audit("acme", 2, fail("LGN-01", "user:x", Severity.HIGH), pass("LGN-02", "tenant"));
        audit("acme", 3, unknown("LGN-01", "token refused"));

        assertThat(records().standing(List.of("acme", "none")))
                .extracting(r -> r.checkId() + " " + r.outcome() + " " + r.runId() + " " + r.reason())
                .containsExactly("LGN-01 UNKNOWN acme-3 token refused", "LGN-02 PASS acme-1 ");
        assertThat(records().history("acme", day(2), day(3)))
                .extracting(r -> r.checkId() + " " + r.outcome())
                .containsExactly("LGN-01 FAIL", "LGN-02 PASS");
        assertThat(records().history("acme", day(1), day(4)))
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS);
        assertThat(records().standing(List.of())).hasSize(2);
    }

    @Test
    default void aVerdictOfASettingRuleStandsWithItsEvidenceUntilItChanges() {
        SettingVerdict imap = new SettingVerdict(
                "GWS.GMAIL.9.1",
                Outcome.FAIL,
                "event",
                List.of(
                        new Examination.Place("/Sales", null, "true", day(0), "admin@acme.example"),
                        new Examination.Place(
                                null,
                                "lab@acme.example",
                                "true",
                                day(0),
                                "admin@acme.example",
                                List.of("vip@acme.example"))));
        SettingVerdict sites = new SettingVerdict("GWS.SITES.1.1", Outcome.UNKNOWN, "default", List.of());
        SettingVerdict closed = new SettingVerdict("GWS.GMAIL.9.1", Outcome.PASS, "event", List.of());
        audit("acme", 1, List.of(imap, sites));
        audit("acme", 2, List.of(imap, sites));
        audit("acme", 3);
        assertThat(records().settingVerdicts("acme")).containsExactly(imap, sites);
        assertThat(records().settingVerdicts("other")).isEmpty();

        audit("acme", 4, List.of(closed, sites));

        assertThat(records().settingVerdicts("acme")).containsExactly(closed, sites);
        assertThat(records().forget(day(9)))
                .as("four runs and the verdict that fell")
                .isEqualTo(5);
        assertThat(records().settingVerdicts("acme")).containsExactly(closed, sites);
    }

    @Test
    default void whatIsYoungerThanTheLimitIsKept() {
        audit("acme", 1, fail("LGN-01", "user:x", Severity.HIGH));
        audit("acme", 2, pass("LGN-01", "tenant"));
        AuditRun third = audit("acme", 3, fail("LGN-01", "user:x", Severity.HIGH));

        assertThat(records().forget(day(3)))
                .as("two runs and the verdict replaced on the second day")
                .isEqualTo(3);

        assertThat(records().runs("acme", 10)).containsExactly(third);
        assertThat(records().history("acme", day(2), day(4)))
                .extracting(r -> r.checkId() + " " + r.outcome())
                .containsExactly("LGN-01 PASS", "LGN-01 FAIL");
    }

    @Test
    default void whatStandsIsNeverForgotten() {
        audit("acme", 1, fail("LGN-01", "user:x", Severity.HIGH), pass("LGN-02", "tenant"));
        audit("acme", 2, pass("LGN-01", "tenant"));

        assertThat(records().forget(day(9))).isEqualTo(3);

        assertThat(records().runs("acme", 10)).isEmpty();
        assertThat(records().standing(List.of("acme"))).hasSize(2);
    }

    private AuditRun continuous(String tenant, Instant at, AuditRun.Outcome outcome, int failed) {
        AuditRun run = new AuditRun(
                tenant + "@" + at, tenant, Scope.CONTINUOUS, "node", at, at, outcome, 1, failed, 3, 4, List.of(), null);
        records().save(run, List.of(), List.of());
        return run;
    }

    @Test
    default void continuousRunsOfOldDaysBecomeOneRowADayAndTheNewestStays() {
        AuditRun daily = audit("acme", 1);
        continuous("acme", day(1).plusSeconds(600), AuditRun.Outcome.OK, 2);
        continuous("acme", day(1).plusSeconds(1200), AuditRun.Outcome.FAILED, 7);
        continuous("acme", day(2).minusSeconds(1), AuditRun.Outcome.PARTIAL, 5);
        continuous("acme", day(2), AuditRun.Outcome.OK, 2);
        AuditRun kept = continuous("acme", day(3), AuditRun.Outcome.OK, 2);
        AuditRun last = continuous("gone", day(1), AuditRun.Outcome.OK, 1);

        assertThat(records().sumUp(day(3).plusSeconds(7000), () -> true))
                .as("told to stop")
                .isZero();
        assertThat(records().sumUp(day(3).plusSeconds(7000), () -> false)).isEqualTo(4);

        assertThat(records().runs("acme", 10)).containsExactly(kept, daily);
        assertThat(records().newestRuns(List.of("gone"))).containsEntry("gone", last);
        assertThat(sums()).containsExactly("acme 2026-03-02 3 1 1 1 7", "acme 2026-03-03 1 1 0 0 2");
        assertThat(records().sumUp(day(3).plusSeconds(7000), () -> false))
                .as("nothing twice")
                .isZero();

        records().forget(day(3));
        assertThat(sums()).isEmpty();
    }

    /** Rows of audit_day as "tenant day runs ok partial failed most_failed". */
    List<String> sums();
}
