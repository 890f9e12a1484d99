package dev.watchkeeper.app;

import dev.watchkeeper.schedule.Ring;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The section {@code schedules} of the configuration: how often each bell rings. A bell only asks what is due; what is
 * due is decided from stored dates, so ringing more often costs little and less often makes things late.
 *
 * @param auditShards bells for audits, so that several nodes hear one each
 */
public record ScheduleSettings(
        Duration audit,
        int auditShards,
        Duration sources,
        Duration slaSweep,
        Duration digest,
        Duration delivery,
        Duration entitlements,
        Duration housekeeping) {
    /** How often each job should succeed. Audits are judged by their own due dates: a ring may work for long. */
    Map<String, Duration> periods() {
        return Map.of(
                "audit", longer(audit, Duration.ofMinutes(5)),
                "sources", longer(sources, Duration.ofMinutes(5)),
                "sla-sweep", longer(slaSweep, Duration.ofMinutes(5)),
                "digest", longer(digest, Duration.ofMinutes(5)),
                "delivery", longer(delivery, Duration.ofMinutes(5)),
                "entitlements", longer(entitlements, Duration.ofHours(1)),
                "housekeeping", longer(housekeeping, Duration.ofHours(1)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /**
     * All bells.
     *
     * @param status how often Google's status feed is read
     */
    List<Ring> rings(Duration status) {
        return List.of(
                Ring.every("audit", audit).inShards(auditShards),
                Ring.every("sources", sources),
                Ring.every("status", status),
                Ring.every("sla-sweep", slaSweep),
                Ring.every("digest", digest),
                Ring.every("delivery", delivery),
                Ring.every("entitlements", entitlements),
                Ring.every("housekeeping", housekeeping));
    }
}
