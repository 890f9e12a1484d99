package dev.watchkeeper.audit;

import static dev.watchkeeper.fixture.Sightings.fail;
import static dev.watchkeeper.fixture.Sightings.notApplicable;
import static dev.watchkeeper.fixture.Sightings.pass;
import static dev.watchkeeper.fixture.Sightings.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultTest {
    @Test
    void oneFailingSubjectDecidesAndTheWorstIsShown() {
        CheckResult result = one(
                pass("EML-09", "domain:a"),
                fail("EML-09", "domain:b", Severity.LOW),
                fail("EML-09", "domain:c", Severity.CRITICAL),
                unknown("EML-09", "no answer"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.subjects()).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeReadIsNeverAPass() {
        assertThat(one(pass("EML-09", "domain:a"), unknown("EML-09", "no answer"))
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(one(notApplicable("EML-09"), pass("EML-09", "domain:a")).outcome())
                .isEqualTo(Outcome.PASS);
    }

    private static CheckResult one(Sighting... sightings) {
        List<CheckResult> results = CheckResult.of("acme", List.of(sightings), "run", Instant.EPOCH);
        assertThat(results).hasSize(1);
        return results.get(0);
    }
}
