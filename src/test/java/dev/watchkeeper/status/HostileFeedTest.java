package dev.watchkeeper.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.dns.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A status document is read, or refused in words; nothing else, whatever its bytes. */
class HostileFeedTest {
    private static final int SEEDS = Integer.getInteger("watchkeeper.seeds", 40);
    private static final String GOOD = """
            [{"id":"abcDEF123","begin":"2026-11-01T10:00:00+00:00","end":null,"external_desc":"**Title:** Gmail\\nmore",
              "status_impact":"SERVICE_OUTAGE","severity":"high","affected_products":[{"title":"Gmail","id":"prPt2Yra2CbGsbEm9cpC"}],
              "updates":[{"when":"2026-11-01T10:05:00+00:00","text":"We look.","status":"SERVICE_DISRUPTION"}]},
             {"id":"second","begin":"2026-11-02T10:00:00Z","end":"2026-11-02T11:00:00Z","status_impact":"SERVICE_INFORMATION"}]
            """;

    @Test
    void damagedDocumentsAreReadOrRefused() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Mutations mutations = new Mutations(seed);
            for (int i = 0; i < 30; i++) {
                String text = mutations.damage(GOOD);
                try {
                    IncidentReader.read(text);
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage()).isNotBlank();
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("seed " + seed + ": " + text, e);
                }
            }
        }
        assertThat(IncidentReader.read(GOOD).incidents()).hasSize(2);
    }

    @Test
    void whatIsEndlessIsBounded() {
        assertThatThrownBy(() -> IncidentReader.read("[" + "{},".repeat(1_000_000) + "{}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 5000 entries");
        assertThatThrownBy(() -> IncidentReader.read("[".repeat(500_000))).isInstanceOf(IllegalArgumentException.class);
        String odd = "{\"id\":\"a%d\",\"begin\":\"yesterday %d\"},";
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i < 4_000; i++) {
            many.append(odd.replace("%d", String.valueOf(i)));
        }
        many.append("{\"id\":\"z\"}]");

        List<String> problems = IncidentReader.read(many.toString()).problems();

        assertThat(problems).hasSize(21);
        assertThat(problems.get(20)).contains("more oddities");
        assertThat(IncidentReader.read("[{\"id\":\"a\",\"updates\":["
                                + "{\"when\":\"2026-11-01T10:05:00Z\"},".repeat(9_999) + "{}]}]")
                        .incidents()
                        .get(0)
                        .incident()
                        .updates())
                .hasSize(500);
    }
}
