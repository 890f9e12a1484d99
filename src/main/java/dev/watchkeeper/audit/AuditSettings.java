package dev.watchkeeper.audit;

import java.time.Duration;
import java.time.LocalTime;

/**
 * When and how audits run; key {@code audit} of {@code watchkeeper.yaml}.
 *
 * @param every how often a tenant is watched continuously
 * @param dailyAt local time of the tenant from which its daily audit may run: before its office opens
 * @param dailySpread over how long the daily audits of all tenants of one zone are spread
 * @param quarterlyFrom local time at which a working day's quarterly hours begin; they may run over midnight
 * @param quarterlyTo local time at which they end
 * @param quarterlyDays over how many days from the start of a quarter the quarterly audits are spread
 * @param workers how many tenants one node audits at a time; 0 for what the quota and Google's answers call for
 * @param deadline what one tenant's audit may take; a daily or quarterly one may take three times as long
 * @param lease how long a node may be silent before another takes its tenant over
 */
public record AuditSettings(
        Duration every,
        LocalTime dailyAt,
        Duration dailySpread,
        LocalTime quarterlyFrom,
        LocalTime quarterlyTo,
        int quarterlyDays,
        int workers,
        Duration deadline,
        Duration lease) {
    /** The packaged values; a test holds them equal to {@code defaults.yaml}. */
    public static final AuditSettings DEFAULT = new AuditSettings(
            Duration.ofMinutes(10),
            LocalTime.of(5, 0),
            Duration.ofMinutes(90),
            LocalTime.of(20, 0),
            LocalTime.of(4, 0),
            14,
            0,
            Duration.ofMinutes(10),
            Duration.ofMinutes(3));

    public AuditSettings {
        require(
                every.compareTo(Duration.ofMinutes(1)) >= 0 && every.compareTo(Duration.ofDays(1)) <= 0,
                "audit.every " + every + " is out of range; accepted: 1m to 24h, for example 10m");
        require(
                !dailySpread.isNegative() && dailySpread.compareTo(Duration.ofHours(12)) <= 0,
                "audit.dailySpread " + dailySpread + " is out of range; accepted: 0m to 12h, for example 90m");
        require(
                !quarterlyFrom.equals(quarterlyTo),
                "audit.quarterlyFrom and audit.quarterlyTo are both " + quarterlyFrom
                        + "; give a span such as 20:00 to 04:00");
        require(
                quarterlyDays >= 7 && quarterlyDays <= 60,
                "audit.quarterlyDays " + quarterlyDays + " is out of range; accepted: 7 to 60, for example 14");
        require(
                workers >= 0 && workers <= 256,
                "audit.workers " + workers + " is out of range; accepted: 1 to 256, or 0 for what the quota calls for");
        require(
                deadline.compareTo(Duration.ofSeconds(10)) >= 0 && deadline.compareTo(Duration.ofHours(6)) <= 0,
                "audit.deadline " + deadline + " is out of range; accepted: 10s to 6h, for example 10m");
        require(
                lease.compareTo(Duration.ofSeconds(15)) >= 0 && lease.compareTo(Duration.ofHours(1)) <= 0,
                "audit.lease " + lease + " is out of range; accepted: 15s to 1h, for example 3m");
    }

    /** The same with another rhythm. */
    AuditSettings every(Duration other) {
        return new AuditSettings(
                other, dailyAt, dailySpread, quarterlyFrom, quarterlyTo, quarterlyDays, workers, deadline, lease);
    }

    Duration deadlineOf(Scope scope) {
        return scope == Scope.CONTINUOUS ? deadline : deadline.multipliedBy(3);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
