package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.watchkeeper.fixture.FaultPlan;
import dev.watchkeeper.fixture.FaultPlan.Fault;
import dev.watchkeeper.fixture.FaultPlan.Kind;
import dev.watchkeeper.fixture.FaultyDatabase;
import dev.watchkeeper.fixture.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Whatever goes wrong once is made up for once it is over, and done no more than once: a story with some faults, chosen
 * by a seed, ends like the one in which nothing went wrong.
 *
 * <p>{@code -Dwatchkeeper.seed=N} lives through one seed only, with its log.
 */
@Tag("seeds")
class FaultJourneyTest {
    private static final int FAULTS = 5;

    private static final List<Kind> OF_SQL = List.of(
            Kind.DEADLOCK,
            Kind.LOCK_TIMEOUT,
            Kind.QUERY_TIMEOUT,
            Kind.LOST_BEFORE,
            Kind.LOST_AFTER,
            Kind.HANG,
            Kind.HANG_AND_LOST,
            Kind.OUTAGE);

    private static final List<Kind> OF_PORT = List.of(Kind.EXCEPTION, Kind.ERROR, Kind.HANG, Kind.HANG_AND_LOST);

    @TempDir
    Path directory;

    @Test
    void whateverFailsOnceIsDoneOnceInTheEnd() throws Exception {
        Integer only = Integer.getInteger("watchkeeper.seed");
        int first = only == null ? 0 : only;
        int end = only == null ? Seeds.times(3) : only + 1;
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(only == null ? Level.OFF : before);
        List<String> failures = new ArrayList<>();
        try (FaultyDatabase database = FaultyDatabase.install()) {
            FaultPlan calm = FaultPlan.none();
            Map<String, List<String>> expected = live("calm", database, calm);
            for (int seed = first; seed < end; seed++) {
                FaultPlan plan = FaultPlan.of(faults(calm.seen(), seed));
                try {
                    assertThat(differences(expected, live("seed-" + seed, database, plan)))
                            .isEmpty();
                } catch (Exception | AssertionError e) {
                    failures.add("seed " + seed + " " + plan.fired() + ": " + e);
                }
            }
        } finally {
            root.setLevel(before);
        }
        assertThat(failures).isEmpty();
    }

    private Map<String, List<String>> live(String name, FaultyDatabase database, FaultPlan plan) throws Exception {
        try (FaultStory story = new FaultStory(directory.resolve(name), database, plan)) {
            story.live();
            story.nothingIsLeft();
            return story.outcome();
        }
    }

    private static List<String> differences(Map<String, List<String>> expected, Map<String, List<String>> actual) {
        List<String> differences = new ArrayList<>();
        expected.forEach((table, rows) -> {
            List<String> left = new ArrayList<>(actual.getOrDefault(table, List.of()));
            for (String row : rows) {
                if (!left.remove(row)) {
                    differences.add("missing in " + table + ": " + row);
                }
            }
            left.forEach(row -> differences.add("too much in " + table + ": " + row));
        });
        return differences;
    }

    /** Each seed takes the next few sites of one shuffled list of all, so that many seeds together touch every one. */
    private static List<Fault> faults(Map<String, Integer> sites, int seed) {
        List<String> names = new ArrayList<>(sites.keySet());
        Collections.shuffle(names, new Random(17));
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < FAULTS; i++) {
            String site = names.get((seed * FAULTS + i) % names.size());
            List<Kind> kinds = site.startsWith("db") || site.startsWith("desk") ? OF_SQL : OF_PORT;
            faults.add(new Fault(
                    site, random.nextInt(sites.getOrDefault(site, 1)), kinds.get(random.nextInt(kinds.size()))));
        }
        return faults;
    }
}
