package dev.watchkeeper.store;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.finding.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Findings in {@code finding} and {@code finding_event}. */
public final class JdbiFindings implements Findings {
    private static final String MERGE = """
            merge into finding f
            using (values (cast(:id as varchar(20)))) as new (id) on f.id = new.id
            when matched then update set
                subject = :subject, severity = :severity, severity_rank = :rank,
                title_en = :title_en, title_zh = :title_zh, summary_en = :summary_en, summary_zh = :summary_zh,
                remedy_en = :remedy_en, remedy_zh = :remedy_zh, evidence = :evidence,
                first_seen_at = :first_seen_at, opened_at = :opened_at, last_seen_at = :last_seen_at,
                resolved_at = cast(:resolved_at as timestamp with time zone), episodes = :episodes,
                ack_author = :ack_author, ack_reason = :ack_reason,
                ack_at = cast(:ack_at as timestamp with time zone),
                ack_until = cast(:ack_until as timestamp with time zone), ack_rank = :ack_rank,
                mute_author = :mute_author, mute_reason = :mute_reason,
                mute_at = cast(:mute_at as timestamp with time zone),
                mute_until = cast(:mute_until as timestamp with time zone), mute_rank = :mute_rank,
                held_by = :held_by
            when not matched then insert (
                id, tenant_id, check_id, subject, severity, severity_rank, title_en, title_zh, summary_en, summary_zh,
                remedy_en, remedy_zh, evidence, first_seen_at, opened_at, last_seen_at, resolved_at, episodes,
                ack_author, ack_reason, ack_at, ack_until, ack_rank,
                mute_author, mute_reason, mute_at, mute_until, mute_rank, held_by)
            values (
                :id, :tenant_id, :check_id, :subject, :severity, :rank, :title_en, :title_zh, :summary_en, :summary_zh,
                :remedy_en, :remedy_zh, :evidence, :first_seen_at, :opened_at, :last_seen_at,
                cast(:resolved_at as timestamp with time zone), :episodes,
                :ack_author, :ack_reason, cast(:ack_at as timestamp with time zone),
                cast(:ack_until as timestamp with time zone), :ack_rank,
                :mute_author, :mute_reason, cast(:mute_at as timestamp with time zone),
                cast(:mute_until as timestamp with time zone), :mute_rank, :held_by)
            """;

    private static final String APPEND = """
            insert into finding_event (finding_id, tenant_id, check_id, kind, at, severity, severity_before, run_id,
                author, reason, until_at, quiet)
            values (:finding_id, :tenant_id, :check_id, :kind, :at, :severity, :before, :run_id,
                :author, :reason, cast(:until as timestamp with time zone), :quiet)
            """;

    private static final String STATE = """
            case when resolved_at is not null then 'resolved'
                 when mute_until > :now and severity_rank >= mute_rank then 'muted'
                 when ack_until > :now and severity_rank >= ack_rank then 'acknowledged'
                 else 'open' end
            """;

    private final Jdbi jdbi;

