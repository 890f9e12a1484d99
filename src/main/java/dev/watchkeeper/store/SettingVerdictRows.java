package dev.watchkeeper.store;

import dev.watchkeeper.audit.AuditRun;
import dev.watchkeeper.audit.Examination.Place;
import dev.watchkeeper.audit.Examination.SettingVerdict;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Verdicts of the setting rules in {@code setting_verdict}: one row for as long as a verdict stayed the same. */
final class SettingVerdictRows {
    private SettingVerdictRows() {}

    /** Ends the verdicts that changed and begins their successors; one that says the same goes on standing. */
    static void replace(Handle handle, AuditRun run, List<SettingVerdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        Map<String, SettingVerdict> standing = new HashMap<>();
        standing(handle, run.tenantId()).forEach(verdict -> standing.put(verdict.rule(), verdict));
        List<SettingVerdict> changed = verdicts.stream()
                .filter(verdict -> !verdict.equals(standing.get(verdict.rule())))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        PreparedBatch end = handle.prepareBatch("update setting_verdict set replaced_at = :at"
                + " where tenant_id = :tenant and rule_id = :rule and replaced_at is null");
        PreparedBatch begin = handle.prepareBatch("""
                insert into setting_verdict (tenant_id, rule_id, outcome, basis, places, run_id, since_at)
                values (:tenant, :rule, :outcome, :basis, :places, :run, :at)
                """);
        for (SettingVerdict verdict : changed) {
            end.bind("at", run.finishedAt())
                    .bind("tenant", run.tenantId())
                    .bind("rule", verdict.rule())
                    .add();
            begin.bind("tenant", run.tenantId())
                    .bind("rule", verdict.rule())
                    .bind("outcome", verdict.status().word())
                    .bind("basis", verdict.basis())
                    .bind("places", StoredJson.write(verdict.places()))
                    .bind("run", run.id())
                    .bind("at", run.finishedAt())
                    .add();
        }
        end.execute();
        begin.execute();
    }

    static List<SettingVerdict> standing(Handle handle, String tenantId) {
        return handle.createQuery("select rule_id, outcome, basis, places from setting_verdict"
                        + " where tenant_id = :tenant and replaced_at is null order by rule_id")
                .bind("tenant", tenantId)
                .map((rows, context) -> new SettingVerdict(
                        rows.getString("rule_id"),
                        Outcome.valueOf(rows.getString("outcome").toUpperCase(Locale.ROOT)),
                        rows.getString("basis"),
                        StoredJson.readList(rows.getString("places"), Place.class)))
                .list();
    }

    static long forget(Handle handle, Instant before) {
        return handle.createUpdate("delete from setting_verdict where replaced_at < :before")
                .bind("before", before)
                .execute();
    }
}
