package dev.watchkeeper.audit;

import dev.watchkeeper.audit.Examination.SettingVerdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What audits found out, kept for reports and for anyone who queries the database. Joins the running transaction. */
public interface AuditRecords {
    /**
     * Stores a run; of results and verdicts only those that differ from what stands, since most audits see nothing
     * new.
     *
     * @param verdicts of the setting rules; empty if the settings were not judged, then what stood goes on standing
     */
    void save(AuditRun run, List<CheckResult> results, List<SettingVerdict> verdicts);

    /** The verdicts of the setting rules that stand now, by rule. */
    List<SettingVerdict> settingVerdicts(String tenantId);

    /**
     * The verdicts that stand now, by tenant and check.
     *
     * @param tenantIds empty for all
     */
    List<CheckResult> standing(Collection<String> tenantIds);

    /** Every verdict that stood at some time in {@code [from, to)}, by check and time. */
    List<CheckResult> history(String tenantId, Instant from, Instant to);

    /** The newest runs of a tenant, newest first. */
    List<AuditRun> runs(String tenantId, int limit);

    /** The newest run of each of these tenants that had one, by tenant. */
    Map<String, AuditRun> newestRuns(Collection<String> tenantIds);

    /**
     * Sums up the continuous runs of each tenant and UTC day that ended before an instant, and forgets them one by one;
     * the newest run of a tenant is kept. Day by day, each in its own transaction. Returns how many rows went.
     *
     * @param before cut to the beginning of its UTC day, so that a day is summed up once
     */
    long sumUp(Instant before, BooleanSupplier stopping);

    /** Forgets runs before an instant, and verdicts replaced before it; what stands is kept. Returns how many rows. */
    long forget(Instant before);
}
