package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.app.Reload;
import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.finding.Finding;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration changes under a running daemon. */
class ReloadJourneyTest {
    @TempDir
    Path directory;

    @Test
    void tenantsComeGoAndChangeWithAReloadAndABrokenOneChangesNothing() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T01:00:00Z", "baihe", "atlas")) {
            stage.ring("audit");
            TenantState atlas = state(stage, "atlas");

            stage.change("atlas", "zone: Europe/Berlin", "zone: America/New_York");
            stage.tenants("atlas", "qinghe");
            assertThat(stage.reload().outcome()).isEqualTo(Reload.Outcome.APPLIED);
            stage.forward(Duration.ofMinutes(11)).ring("audit");

            assertThat(stage.runs("qinghe")).as("added: looked at at once").isNotEmpty();
            assertThat(stage.app().audits().states().of("baihe"))
                    .as("removed: not due any more")
                    .isEmpty();
            int runs = stage.runs("baihe").size();
            assertThat(state(stage, "atlas").dailyDueAt())
                    .as("changed: its mornings are New York's")
                    .isNotEqualTo(atlas.dailyDueAt())
                    .isAfter(stage.clock.instant());

            stage.append("tenants.yaml", "- {id: broken, name: B, domains: [atlas.example], manager: nobody}\n");
            Reload refused = stage.reload();
            assertThat(refused.outcome()).isEqualTo(Reload.Outcome.REFUSED);
            assertThat(refused.problems())
                    .extracting(Object::toString)
                    .anyMatch(problem -> problem.contains("nobody"))
                    .anyMatch(problem -> problem.contains("atlas.example"));
            assertThat(stage.open(Finding.OURSELVES)).contains("SELF-CONFIG");
            stage.forward(Duration.ofMinutes(11)).ring("audit");
            assertThat(stage.app().audits().states().all())
                    .extracting(TenantState::tenantId)
                    .containsExactlyInAnyOrder("atlas", "qinghe");

            stage.tenants("atlas", "qinghe", "baihe");
            assertThat(stage.reload().outcome()).isEqualTo(Reload.Outcome.APPLIED);
            assertThat(stage.open(Finding.OURSELVES)).doesNotContain("SELF-CONFIG");
            stage.forward(Duration.ofMinutes(11)).ring("audit");
            assertThat(stage.runs("baihe")).as("back again, with its history").hasSizeGreaterThan(runs);
        }
    }

    private static TenantState state(Stage stage, String tenant) {
        return stage.app().audits().states().of(tenant).orElseThrow();
    }
}
