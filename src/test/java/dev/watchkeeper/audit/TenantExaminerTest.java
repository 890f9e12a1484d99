package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.FakeGoogle;
import dev.watchkeeper.fixture.MemoryCursors;
import dev.watchkeeper.fixture.MemoryEventLog;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.checks.StandardChecks;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TenantExaminerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final TestClock clock = new TestClock(NOW);
    private final FakeGoogle google = new FakeGoogle();
    private final MemoryEventLog log = new MemoryEventLog();
    private final MemoryCursors cursors = new MemoryCursors();
    private final Tenant tenant = Tenants.aTenant();
    private Calibration calibration = Calibration.NONE;
    private LocalDate calibratedFor = LocalDate.MIN;
    private boolean mailInDoubt;
    private long qualifier;

    private Examination examine(Scope scope) {
        return examine(scope, Deadline.NONE);
    }

    private Examination examine(Scope scope, Deadline deadline) {
        Transactions direct = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
        Collector collector = new Collector(
                google,
                log,
                cursors,
                cursors,
                direct,
                ReadingPlan.STANDARD,
                t -> Holidays.NONE,
                () -> "117",
                (t, now) -> mailInDoubt);
        return new TenantExaminer(
                        collector,
                        List.of(),
                        StandardChecks.all(),
                        Facts.CATALOGUE,
                        day -> {
                            calibratedFor = day;
                            return calibration;
                        },
                        TenantExaminer.RuleJudge.NONE,
                        clock)
                .examine(tenant, scope, deadline);
    }

    private ActivityEvent event(Instant time, String application, String name, Object... parameters) {
        Map<String, Object> values = new java.util.HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        return new ActivityEvent(
                application, time, ++qualifier, 0, "", name, "adm@xinghai.example", null, null, null, values);
    }

    private Cursor adminCursor() {
        return java.util.Objects.requireNonNull(cursors.of(tenant.id()).get("reports:admin"));
    }

    private static List<String> outcomes(Examination examination, String check) {
        return examination.checks().stream()
                .filter(s -> s.checkId().equals(check))
                .map(s -> s.outcome().word())
                .toList();
    }

    private List<ActivityEvent> stored(String application) {
        return log.history(tenant.id(), application, NOW, NOW)
                .list(new EventQuery(Set.of(), Instant.EPOCH, NOW.plus(Duration.ofDays(9))));
    }

    @Test
    void aCheckThatWasSwitchedOffFallsSilentAtTheNextLookOfAnyKind() {
        assertThat(outcomes(examine(Scope.CONTINUOUS), "LGN-03")).isEmpty();

        calibration = new Calibration(Map.of(), Map.of(), List.of("LGN-03"), List.of());

        assertThat(outcomes(examine(Scope.CONTINUOUS), "LGN-03")).containsExactly("not_applicable");
    }

    @Test
    void theFirstRunReadsFarBackTheNextOnlyWithAnOverlap() {
        examine(Scope.CONTINUOUS);
        assertThat(google.asked())
                .contains(
                        new FakeGoogle.Asked("admin", NOW.minus(Duration.ofDays(180)), NOW),
                        new FakeGoogle.Asked("login", NOW.minus(Duration.ofDays(35)), NOW));
        google.asked().clear();

        clock.forward(Duration.ofMinutes(10));
        examine(Scope.CONTINUOUS);

        Instant later = NOW.plus(Duration.ofMinutes(10));
        assertThat(google.asked())
                .contains(
                        new FakeGoogle.Asked("admin", NOW.minus(Duration.ofMinutes(15)), later),
                        new FakeGoogle.Asked("login", NOW.minus(Duration.ofHours(3)), later))
                .extracting(FakeGoogle.Asked::application)
                .as("logs that are hours late are not read every ten minutes")
                .doesNotContain("token", "calendar", "gmail");
    }

    @Test
    void whatBecomesVisibleDaysAfterItsTimeIsFoundByTheSecondLookOfTheDay() {
        examine(Scope.DAILY);
        clock.forward(Duration.ofHours(26));
        examine(Scope.DAILY);
        google.add(
                event(NOW.minus(Duration.ofHours(20)), "admin", "AUTHORIZE_API_CLIENT_ACCESS", "API_CLIENT_NAME", "9"));
        google.add(event(NOW.minus(Duration.ofHours(20)), "drive", "change_document_visibility", "doc_id", "d1"));
        clock.forward(Duration.ofHours(24));

        examine(Scope.CONTINUOUS);
        assertThat(stored("admin")).isEmpty();
        Examination daily = examine(Scope.DAILY);

        assertThat(outcomes(daily, "SYN-09")).containsExactly("fail");
        assertThat(stored("admin")).hasSize(1);
        assertThat(stored("drive")).hasSize(1);
        clock.forward(Duration.ofMinutes(10));
        examine(Scope.DAILY);
        assertThat(stored("admin")).as("stored once").hasSize(1);
    }

    @Test
    void afterAChangeOfMailRulesTheMailLogIsReadInEveryRoundAndOtherwiseOnceADay() {
        examine(Scope.DAILY);
        google.asked().clear();
        clock.forward(Duration.ofMinutes(10));
        examine(Scope.CONTINUOUS);
        assertThat(google.asked()).extracting(FakeGoogle.Asked::application).doesNotContain("gmail");

        google.add(event(
                clock.instant().minusSeconds(60), "admin", "CREATE_APPLICATION_SETTING", "APPLICATION_NAME", "Gmail"));
        clock.forward(Duration.ofMinutes(10));
        examine(Scope.CONTINUOUS);
        clock.forward(Duration.ofMinutes(10));
        examine(Scope.CONTINUOUS);
        assertThat(google.asked())
                .filteredOn(asked -> asked.application().equals("gmail"))
                .hasSize(2);

        clock.forward(Duration.ofHours(49));
        examine(Scope.DAILY);
        google.asked().clear();
        clock.forward(Duration.ofMinutes(10));
        examine(Scope.CONTINUOUS);
        assertThat(google.asked()).extracting(FakeGoogle.Asked::application).doesNotContain("gmail");
        mailInDoubt = true;
        examine(Scope.CONTINUOUS);
        assertThat(google.asked()).extracting(FakeGoogle.Asked::application).contains("gmail");
    }

    @Test
    void anEventThatAppearsLateIsFoundOnceByTheOverlap() {
        google.add(event(NOW.minusSeconds(600), "admin", "CREATE_USER"));
        examine(Scope.CONTINUOUS);
        google.add(event(NOW.minusSeconds(700), "admin", "AUTHORIZE_API_CLIENT_ACCESS", "API_CLIENT_NAME", "999"));
        clock.forward(Duration.ofMinutes(10));

        Examination second = examine(Scope.CONTINUOUS);

        assertThat(outcomes(second, "SYN-09")).containsExactly("fail");
        assertThat(stored("admin")).hasSize(2);
    }

    @Test
    void aReadingThatBreaksOffIsTakenUpAgainWithoutLossOrRepeat() {
        long seed = 20261124;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            // Many events share a second, so that a page border falls between events of one instant.
            Instant time = NOW.minusSeconds(60L * random.nextInt(200));
            google.add(event(time, "admin", "CHANGE_PASSWORD", "USER_EMAIL", "u" + i + "@x"));
        }
        google.pages(20);
        int runs = 0;
        do {
            google.breakOffAfter(random.nextInt(1, 8));
            clock.forward(Duration.ofMinutes(1));
            examine(Scope.CONTINUOUS);
            runs++;
        } while (adminCursor().until() == null && runs < 200);

        assertThat(stored("admin")).as("seed " + seed).hasSize(500);
        assertThat(runs).isBetween(4, 40);
    }

    @Test
    void aBrokenOffReadingIsNoEvidence() {
        google.add(event(NOW.minusSeconds(60), "admin", "CREATE_USER"));
        google.breakOffAfter(0);

        Examination broken = examine(Scope.CONTINUOUS);

        assertThat(outcomes(broken, "SYN-09")).containsExactly("unknown");
        assertThat(broken.problems())
                .contains(new Examination.Problem("reports:admin", "unavailable", "the connection broke"));
        assertThat(adminCursor().until()).isNull();
    }

    @Test
    void aRefusedLogCostsItsChecksAndCountsAsLostAccessTheSecondTime() {
        google.fail("reports:token", SourceException.Kind.PERMISSION);

        Examination first = examine(Scope.CONTINUOUS);
        assertThat(outcomes(first, "SYN-08")).containsExactly("unknown");
        assertThat(outcomes(first, "SYN-09")).containsExactly("pass");
        assertThat(outcomes(first, "HYG-09")).containsExactly("unknown");

        google.asked().clear();
        clock.forward(Duration.ofMinutes(10));
        Examination second = examine(Scope.CONTINUOUS);
        assertThat(google.asked().stream().filter(a -> a.application().equals("token")))
                .hasSize(1);
        Sighting lost = second.checks().stream()
                .filter(s -> s.checkId().equals("HYG-09"))
                .findFirst()
                .orElseThrow();
        assertThat(lost.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(lost.evidence())
                .containsEntry("sources", List.of("reports:token"))
                .containsEntry("blind_since", NOW.toString());

        google.fail("reports:token", null);
        clock.forward(Duration.ofMinutes(10));
        assertThat(outcomes(examine(Scope.CONTINUOUS), "HYG-09")).containsExactly("pass");
    }

    @Test
    void aRefusalOfALogThatNotEveryEditionHasIsNoLoss() {
        google.fail("reports:gmail", SourceException.Kind.PERMISSION);
        examine(Scope.DAILY);
        clock.forward(Duration.ofDays(1));

        assertThat(outcomes(examine(Scope.DAILY), "HYG-09")).containsExactly("pass");
    }

    @Test
    void throttlingIsNoRefusal() {
        google.fail("reports:login", SourceException.Kind.THROTTLED);
        examine(Scope.CONTINUOUS);
        Examination second = examine(Scope.CONTINUOUS);

        assertThat(outcomes(second, "HYG-09")).containsExactly("pass");
        assertThat(outcomes(second, "LGN-01")).containsExactly("unknown");
    }

    @Test
    void atTheDeadlineNothingMoreIsAskedAndNothingIsBlamed() {
        Examination examination = examine(Scope.DAILY, () -> true);

        assertThat(google.asked()).isEmpty();
        assertThat(examination.problems()).extracting(Examination.Problem::kind).containsOnly("cancelled");
        assertThat(examination.checks()).noneMatch(s -> s.outcome() == Outcome.PASS);
        assertThat(cursors.of(tenant.id())).isEmpty();
    }

    @Test
    void aContinuousAuditJudgesNeitherDailyNorQuarterlyChecks() {
        assertThat(examine(Scope.CONTINUOUS).checks())
                .extracting(Sighting::checkId)
                .contains("LGN-01")
                .doesNotContain("EML-09", "HYG-04");
        assertThat(examine(Scope.DAILY).checks())
                .extracting(Sighting::checkId)
                .contains("LGN-01", "EML-09")
                .doesNotContain("HYG-04");
        assertThat(examine(Scope.QUARTERLY).checks())
                .extracting(Sighting::checkId)
                .contains("LGN-01", "EML-09", "HYG-04");
    }

    private void fillUsage(int days) {
        for (int i = 0; i < days; i++) {
            google.usage(DAY.minusDays(i), Map.of("accounts:num_users", 10L, "accounts:num_locked_users", 0L));
        }
    }

    @Test
    void usageIsReadBackOnceAndThenDayByDay() {
        fillUsage(90);
        examine(Scope.DAILY);
        assertThat(google.daysAsked()).hasSize(59).doesNotHaveDuplicates();
        google.daysAsked().clear();

        clock.forward(Duration.ofDays(1));
        google.usage(DAY.plusDays(1), Map.of("accounts:num_locked_users", 2L));
        Examination next = examine(Scope.DAILY);

        assertThat(google.daysAsked()).containsExactly(DAY.plusDays(1));
        assertThat(outcomes(next, "LGN-03")).containsExactly("fail");
    }

    @Test
    void aHoleInTheUsageReportsIsReadAgainUntilItIsFinal() {
        fillUsage(60);
        LocalDate half = DAY.minusDays(1);
        google.warn(new UsageReport.Warning("PARTIAL_DATA_AVAILABLE", "accounts", half, "later"));
        examine(Scope.DAILY);
        assertThat(cursors.since(tenant.id(), half).get(0).state()).isEqualTo(UsageDays.State.PARTIAL);
        assertThat(cursors.since(tenant.id(), half).get(0).report().values()).isEmpty();
        google.daysAsked().clear();

        examine(Scope.DAILY);

        assertThat(google.daysAsked()).contains(half);
    }

    @Test
    void aDayThatGoogleNeverDeliversIsAGap() {
        fillUsage(30);
        google.warn(new UsageReport.Warning("DATA_NOT_AVAILABLE", "accounts", DAY.minusDays(12), "never"));
        google.add(event(NOW.minusSeconds(60), "login", "password_edit"));

        Examination examination = examine(Scope.DAILY);

        Sighting gap = examination.checks().stream()
                .filter(s -> s.checkId().equals("HYG-10"))
                .findFirst()
                .orElseThrow();
        assertThat(gap.subject()).isEqualTo("source:usage");
        assertThat(gap.evidence())
                .containsEntry("missing", List.of(DAY.minusDays(12).toString()));
    }

    @Test
    void hostileEventsReachNobodyUnharmed() {
        String nasty = "<script>alert(1)</script>\r\nBcc: x@y\u0000\u202Egnp.exe\uD800 {scopes}";
        google.add(event(
                NOW.minusSeconds(60),
                "admin",
                "AUTHORIZE_API_CLIENT_ACCESS",
                "API_CLIENT_NAME",
                nasty,
                "API_SCOPES",
                List.of("a".repeat(1_000_000))));
        google.add(event(NOW.minusSeconds(60), "drive", "download", "primary_event", "yes", "doc_id", Map.of("a", 1L)));
        google.add(new ActivityEvent(
                "admin", null, 5, 0, "", "CHANGE_APPLICATION_SETTING", null, null, null, null, Map.of()));

        Examination examination = examine(Scope.DAILY);

        Sighting sighting = examination.checks().stream()
                .filter(s -> s.checkId().equals("SYN-09"))
                .findFirst()
                .orElseThrow();
        assertThat(sighting.outcome()).isEqualTo(Outcome.FAIL);
        String all = sighting.subject() + sighting.summary() + sighting.evidence();
        assertThat(all).hasSizeLessThan(2000).doesNotContain("\r", "\n", "\u0000", "\u202E", "\uD800");
        assertThat(sighting.summary().en()).contains("{scopes}");
        assertThat(stored("admin").get(0).texts("API_SCOPES").get(0)).hasSize(20_001);
        assertThat(outcomes(examination, "HYG-10")).contains("fail");
    }

    @Test
    void whatIsAgreedForADayEndsAtTheTenantsMidnight() {
        clock.forward(Duration.ofHours(13)); // 01:00 of the next day in Shanghai, 17:00 in UTC

        examine(Scope.DAILY);

        assertThat(tenant.zone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(calibratedFor).isEqualTo(LocalDate.parse("2026-11-25"));
    }
}