    public JdbiFindings(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public <T> T locked(String tenantId, Supplier<T> work) {
        return jdbi.inTransaction(handle -> {
            if (!lock(handle, tenantId)) {
                Once.insert(
                        handle,
                        () -> handle.createUpdate("insert into finding_lock (tenant_id) values (:tenant)")
                                .bind("tenant", tenantId)
                                .execute());
                lock(handle, tenantId);
            }
            return work.get();
        });
    }

    private static boolean lock(Handle handle, String tenantId) {
        return handle.createQuery("select tenant_id from finding_lock where tenant_id = :tenant for update")
                .bind("tenant", tenantId)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<Finding> openOr(String tenantId, Collection<String> ids) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from finding where tenant_id = :tenant"
                        + " and (resolved_at is null or id = any(:ids))")
                .bind("tenant", tenantId)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((rows, context) -> FindingRow.read(rows))
                .list());
    }

    @Override
    public void save(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            PreparedBatch findings = handle.prepareBatch(MERGE);
            changes.forEach(
                    change -> findings.bindMap(FindingRow.of(change.finding())).add());
            findings.execute();
            PreparedBatch events = handle.prepareBatch(APPEND);
            changes.stream()
                    .flatMap(change -> change.events().stream())
                    .forEach(event -> events.bindMap(row(event)).add());
            if (events.size() > 0) {
                events.execute();
            }
        });
    }

    private static Map<String, @Nullable Object> row(FindingEvent event) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("finding_id", event.findingId());
        row.put("tenant_id", event.tenantId());
        row.put("check_id", event.checkId());
        row.put("kind", event.kind().word());
        row.put("at", event.at());
        row.put("severity", event.severity().word());
        Severity before = event.before();
        row.put("before", before == null ? null : before.word());
        row.put("run_id", event.runId());
        row.put("author", event.author());
        row.put("reason", event.reason());
        row.put("until", event.until());
        row.put("quiet", event.quiet());
        return row;
    }

    @Override
    public Optional<Finding> byId(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from finding where id = :id")
                .bind("id", id)
                .map((rows, context) -> FindingRow.read(rows))
                .findOne());
    }

    @Override
    public List<Finding> byIds(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery("select * from finding where id = any(:ids) order by id")
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((rows, context) -> FindingRow.read(rows))
                .list());
    }

    @Override
    public List<Finding> search(FindingQuery query) {
        StringBuilder sql = new StringBuilder("select * from finding where severity_rank <= :rank");
        if (!query.tenantIds().isEmpty()) {
            sql.append(" and tenant_id = any(:tenants)");
        }
        if (!query.checkIds().isEmpty()) {
            sql.append(" and check_id = any(:checks)");
        }
        if (!query.states().isEmpty()) {
            // Beside tenants, H2 would take the index on this and walk the open findings of all; the state says it too.
            if (!query.states().contains(Finding.State.RESOLVED)
                    && query.tenantIds().isEmpty()) {
                sql.append(" and resolved_at is null");
            }
            sql.append(" and ").append(STATE).append(" = any(:states)");
        }
        sql.append(" order by severity_rank, opened_at, id limit :limit");
        return jdbi.withHandle(handle -> {
            Query statement = handle.createQuery(sql.toString())
                    .bind("rank", FindingRow.rank(query.atLeast()))
                    .bind("limit", query.limit());
            if (!query.tenantIds().isEmpty()) {
                statement.bindArray("tenants", String.class, List.copyOf(query.tenantIds()));
            }
            if (!query.checkIds().isEmpty()) {
                statement.bindArray("checks", String.class, List.copyOf(query.checkIds()));
            }
            if (!query.states().isEmpty()) {
                statement
                        .bind("now", query.now())
                        .bindArray(
                                "states",
                                String.class,
                                query.states().stream().map(Finding.State::word).toList());
            }
            return statement.map((rows, context) -> FindingRow.read(rows)).list();
        });
    }

    @Override
    public List<Finding> withDecisionsEnded(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from finding where resolved_at is null and (ack_until <= :now or mute_until <= :now)")
                .bind("now", now)
                .map((rows, context) -> FindingRow.read(rows))
                .list());
    }

    @Override
    public List<FindingEvent> history(String id) {
        return jdbi.withHandle(
                handle -> events(handle.createQuery("select * from finding_event where finding_id = :id order by seq")
                        .bind("id", id)));
    }

    @Override
    public List<FindingEvent> eventsBetween(Collection<String> tenantIds, Instant from, Instant to) {
        // As a case, so that H2 takes the index on tenants and does not walk the events of all.
        String when = tenantIds.isEmpty()
                ? "at > :from and at <= :to"
                : "tenant_id = any(:tenants) and case when at > :from and at <= :to then true else false end";
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("select * from finding_event where " + when + " order by seq")
                    .bind("from", from)
                    .bind("to", to);
            if (!tenantIds.isEmpty()) {
                query.bindArray("tenants", String.class, List.copyOf(tenantIds));
            }
            return events(query);
        });
    }

    @Override
    public List<FindingEvent> eventsOfRun(String runId) {
        return jdbi.withHandle(
                handle -> events(handle.createQuery("select * from finding_event where run_id = :run order by seq")
                        .bind("run", runId)));
    }

    private static List<FindingEvent> events(Query query) {
        return query.map((rows, context) -> FindingRow.readEvent(rows)).list();
    }
}
