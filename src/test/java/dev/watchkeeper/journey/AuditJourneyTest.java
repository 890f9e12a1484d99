package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.AuditRun;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.demo.Fault;
import dev.watchkeeper.finding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls single tenants, and what of it the others notice: nothing. */
class AuditJourneyTest {
    private static final Duration ROUND = Duration.ofMinutes(11);

    @TempDir
    Path directory;

    @Test
    void lostAccessIsAFindingFromTheSecondRunOnAndEndsWhenItReturns() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T01:00:00Z", "baihe", "atlas", "mingde")) {
            stage.customer("mingde").restore("admin@mingde.example");
            stage.ring("audit").forward(ROUND);
            assertThat(stage.open()).extracting("checkId").doesNotContain("HYG-09");

            // Refused by the API for ever; refused a token for ever; lost the privilege.
            stage.google().faults().forEver("C0baihe", "activities", Fault.notAuthorised());
            stage.customer("atlas").authorise(false);
            stage.customer("mingde").strip("admin@mingde.example");
            stage.forward(Duration.ofHours(2)).ring("audit");
            for (String tenant : List.of("baihe", "atlas", "mingde")) {
                assertThat(stage.open(tenant)).as("one refusal is no proof").doesNotContain("HYG-09");
            }
            Instant before = stage.clock.instant();
            stage.forward(ROUND).ring("audit");
            for (String tenant : List.of("baihe", "atlas", "mingde")) {
                assertThat(stage.finding(tenant, "HYG-09")).hasValueSatisfying(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                    assertThat(finding.summary().en()).contains("Google has refused us since 2026-11-24T03:11");
                });
                assertThat(stage.happened(tenant, before))
                        .as("blind is not cured")
                        .noneMatch(e -> e.contains("resolved"));
            }

            stage.google().faults().clear();
            stage.customer("atlas").authorise(true);
            stage.customer("mingde").restore("admin@mingde.example");
            stage.forward(ROUND).ring("audit");
            for (String tenant : List.of("baihe", "atlas", "mingde")) {
                assertThat(stage.happened(tenant, before)).contains("HYG-09 opened", "HYG-09 resolved");
            }
        }
    }

    @Test
    void aTenantThatHangsOrFailsDelaysNobody() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T01:00:00Z", "atlas", "baihe", "mingde", "solaris")) {
            stage.customer("mingde").restore("admin@mingde.example");
            stage.tune("google", "readTimeout: 3s\n  attempts: 1");
            stage.google().faults().plan("C0atlas", "activities:login", Fault.slow(Duration.ofSeconds(4)), 1);
            stage.google().faults().forEver("C0solaris", "activities", Fault.html(502));

            CompletableFuture<Boolean> round =
                    CompletableFuture.supplyAsync(() -> stage.app().ring("audit"));
            while (stage.runs("baihe").isEmpty()
                    || stage.runs("mingde").isEmpty()
                    || stage.runs("solaris").isEmpty()) {
                assertThat(round).as("the round waits for the slow one").isNotDone();
                Thread.onSpinWait();
            }
            assertThat(stage.runs("atlas")).as("still hanging").isEmpty();
            assertThat(round.join()).isTrue();

            assertThat(stage.runs("baihe").get(0).outcome()).isEqualTo(AuditRun.Outcome.OK);
            assertThat(stage.runs("solaris").get(0).outcome()).isEqualTo(AuditRun.Outcome.PARTIAL);
            assertThat(stage.runs("atlas").get(0).problems())
                    .extracting("source")
                    .containsExactly("reports:login");
        }
    }

    @Test
    void afterThreeDaysDownEachScopeIsDueOnceAndOnlyTodaysDigestIsWritten() throws Exception {
        String[] tenants = {"baihe", "atlas", "qinghe"};
        // Tuesday to Friday.
        try (Stage stage = Stage.at(directory, "2026-11-24T00:40:00Z", tenants)) {
            stage.ring("audit", "digest").to("2026-11-24T00:50:30Z").ring("digest", "delivery");
            assertThat(stage.letters()).hasSize(2);
            stage.ring("audit");
            int before = stage.runs("baihe").size();
            stage.down();

            stage.to("2026-11-27T00:52:00Z").ring("audit");
            for (String tenant : tenants) {
                List<AuditRun> caughtUp = stage.runs(tenant).stream()
                        .filter(run -> run.startedAt().equals(stage.clock.instant()))
                        .toList();
                assertThat(caughtUp)
                        .extracting(AuditRun::scope)
                        .doesNotHaveDuplicates()
                        .contains(Scope.DAILY);
            }
            int after = stage.runs("baihe").size();
            stage.ring("audit");
            assertThat(stage.runs("baihe")).as("nothing is owed twice").hasSize(after);
            assertThat(after).isLessThanOrEqualTo(before + 2);

            stage.ring("digest", "delivery", "digest", "delivery");
            assertThat(stage.lettersTo("lin.hao@reseller.example"))
                    .as("Friday's, two minutes late")
                    .hasSize(2);
            assertThat(stage.lettersTo("lin.hao@reseller.example").get(1).subject())
                    .contains("11/27");
            assertThat(stage.lettersTo("anna.miller@reseller.example"))
                    .as("not yet 08:30 in Berlin")
                    .isEmpty();
        }
    }

    /** What was read stays read when the audit fails after it: the next one judges it all the same. */
    @Test
    void settingsThatAFailedAuditReadAreJudgedByTheNext() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T00:00:00Z", "harbour")) {
            AtomicBoolean failing = new AtomicBoolean(true);
            stage.between(world -> withPolicies(world, failing));
            stage.ring("audit");
            assertThat(stage.runs("harbour")).extracting(AuditRun::outcome).containsExactly(AuditRun.Outcome.FAILED);
            failing.set(false);

            stage.forward(Duration.ofMinutes(26)).ring("audit");
            assertThat(stage.open("harbour"))
                    .as("asked for after a change and once a quarter")
                    .contains("ATT-01");
        }
    }

    private static World withPolicies(World world, AtomicBoolean failing) {
        return new World(
                world.clock(),
                world.metrics(),
                world.google(),
                world.directory(),
                (tenant, deadline) -> {
                    if (failing.get()) {
                        throw new IllegalStateException("what nobody foresaw");
                    }
                    return world.policies().policies(tenant, deadline);
                },
                world.access(),
                world.clientId(),
                world.quota(),
                world.dns(),
                world.status(),
                world.routes(),
                world.files(),
                world.clients());
    }
}
