package dev.watchkeeper.store;

import dev.watchkeeper.audit.EventLog;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Watch;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Events in {@code setting_event} (admin log, for ever) and {@code activity_event} (all others). */
public final class JdbiEventLog implements EventLog {
    private static final String COLUMNS = " (tenant_id, application, event_time, qualifier, idx, name, actor, about,"
            + " at_minute, ip_address, asn, type, actor_id, parameters, received_at) values (:tenant, :application,"
            + " :time, :qualifier, :idx, :name, :actor, :about, :minute, :ip, :asn, :type, :actorId, :parameters,"
            + " :received)";

    private final Jdbi jdbi;

    public JdbiEventLog(Database database) {
        this.jdbi = database.jdbi();
    }

    static String table(String application) {
        return application.equals("admin") ? "setting_event" : "activity_event";
    }

    private record Key(Instant time, long qualifier, int index) {
        static Key of(ActivityEvent event) {
            return new Key(event.at().truncatedTo(ChronoUnit.MICROS), event.qualifier(), event.index());
        }
    }

    @Override
    public int add(String tenantId, String application, List<ActivityEvent> events, Instant receivedAt) {
        return jdbi.inTransaction(handle -> {
            List<ActivityEvent> timed =
                    events.stream().filter(e -> e.time() != null).toList();
            if (timed.size() < events.size()) {
                addUnreadable(handle, tenantId, application, events, receivedAt);
            }
            Set<Key> there = timed.isEmpty() ? Set.of() : known(handle, tenantId, application, timed);
            Set<Key> taken = new HashSet<>(there);
            List<ActivityEvent> fresh =
                    timed.stream().filter(e -> taken.add(Key.of(e))).toList();
            insert(handle, tenantId, application, fresh, receivedAt);
            rememberFirst(handle, tenantId, application, fresh);
            return fresh.size();
        });
    }

