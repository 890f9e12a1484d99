package dev.watchkeeper.store;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** One log of one tenant. Rows are fetched in pages by key, so that memory does not grow and no cursor stays open. */
final class JdbiEventHistory implements EventHistory {
    private static final int PAGE = 2000;

    private final Jdbi jdbi;
    private final String tenantId;
    private final String application;
    private final String table;
    private final Instant since;
    private final Instant until;

    JdbiEventHistory(Jdbi jdbi, String tenantId, String application, Instant since, Instant until) {
        this.jdbi = jdbi;
        this.tenantId = tenantId;
        this.application = application;
        this.table = JdbiEventLog.table(application);
        this.since = since;
        this.until = until;
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public Instant until() {
        return until;
    }

    @Override
    public void each(EventQuery query, Consumer<ActivityEvent> consumer) {
        Instant from = query.from();
        long qualifier = Long.MIN_VALUE;
        int index = -1;
        while (true) {
            Instant pageFrom = from;
            long pageQualifier = qualifier;
            int pageIndex = index;
            List<ActivityEvent> page = jdbi.withHandle(handle -> select(
                            handle,
                            "event_time, qualifier, idx, name, actor, ip_address, asn, type, actor_id, parameters",
                            query,
                            " and event_time >= :pageFrom and (event_time > :pageFrom or qualifier > :qualifier or"
                                    + " (qualifier = :qualifier and idx > :index)) order by event_time, qualifier, idx"
                                    + " fetch first " + PAGE + " rows only")
                    .bind("pageFrom", pageFrom)
                    .bind("qualifier", pageQualifier)
                    .bind("index", pageIndex)
                    .map((row, context) -> event(row))
                    .list());
            page.forEach(consumer);
            if (page.size() < PAGE) {
                return;
            }
            ActivityEvent last = page.get(page.size() - 1);
            from = last.at();
            qualifier = last.qualifier();
            index = last.index();
        }
    }

    private ActivityEvent event(ResultSet row) throws SQLException {
        long asn = row.getLong(7);
        boolean noAsn = row.wasNull();
        return new ActivityEvent(
                application,
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getLong(2),
                row.getInt(3),
                row.getString(8),
                row.getString(4),
                row.getString(5),
                emptyToNull(row.getString(9)),
                emptyToNull(row.getString(6)),
                noAsn ? null : asn,
                ParametersJson.read(row.getString(10)));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    @Override
    public void eachTime(EventQuery query, Consumer<Instant> consumer) {
        // Instants alone are small; a million of them spill to disk in H2 and stream from PostgreSQL.
        jdbi.useTransaction(handle -> select(handle, "event_time", query, " order by event_time")
                .setFetchSize(PAGE)
                .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .forEach(consumer));
    }

    @Override
    public long count(EventQuery query) {
        return jdbi.withHandle(handle ->
                select(handle, "count(*)", query, "").mapTo(Long.class).one());
    }

    @Override
    public SortedMap<Instant, Long> counts(EventQuery query, int minutes) {
        SortedMap<Instant, Long> counts = new TreeMap<>();
        jdbi.useHandle(handle -> select(
                        handle,
                        "at_minute / " + minutes + " as slot, count(*)",
                        query,
                        " group by at_minute / " + minutes)
                .map((row, context) -> Map.entry(Instant.ofEpochSecond(row.getLong(1) * minutes * 60), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue())));
        return counts;
    }

    @Override
    public Map<String, Long> perActor(EventQuery query, long atLeast, int most) {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbi.useHandle(handle -> select(
                        handle,
                        "actor, count(*) as events",
                        query,
                        " and actor is not null group by actor having count(*) >= :atLeast order by count(*) desc,"
                                + " actor fetch first " + most + " rows only")
                .bind("atLeast", atLeast)
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue())));
        return counts;
    }

    @Override
    public long peak(EventQuery query, int minutes) {
        return jdbi.withHandle(handle -> select(
                        handle,
                        "count(*) as events",
                        query,
                        " group by at_minute / " + minutes + " order by count(*) desc fetch first 1 rows only")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public @Nullable Instant firstSight(String about) {
        return jdbi.withHandle(handle -> handle.createQuery("select seen_at from first_sight where tenant_id = :tenant"
                        + " and application = :application and about = :about")
                .bind("tenant", tenantId)
                .bind("application", application)
                .bind("about", JdbiEventLog.cut(about, 500))
                .mapTo(Instant.class)
                .findOne()
                .orElse(null));
    }

    private Query select(Handle handle, String columns, EventQuery query, String rest) {
        List<String> names =
                query.names().stream().filter(name -> !name.endsWith("*")).toList();
        List<String> prefixes = JdbiEventLog.prefixes(query.names());
        List<String> either = new ArrayList<>();
        if (!names.isEmpty()) {
            either.add("name in (<names>)");
        }
        for (int i = 0; i < prefixes.size(); i++) {
            either.add("left(name, " + prefixes.get(i).length() + ") = :prefix" + i);
        }
        String sql = "select " + columns + " from " + table
                + " where tenant_id = :tenant and application = :application and event_time >= :from"
                + " and event_time < :to"
                + (either.isEmpty() ? "" : " and (" + String.join(" or ", either) + ")")
                + (query.actor() == null ? "" : " and actor = :actor")
                + rest;
        Query statement = handle.createQuery(sql)
                .bind("tenant", tenantId)
                .bind("application", application)
                .bind("from", query.from())
                .bind("to", query.to());
        if (!names.isEmpty()) {
            statement.bindList("names", names);
        }
        for (int i = 0; i < prefixes.size(); i++) {
            statement.bind("prefix" + i, prefixes.get(i));
        }
        if (query.actor() != null) {
            statement.bind("actor", JdbiEventLog.actor(query.actor()));
        }
        return statement;
    }
}
