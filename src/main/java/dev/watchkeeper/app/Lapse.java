package dev.watchkeeper.app;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ends findings about ourselves that nobody would end otherwise: of events, which are said again for as long as they
 * come, and of sources, routes and matters that are no more. What is said but once ends where it was said.
 */
final class Lapse {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String SOURCE = "SELF-SOURCE-";
    private static final String ROUTE = "SELF-MAIL-ROUTE";

    /** How long after it was last said each is over. */
    private static final Map<String, Duration> AFTER = Map.of(
            SOURCE + "UNMAPPED-STATUS",
            DAY,
            SOURCE + "CONFLICT",
            DAY,
            SOURCE + "FUTURE-EVENT",
            DAY,
            SOURCE + "UNREADABLE",
            DAY,
            "SELF-MAIL-BOUNCES",
            DAY,
            "SELF-DIGEST",
            Duration.ofDays(2),
            "SELF-REPORT",
            Duration.ofDays(2),
            "SELF-RULES",
            WEEK);

    /**
     * What there is at the moment.
     *
     * @param sources ids of the configured ticket sources
     * @param watched those of them whose silence means something
     * @param routes names of the ways out for mail
     * @param setAside subjects of what is set aside
     */
    record World(Set<String> sources, Set<String> watched, Set<String> routes, Set<String> setAside) {}

    private final Findings findings;
    private final OwnFindings own;
    private final Supplier<World> world;

    Lapse(Findings findings, OwnFindings own, Supplier<World> world) {
        this.findings = findings;
        this.own = own;
        this.world = world;
    }

    /** Ends what is over; returns how many. */
    long look(Instant now) {
        List<Finding> open = findings.search(FindingQuery.unresolved(now).ofTenants(List.of(Finding.OURSELVES)));
        if (open.isEmpty()) {
            return 0;
        }
        World there = world.get();
        long ended = 0;
        for (Finding finding : open) {
            if (isOver(finding, there, now)) {
                own.clear(finding.checkId(), finding.subject());
                ended++;
            }
        }
        return ended;
    }

    private static boolean isOver(Finding finding, World there, Instant now) {
        String check = finding.checkId();
        String about = finding.subject().substring(finding.subject().indexOf(':') + 1);
        Duration after = AFTER.get(check);
        if (after != null && finding.lastSeenAt().plus(after).isBefore(now)) {
            return true;
        }
        if (check.startsWith(SOURCE)) {
            boolean watched = !check.endsWith("STALE") || there.watched().contains(about);
            return !there.sources().contains(about) || !watched;
        }
        if (check.equals(ROUTE)) {
            return !about.equals("all") && !there.routes().contains(about);
        }
        return check.equals(OwnFindings.ASIDE) && !there.setAside().contains(finding.subject());
    }
}