    /** Keys already stored between the oldest and the newest event; in a page read before that is nearly all. */
    private static Set<Key> known(Handle handle, String tenantId, String application, List<ActivityEvent> events) {
        Instant from = events.get(0).at();
        Instant to = from;
        for (ActivityEvent event : events) {
            from = event.at().isBefore(from) ? event.at() : from;
            to = event.at().isAfter(to) ? event.at() : to;
        }
        return handle.createQuery("select event_time, qualifier, idx from " + table(application)
                        + " where tenant_id = :tenant and application = :application"
                        + " and event_time >= :from and event_time <= :to")
                .bind("tenant", tenantId)
                .bind("application", application)
                .bind("from", from)
                .bind("to", to)
                .setFetchSize(1000)
                .map((row, context) ->
                        new Key(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2), row.getInt(3)))
                .set();
    }

    private static void insert(
            Handle handle, String tenantId, String application, List<ActivityEvent> fresh, Instant receivedAt) {
        if (fresh.isEmpty()) {
            return;
        }
        String sql = "insert into " + table(application) + COLUMNS;
        PreparedBatch batch = handle.prepareBatch(sql);
        for (ActivityEvent event : fresh) {
            batch.bind("tenant", tenantId)
                    .bind("application", application)
                    .bind("time", event.at())
                    .bind("qualifier", event.qualifier())
                    .bind("idx", event.index())
                    .bind("name", cut(event.name(), 200))
                    .bind("actor", actor(event.actor()))
                    .bind("about", cut(Watch.about(event), 500))
                    .bind("minute", (int) Math.floorDiv(event.at().getEpochSecond(), 60L))
                    .bind("ip", cut(event.ipAddress(), 100))
                    .bind("asn", event.asn())
                    .bind("type", cut(event.type(), 100))
                    .bind("actorId", cut(event.actorId(), 100))
                    .bind("parameters", ParametersJson.write(event.parameters()))
                    .bind("received", receivedAt)
                    .add();
        }
        batch.execute();
    }

    private static void rememberFirst(Handle handle, String tenantId, String application, List<ActivityEvent> fresh) {
        Map<String, Instant> first = new HashMap<>();
        for (ActivityEvent event : fresh) {
            if (Watch.remembersFirst(event)) {
                first.merge(cut(Watch.about(event), 500), event.at(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        first.forEach((about, time) -> {
            int updated = handle.createUpdate("update first_sight set seen_at = :time where tenant_id = :tenant"
                            + " and application = :application and about = :about and seen_at > :time")
                    .bind("tenant", tenantId)
                    .bind("application", application)
                    .bind("about", about)
                    .bind("time", time)
                    .execute();
            if (updated == 0) {
                handle.createUpdate("merge into first_sight using (values (cast(:tenant as varchar(100)),"
                                + " cast(:application as varchar(40)), cast(:about as varchar(500)),"
                                + " cast(:time as timestamp with time zone))) as new (tenant_id, application, about,"
                                + " seen_at) on first_sight.tenant_id = new.tenant_id and first_sight.application ="
                                + " new.application and first_sight.about = new.about when not matched then insert"
                                + " (tenant_id, application, about, seen_at) values (new.tenant_id, new.application,"
                                + " new.about, new.seen_at)")
                        .bind("tenant", tenantId)
                        .bind("application", application)
                        .bind("about", about)
                        .bind("time", time)
                        .execute();
            }
        });
    }

    private static void addUnreadable(
            Handle handle, String tenantId, String application, List<ActivityEvent> events, Instant receivedAt) {
        for (ActivityEvent event : events) {
            if (event.time() == null) {
                Once.insert(
                        handle,
                        () -> handle.createUpdate("insert into unreadable_event (tenant_id, application, qualifier,"
                                        + " idx, name, parameters, received_at) values (:tenant, :application,"
                                        + " :qualifier, :idx, :name, :parameters, :received)")
                                .bind("tenant", tenantId)
                                .bind("application", application)
                                .bind("qualifier", event.qualifier())
                                .bind("idx", event.index())
                                .bind("name", cut(event.name(), 200))
                                .bind("parameters", ParametersJson.write(event.parameters()))
                                .bind("received", receivedAt)
                                .execute());
            }
        }
    }

    @Override
    public EventHistory history(String tenantId, String application, Instant since, Instant until) {
        return new JdbiEventHistory(jdbi, tenantId, application, since, until);
    }

    @Override
    public Map<String, Long> unreadable(String tenantId) {
        return jdbi.withHandle(handle -> {
            Map<String, Long> counts = new HashMap<>();
            handle.createQuery("select application, count(*) from unreadable_event where tenant_id = :tenant"
                            + " group by application")
                    .bind("tenant", tenantId)
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public boolean hasUnjudgedSettings(String tenantId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select max(received_at) > coalesce((
                            select r.started_at from audit_run r
                            where r.tenant_id = :tenant and (r.outcome = 'ok' or (r.outcome = 'partial'
                                and r.problems not like '%"source":"settings"%'
                                and r.problems not like '%"source":"reports:admin"%'))
                            order by r.finished_at desc fetch first 1 rows only),
                            timestamp with time zone '1970-01-01 00:00:00+00:00')
                        from setting_event where tenant_id = :tenant
                        """)
                .bind("tenant", tenantId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    @Override
    public int forget(String tenantId, Instant before) {
        List<String> applications = jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct application from activity_event where tenant_id = :tenant")
                .bind("tenant", tenantId)
                .mapTo(String.class)
                .list());
        int deleted = 0;
        for (String application : applications) {
            deleted += jdbi.withHandle(handle -> handle.createUpdate("delete from activity_event where tenant_id ="
                            + " :tenant and application = :application and event_time < :before")
                    .bind("tenant", tenantId)
                    .bind("application", application)
                    .bind("before", before)
                    .execute());
        }
        return deleted;
    }

    static @Nullable String actor(@Nullable String actor) {
        return actor == null ? null : cut(actor.toLowerCase(Locale.ROOT), 320);
    }

    static String cut(@Nullable String text, int most) {
        String whole = Objects.requireNonNullElse(text, "");
        if (whole.length() <= most) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(most - 1)) ? most - 1 : most;
        return whole.substring(0, end);
    }

    static List<String> prefixes(Set<String> names) {
        List<String> prefixes = new ArrayList<>();
        names.forEach(name -> {
            if (name.endsWith("*")) {
                prefixes.add(name.substring(0, name.length() - 1));
            }
        });
        return prefixes;
    }
}
