package dev.watchkeeper.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Life;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");

    private final TenantFacts facts = TenantFacts.about(Tenants.aTenant(), NOW).build();

    @Test
    void everyFailingSubjectReachesTheFindingsAndOneSumsUpWhatIsNotTold() {
        int many = Life.TOLD_ONE_BY_ONE + 50;

        List<Sighting> sightings = new Judge(Facts.CATALOGUE, Calibration.NONE).judge(failing(many), facts);

        assertThat(sightings).hasSize(many + 1).allMatch(s -> s.outcome() == Outcome.FAIL);
        assertThat(sightings.get(many).evidence()).containsEntry(Sighting.NOT_LISTED, 50);
        assertThat(new Judge(Facts.CATALOGUE, Calibration.NONE).judge(failing(Life.TOLD_ONE_BY_ONE), facts))
                .hasSize(Life.TOLD_ONE_BY_ONE);
    }

    @Test
    void aMutedCheckSaysSoInsteadOfJudging() {
        Calibration muted = new Calibration(Map.of(), Map.of(), List.of("LGN-03"), List.of());

        Judge judge = new Judge(Facts.CATALOGUE, muted);

        assertThat(judge.isMuted(failing(1), Tenants.aTenant(), NOW)).isTrue();
        assertThat(judge.judge(failing(1), facts))
                .extracting(Sighting::outcome)
                .containsExactly(Outcome.NOT_APPLICABLE);
    }

    private static HealthCheck failing(int subjects) {
        return new HealthCheck() {
            @Override
            public String id() {
                return "LGN-03";
            }

            @Override
            public List<Verdict> judge(TenantFacts all, Limits limits) {
                return IntStream.range(0, subjects)
                        .mapToObj(i -> Verdict.fail("user:" + i, new Evidence()))
                        .toList();
            }
        };
    }
}
