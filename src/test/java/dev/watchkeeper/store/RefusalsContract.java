package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Cursor;
import dev.watchkeeper.audit.Refusals.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the memory of refusals tells, on each database. */
abstract class RefusalsContract {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    abstract Database database();

    @Test
    void refusalsThatGoOnAreCountedBySourceAndAnswerWithoutLogsThatAnEditionNeverHad() {
        save("a", "reports:login", NOW, NOW.minusSeconds(60), NOW);
        save("b", "reports:login", NOW, NOW.minusSeconds(90), null);
        save("c", "reports:login", NOW, null, NOW);
        save("gone", "reports:login", NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofDays(9)), NOW);
        save("a", "reports:gmail", NOW, NOW.minusSeconds(60), null);
        save("b", "reports:gmail", NOW, NOW.minusSeconds(60), NOW);

        List<Refused> found = new JdbiRefusals(database()).goingOn(NOW.minus(Duration.ofDays(1)));

        assertThat(found)
                .containsExactly(
                        new Refused("reports:gmail", "no b", 2, List.of(NOW.minusSeconds(60))),
                        new Refused("reports:login", "no a", 3, List.of(NOW.minusSeconds(60))),
                        new Refused("reports:login", "no b", 3, List.of(NOW.minusSeconds(90))));
    }

    private void save(
            String tenant, String source, Instant tried, @Nullable Instant deniedSince, @Nullable Instant until) {
        new JdbiCursors(database())
                .save(
                        tenant,
                        new Cursor(
                                source,
                                until,
                                until,
                                null,
                                null,
                                tried,
                                deniedSince == null ? "" : "permission",
                                "no " + tenant,
                                deniedSince,
                                deniedSince == null ? 0 : 1));
    }
}
