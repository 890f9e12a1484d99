package dev.watchkeeper.store;

import dev.watchkeeper.audit.AuditRecords;
import dev.watchkeeper.audit.AuditRun;
import dev.watchkeeper.audit.CheckResult;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.Examination.SettingVerdict;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.finding.Evidence;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.tenant.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Audits in {@code audit_run}, {@code check_result} and {@code setting_verdict}. */
public final class JdbiAuditRecords implements AuditRecords {
    private final Jdbi jdbi;

    public JdbiAuditRecords(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void save(AuditRun run, List<CheckResult> results, List<SettingVerdict> verdicts) {
        jdbi.useTransaction(handle -> {
            insert(handle, run);
            replace(handle, run.tenantId(), results);
            SettingVerdictRows.replace(handle, run, verdicts);
        });
    }

    private static void insert(Handle handle, AuditRun run) {
        handle.createUpdate("""
                        insert into audit_run (id, tenant_id, scope, node, started_at, finished_at, outcome, passed,
                            failed, unknown_count, not_applicable, problems, error)
                        values (:id, :tenant, :scope, :node, :started, :finished, :outcome, :passed,
                            :failed, :unknown, :na, :problems, :error)
                        """)
                .bind("id", run.id())
                .bind("tenant", run.tenantId())
                .bind("scope", run.scope().word())
                .bind("node", run.node())
                .bind("started", run.startedAt())
                .bind("finished", run.finishedAt())
                .bind("outcome", run.outcome().word())
                .bind("passed", run.passed())
                .bind("failed", run.failed())
                .bind("unknown", run.unknown())
                .bind("na", run.notApplicable())
                .bind("problems", StoredJson.write(run.problems()))
                .bind("error", run.error())
                .execute();
    }

    private static void replace(Handle handle, String tenantId, List<CheckResult> results) {
        Map<String, CheckResult> standing = new HashMap<>();
        query(handle, "tenant_id = :tenant and replaced_at is null")
                .bind("tenant", tenantId)
                .map((rows, context) -> read(rows))
                .forEach(result -> standing.put(result.checkId(), result));
        List<CheckResult> changed = results.stream()
                .filter(result -> {
                    CheckResult before = standing.get(result.checkId());
                    return before == null || !before.saysTheSameAs(result);
                })
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        PreparedBatch end = handle.prepareBatch("update check_result set replaced_at = :at"
                + " where tenant_id = :tenant and check_id = :check and replaced_at is null");
        changed.forEach(result -> end.bind("at", result.since())
                .bind("tenant", tenantId)
                .bind("check", result.checkId())
                .add());
        end.execute();
        PreparedBatch begin = handle.prepareBatch("""
                insert into check_result (tenant_id, check_id, outcome, severity, subjects, title_en, title_zh,
                    reason, evidence, run_id, since_at)
                values (:tenant, :check, :outcome, :severity, :subjects, :en, :zh, :reason, :evidence, :run, :since)
                """);
        for (CheckResult result : changed) {
            Severity severity = result.severity();
            begin.bind("tenant", tenantId)
                    .bind("check", result.checkId())
                    .bind("outcome", result.outcome().word())
                    .bind("severity", severity == null ? null : severity.word())
                    .bind("subjects", result.subjects())
                    .bind("en", result.title().en())
                    .bind("zh", result.title().zh())
                    .bind("reason", result.reason())
                    .bind("evidence", StoredJson.write(Evidence.trimmed(result.evidence())))
                    .bind("run", result.runId())
                    .bind("since", result.since())
                    .add();
        }
        begin.execute();
    }

    @Override
    public List<SettingVerdict> settingVerdicts(String tenantId) {
        return jdbi.withHandle(handle -> SettingVerdictRows.standing(handle, tenantId));
    }

    @Override
    public List<CheckResult> standing(Collection<String> tenantIds) {
        return jdbi.withHandle(handle -> {
            // As a case, so that H2 takes the index on tenants and does not walk what stands of all.
            Query query = query(
                    handle,
                    tenantIds.isEmpty()
                            ? "replaced_at is null"
                            : "tenant_id = any(:tenants) and case when replaced_at is null then true else false end");
            if (!tenantIds.isEmpty()) {
                query.bindArray("tenants", String.class, List.copyOf(tenantIds));
            }
            return query.map((rows, context) -> read(rows)).list();
        });
    }

    @Override
    public List<CheckResult> history(String tenantId, Instant from, Instant to) {
        return jdbi.withHandle(handle -> query(
                        handle,
                        "tenant_id = :tenant and since_at < :to and (replaced_at is null or replaced_at > :from)")
                .bind("tenant", tenantId)
                .bind("from", from)
                .bind("to", to)
                .map((rows, context) -> read(rows))
                .list());
    }

    private static Query query(Handle handle, String where) {
        return handle.createQuery(
                "select * from check_result where " + where + " order by tenant_id, check_id, since_at, id");
    }

    @Override
    public List<AuditRun> runs(String tenantId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from audit_run where tenant_id = :tenant"
                        + " order by finished_at desc, id limit :limit")
                .bind("tenant", tenantId)
                .bind("limit", limit)
                .map((rows, context) -> readRun(rows))
                .list());
    }

    @Override
    public Map<String, AuditRun> newestRuns(Collection<String> tenantIds) {
        if (tenantIds.isEmpty()) {
            return Map.of();
        }
        return jdbi.withHandle(handle -> {
            List<String> ids = handle.createQuery("""
                            select (select r.id from audit_run r where r.tenant_id = w.wanted
                                order by r.finished_at desc limit 1) as newest
                            from unnest(cast(:tenants as varchar array)) w (wanted)""")
                    .bindArray("tenants", String.class, List.copyOf(tenantIds))
                    .map((rows, context) -> String.valueOf(rows.getString("newest")))
                    .list();
            Map<String, AuditRun> newest = new HashMap<>();
            handle.createQuery("select * from audit_run where id = any(:ids)")
                    .bindArray("ids", String.class, ids)
                    .map((rows, context) -> readRun(rows))
                    .forEach(run -> newest.put(run.tenantId(), run));
            return newest;
        });
    }

    @Override
    public long sumUp(Instant before, BooleanSupplier stopping) {
        Instant end = before.truncatedTo(ChronoUnit.DAYS);
        long gone = 0;
        Instant day = oldestContinuous(Instant.EPOCH);
        while (day != null && day.isBefore(end) && !stopping.getAsBoolean()) {
            Instant from = day.truncatedTo(ChronoUnit.DAYS);
            Instant to = from.plus(1, ChronoUnit.DAYS);
            gone += jdbi.inTransaction(handle -> sumUp(handle, from, to));
            day = oldestContinuous(to);
        }
        return gone;
    }

    private @Nullable Instant oldestContinuous(Instant from) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select finished_at from audit_run where finished_at >= :from"
                                + " and scope = 'continuous' order by finished_at limit 1")
                        .bind("from", from)
                        .mapTo(Instant.class)
                        .findFirst()
                        .orElse(null));
    }

    private static long sumUp(Handle handle, Instant from, Instant to) {
        // The newest run of a tenant tells how old our knowledge is, and stays until there is a newer one.
        String those = " from audit_run r where r.scope = 'continuous' and r.finished_at >= :from"
                + " and r.finished_at < :to and exists (select 1 from audit_run later"
                + " where later.tenant_id = r.tenant_id and later.finished_at > r.finished_at)";
        handle.createUpdate("""
                        insert into audit_day (tenant_id, audited_on, scope, runs, ok_runs, partial_runs, failed_runs,
                            first_at, last_at, most_failed, most_unknown)
                        select r.tenant_id, :day, r.scope, count(*),
                            count(case when r.outcome = 'ok' then 1 end),
                            count(case when r.outcome = 'partial' then 1 end),
                            count(case when r.outcome = 'failed' then 1 end),
                            min(r.finished_at), max(r.finished_at), max(r.failed), max(r.unknown_count)""" + those
                        + " and not exists (select 1 from audit_day d where d.tenant_id = r.tenant_id"
                        + " and d.audited_on = :day and d.scope = r.scope) group by r.tenant_id, r.scope")
                .bind("day", LocalDate.ofInstant(from, ZoneOffset.UTC))
                .bind("from", from)
                .bind("to", to)
                .execute();
        return handle.createUpdate("delete" + those)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    @Override
    public long forget(Instant before) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("delete from audit_day where audited_on < :day")
                    .bind("day", LocalDate.ofInstant(before, ZoneOffset.UTC))
                    .execute();
            long runs = handle.createUpdate("delete from audit_run where finished_at < :before")
                    .bind("before", before)
                    .execute();
            return runs
                    + handle.createUpdate("delete from check_result where replaced_at < :before")
                            .bind("before", before)
                            .execute()
                    + SettingVerdictRows.forget(handle, before);
        });
    }

    private static CheckResult read(ResultSet rows) throws SQLException {
        String severity = rows.getString("severity");
        return new CheckResult(
                rows.getString("tenant_id"),
                rows.getString("check_id"),
                Outcome.valueOf(rows.getString("outcome").toUpperCase(Locale.ROOT)),
                severity == null ? null : Severity.of(severity),
                rows.getInt("subjects"),
                new Text(rows.getString("title_en"), rows.getString("title_zh")),
                rows.getString("reason"),
                StoredJson.readMap(rows.getString("evidence")),
                rows.getString("run_id"),
                FindingRow.required(rows, "since_at"),
                FindingRow.instant(rows, "replaced_at"));
    }

    private static AuditRun readRun(ResultSet rows) throws SQLException {
        return new AuditRun(
                rows.getString("id"),
                rows.getString("tenant_id"),
                Scope.of(rows.getString("scope")),
                rows.getString("node"),
                FindingRow.required(rows, "started_at"),
                FindingRow.required(rows, "finished_at"),
                AuditRun.Outcome.valueOf(rows.getString("outcome").toUpperCase(Locale.ROOT)),
                rows.getInt("passed"),
                rows.getInt("failed"),
                rows.getInt("unknown_count"),
                rows.getInt("not_applicable"),
                StoredJson.readList(rows.getString("problems"), Examination.Problem.class),
                rows.getString("error"));
    }
}
