package dev.watchkeeper.store;

import dev.watchkeeper.health.incidents.FeedState;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.IncidentEvent;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Incidents in SQL; a reading that changes nothing costs one statement. */
public final class JdbiIncidents implements Incidents {
    private static final RowMapper<KeptIncident> KEPT = (row, context) -> kept(row);

    private final Jdbi jdbi;

    public JdbiIncidents(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<KeptIncident> all() {
        return jdbi.withHandle(JdbiIncidents::all);
    }

    private static List<KeptIncident> all(Handle handle) {
        return handle.createQuery("select * from incident order by begin_at, incident_id")
                .map(KEPT)
                .list();
    }

    @Override
    public FeedState feed() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from incident_feed where feed_no = 1")
                .map((row, context) -> new FeedState(
                        instant(row, "began_at"),
                        instant(row, "ok_at"),
                        instant(row, "tried_at"),
                        row.getString("problem"),
                        row.getString("entity_tag"),
                        row.getString("last_modified"),
                        row.getInt("refused")))
                .findOne()
                .orElse(FeedState.NEVER));
    }

    @Override
    public void keep(Collection<KeptIncident> rows, Collection<IncidentEvent> events, FeedState feed) {
        jdbi.useTransaction(handle -> {
            Map<String, KeptIncident> before = new HashMap<>();
            if (!rows.isEmpty()) {
                all(handle).forEach(k -> before.put(k.incident().id(), k));
            }
            Map<Instant, List<String>> seenAgain = new LinkedHashMap<>();
            for (KeptIncident row : rows) {
                KeptIncident old = before.get(row.incident().id());
                if (old != null && isSame(old, row)) {
                    seenAgain
                            .computeIfAbsent(row.lastSeen(), at -> new ArrayList<>())
                            .add(row.incident().id());
                } else {
                    write(handle, row, old == null);
                }
            }
            seenAgain.forEach((at, ids) -> handle.createUpdate(
                            "update incident set last_seen_at = :at where incident_id in (<ids>)")
                    .bind("at", at)
                    .bindList("ids", ids)
                    .execute());
            events.forEach(event -> write(handle, event));
            write(handle, feed);
        });
    }

    private static boolean isSame(KeptIncident old, KeptIncident row) {
        return old.revision() == row.revision()
                && java.util.Objects.equals(old.vanishedAt(), row.vanishedAt())
                && old.incident().equals(row.incident());
    }

    private static void write(Handle handle, KeptIncident row, boolean isNew) {
        String sql = isNew ? """
                insert into incident (incident_id, title, begin_at, end_at, impact, severity, detail, raw, revision,
                    first_seen_at, last_seen_at, vanished_at)
                values (:id, :title, :beginAt, :endAt, :impact, :severity, :detail, :raw, :revision, :firstSeen,
                    :lastSeen, :vanishedAt)
                """ : """
                update incident set title = :title, begin_at = :beginAt, end_at = :endAt, impact = :impact,
                    severity = :severity, detail = :detail, raw = :raw, revision = :revision,
                    first_seen_at = :firstSeen, last_seen_at = :lastSeen, vanished_at = :vanishedAt
                where incident_id = :id
                """;
        Incident incident = row.incident();
        Runnable write = () -> handle.createUpdate(sql)
                .bind("id", incident.id())
                .bind("title", incident.title())
                .bind("beginAt", incident.begin())
                .bind("endAt", incident.end())
                .bind("impact", incident.impact().word())
                .bind("severity", incident.severity())
                .bind("detail", StoredJson.write(detail(incident)))
                .bind("raw", row.raw())
                .bind("revision", row.revision())
                .bind("firstSeen", row.firstSeen())
                .bind("lastSeen", row.lastSeen())
                .bind("vanishedAt", row.vanishedAt())
                .execute();
        if (isNew) {
            Once.insert(handle, write);
        } else {
            write.run();
        }
        Once.insert(
                handle,
                () -> handle.createUpdate("""
                                insert into incident_revision (incident_id, revision, seen_at, raw)
                                values (:id, :revision, :seenAt, :raw)
                                """)
                        .bind("id", incident.id())
                        .bind("revision", row.revision())
                        .bind("seenAt", row.lastSeen())
                        .bind("raw", row.raw())
                        .execute());
    }

    private static void write(Handle handle, IncidentEvent event) {
        Once.insert(
                handle,
                () -> handle.createUpdate("""
                                insert into incident_event (event_key, incident_id, kind, happened_at)
                                values (:key, :id, :kind, :at)
                                """)
                        .bind("key", event.key())
                        .bind("id", event.incident().id())
                        .bind("kind", event.kind().word())
                        .bind("at", event.at())
                        .execute());
    }

    private static void write(Handle handle, FeedState feed) {
        int updated = bound(handle, """
                update incident_feed set began_at = :beganAt, ok_at = :okAt, tried_at = :triedAt, problem = :problem,
                    entity_tag = :entityTag, last_modified = :lastModified, refused = :refused
                where feed_no = 1
                """, feed);
        if (updated == 0) {
            Once.insert(handle, () -> bound(handle, """
                            insert into incident_feed (feed_no, began_at, ok_at, tried_at, problem, entity_tag,
                                last_modified, refused)
                            values (1, :beganAt, :okAt, :triedAt, :problem, :entityTag, :lastModified, :refused)
                            """, feed));
        }
    }

    private static int bound(Handle handle, String sql, FeedState feed) {
        return handle.createUpdate(sql)
                .bind("beganAt", feed.beganAt())
                .bind("okAt", feed.okAt())
                .bind("triedAt", feed.triedAt())
                .bind("problem", feed.problem())
                .bind("entityTag", feed.entityTag())
                .bind("lastModified", feed.lastModified())
                .bind("refused", feed.refused())
                .execute();
    }

    @Override
    public List<IncidentEvent> eventsSince(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select i.*, e.kind, e.happened_at from incident_event e
                        join incident i on i.incident_id = e.incident_id
                        where e.happened_at >= :since order by e.happened_at, e.event_key
                        """)
                .bind("since", since)
                .map((row, context) -> new IncidentEvent(
                        IncidentEvent.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        kept(row).incident(),
                        row.getObject("happened_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .list());
    }

    private static Map<String, Object> detail(Incident incident) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put(
                "products",
                incident.products().stream()
                        .map(p -> Map.of("id", p.id(), "title", p.title()))
                        .toList());
        detail.put(
                "updates",
                incident.updates().stream()
                        .map(u -> Map.of("when", u.when(), "status", u.status().word(), "text", u.text()))
                        .toList());
        return detail;
    }

    private static KeptIncident kept(ResultSet row) throws SQLException {
        Map<String, Object> detail = StoredJson.readMap(row.getString("detail"));
        List<Product> products = maps(detail, "products").stream()
                .map(p -> new Product(text(p, "id"), text(p, "title")))
                .toList();
        List<Incident.Update> updates = maps(detail, "updates").stream()
                .map(u ->
                        new Incident.Update(Instant.parse(text(u, "when")), impact(text(u, "status")), text(u, "text")))
                .toList();
        Incident incident = new Incident(
                row.getString("incident_id"),
                row.getString("title"),
                instant(row, "begin_at"),
                instant(row, "end_at"),
                impact(row.getString("impact")),
                row.getString("severity"),
                products,
                updates);
        return new KeptIncident(
                incident,
                row.getObject("first_seen_at", java.time.OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", java.time.OffsetDateTime.class).toInstant(),
                row.getInt("revision"),
                row.getString("raw"),
                instant(row, "vanished_at"));
    }

    private static List<Map<?, ?>> maps(Map<String, Object> detail, String name) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (detail.get(name) instanceof List<?> list) {
            list.forEach(one -> {
                if (one instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            });
        }
        return maps;
    }

    private static String text(Map<?, ?> map, String name) {
        return String.valueOf(map.get(name));
    }

    private static Impact impact(String word) {
        return Impact.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @org.jspecify.annotations.Nullable Instant instant(ResultSet row, String column)
            throws SQLException {
        return JdbiSourceStates.instant(row, row.findColumn(column));
    }
}
