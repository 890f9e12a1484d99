package dev.watchkeeper.store;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The event log in SQL. */
public final class JdbiTicketEvents implements TicketEvents {
    private static final int CHUNK = 500;
    private static final int MOST_BODY = 1_000_000;
    private static final String INSERT = """
            insert into ticket_event (source, event_id, source_id, ticket_key, other_key, type, subject, occurred_at,
                received_at, customer, actor_kind, channel, is_public, is_automatic, from_value, to_value,
                content_hash, body)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Database database;
    private final Jdbi jdbi;
    private final SourceStates sources;

    public JdbiTicketEvents(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.sources = new JdbiSourceStates(database);
    }

    @Override
    public Appended append(Collection<TicketEvent> events) {
        if (events.isEmpty()) {
            return Appended.NOTHING;
        }
        return jdbi.inTransaction(handle -> append(handle, events));
    }

    private Appended append(Handle handle, Collection<TicketEvent> events) {
        List<Row> rows = new ArrayList<>();
        Map<TicketEvent.Key, Row> wanted = new LinkedHashMap<>();
        for (Row row : atHome(handle, events.stream().map(Row::of).toList())) {
            rows.add(row);
            wanted.putIfAbsent(row.event().key(), row); // of repeats within one delivery the first counts
        }
        // One event is the common case of a webhook: try it, and look only if it was there.
        Map<TicketEvent.Key, String> there = wanted.size() == 1 ? new HashMap<>() : stored(handle, wanted.keySet());
        List<Row> fresh = new ArrayList<>(wanted.values());
        fresh.removeIf(row -> there.containsKey(row.event().key()));
        Map<TicketEvent.Key, String> refused = insert(handle, fresh, there);
        int stored = fresh.size();
        fresh.forEach(row -> there.put(row.event().key(), row.hash()));
        int repeated = -stored;
        List<TicketEvent.Key> conflicts = new ArrayList<>();
        for (Row row : rows) {
            String refusal = refused.get(row.event().key());
            if (refusal != null) {
                quarantine(new Quarantined(
                        row.event().sourceId(),
                        row.event().id(),
                        row.receivedAt(),
                        "the database does not take it: " + refusal,
                        row.body()));
            } else if (row.hash().equals(there.get(row.event().key()))) {
                repeated++;
            } else {
                conflicts.add(row.event().key());
                quarantine(new Quarantined(
                        row.event().sourceId(),
                        row.event().id(),
                        row.receivedAt(),
                        "the same source and id came before with other content; send a watchkeeper.correction instead",
                        row.body()));
            }
        }
        queue(handle, fresh);
        for (Row row : fresh) {
            Instant completeTo = row.event().completeTo();
            if (completeTo != null) {
                sources.completeTo(row.event().sourceId(), completeTo);
            }
        }
        return new Appended(stored, repeated, conflicts, List.copyOf(refused.keySet()));
    }

    /** What corrects a correction names that one's source; it belongs to the ticket that all of them are about. */
    private static List<Row> atHome(Handle handle, List<Row> rows) {
        List<TicketEvent.Key> corrected = rows.stream()
                .flatMap(row -> Stream.ofNullable(row.event().correction()))
                .map(TicketEvent.Correction::supersedes)
                .distinct()
                .toList();
        if (corrected.isEmpty()) {
            return rows;
        }
        Map<TicketEvent.Key, String> homes = new HashMap<>();
        chunks(
                corrected,
                chunk -> handle.createQuery("select source, event_id, ticket_key from ticket_event"
                                + " where (source, event_id) in (<keys>) and type = :type")
                        .bindMethodsList("keys", chunk, List.of("source", "id"))
                        .bind("type", EventType.CORRECTION.wire())
                        .map((row, context) ->
                                Map.entry(new TicketEvent.Key(row.getString(1), row.getString(2)), row.getString(3)))
                        .forEach(entry -> homes.put(entry.getKey(), entry.getValue())));
        List<Row> home = new ArrayList<>(rows.size());
        for (Row row : rows) {
            TicketEvent.Correction correction = row.event().correction();
            Row placed =
                    correction == null ? row : row.at(homes.getOrDefault(correction.supersedes(), row.ticketKey()));
            if (correction != null) {
                homes.putIfAbsent(row.event().key(), placed.ticketKey());
            }
            home.add(placed);
        }
        return home;
    }

    /**
     * Inserts; rows that another node wrote a moment before are taken out of {@code fresh} into {@code there}, and those
     * that the database refuses are taken out and returned with its reason.
     */
    private static Map<TicketEvent.Key, String> insert(
            Handle handle, List<Row> fresh, Map<TicketEvent.Key, String> there) {
        Map<TicketEvent.Key, String> refused = new LinkedHashMap<>();
        if (!insertTogether(handle, fresh)) {
            List<Row> out = new ArrayList<>();
            List<Row> beaten = new ArrayList<>();
            for (Row row : fresh) {
                Batch alone = new Batch(handle, INSERT);
                alone.add(row.values());
                try {
                    if (!Once.insert(handle, alone::execute)) {
                        beaten.add(row);
                    }
                } catch (JdbiException e) {
                    if (!DatabaseException.isRefusal(e)) {
                        throw e;
                    }
                    out.add(row);
                    refused.put(row.event().key(), DatabaseException.explain(e));
                }
            }
            fresh.removeAll(out);
            fresh.removeAll(beaten);
            Set<TicketEvent.Key> keys = new LinkedHashSet<>();
            beaten.forEach(row -> keys.add(row.event().key()));
            there.putAll(stored(handle, keys));
        }
        return refused;
    }

    /** False if they must be tried one by one. */
    private static boolean insertTogether(Handle handle, List<Row> fresh) {
        if (fresh.size() < 2) {
            return fresh.isEmpty();
        }
        try {
            return Once.insert(handle, () -> {
                Batch batch = new Batch(handle, INSERT);
                fresh.forEach(row -> batch.add(row.values()));
                batch.execute();
            });
        } catch (JdbiException e) {
            if (!DatabaseException.isRefusal(e)) {
                throw e;
            }
            return false;
        }
    }

    /** Pairs, not "source = and id in": H2 would walk through all events of the source for that. */
    private static Map<TicketEvent.Key, String> stored(Handle handle, Set<TicketEvent.Key> keys) {
        Map<TicketEvent.Key, String> found = new HashMap<>();
        chunks(
                List.copyOf(keys),
                chunk -> handle.createQuery(
                                "select source, event_id, content_hash from ticket_event where (source, event_id) in (<keys>)")
                        .bindMethodsList("keys", chunk, List.of("source", "id"))
                        .map((row, context) ->
                                Map.entry(new TicketEvent.Key(row.getString(1), row.getString(2)), row.getString(3)))
                        .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
        return found;
    }

    private void queue(Handle handle, List<Row> fresh) {
        Set<String> tickets = new TreeSet<>();
        Set<String> customers = new TreeSet<>();
        for (Row row : fresh) {
            if (row.event().concernsTicket()) {
                tickets.add(row.ticketKey());
                String other = row.otherKey();
                if (other != null) {
                    tickets.add(other);
                }
            }
            String customer = row.event().customer();
            if (row.event().concernsCustomer() && customer != null) {
                customers.add(customer);
            }
        }
        if (!tickets.isEmpty()) {
            Batch batch = new Batch(handle, "insert into ticket_work (ticket_key, reason) values (?, 'event')");
            tickets.forEach(batch::add);
            batch.execute();
            queueRelatives(handle, tickets);
        }
        for (String customer : customers) {
            handle.createUpdate("insert into ticket_work (ticket_key, reason)"
                            + " select ticket_key, 'plan' from ticket where customer = :customer and is_open")
                    .bind("customer", customer)
                    .execute();
        }
    }

    /** Who takes something over from these, at first or second hand: what was split off, and what was merged into. */
    private void queueRelatives(Handle handle, Set<String> tickets) {
        database.preferIndexes(handle);
        Set<String> known = new HashSet<>(tickets);
        Set<String> from = tickets;
        while (!from.isEmpty()) {
            Set<String> further = new TreeSet<>(handle.createQuery("select distinct e.other_key"
                            + " from unnest(cast(:keys as varchar(610) array)) as x(ticket_key)"
                            + " join ticket_event e on e.ticket_key = x.ticket_key where e.other_key is not null")
                    .bindArray("keys", String.class, from)
                    .mapTo(String.class)
                    .list());
            further.removeIf(key -> !known.add(key));
            Batch batch = new Batch(handle, "insert into ticket_work (ticket_key, reason) values (?, 'relative')");
            further.forEach(batch::add);
            batch.execute();
            from = further;
        }
    }

    @Override
    public Map<String, List<TicketEvent>> ofTickets(Collection<String> ticketKeys) {
        Map<String, List<TicketEvent>> found = new HashMap<>();
        jdbi.useHandle(handle -> {
            read(handle, "ticket_key", ticketKeys, found);
            read(handle, "other_key", ticketKeys, found);
        });
        return found;
    }

    @Override
    public Map<String, List<TicketEvent>> ofCustomers(Collection<String> customers) {
        Map<String, List<TicketEvent>> found = new HashMap<>();
        jdbi.useHandle(handle -> read(
                handle,
                "ticket_key",
                customers.stream().map(c -> "customer:" + c).toList(),
                found));
        Map<String, List<TicketEvent>> byCustomer = new HashMap<>();
        found.forEach((key, events) -> byCustomer.put(key.substring("customer:".length()), events));
        return byCustomer;
    }

    private static void read(
            Handle handle, String column, Collection<String> keys, Map<String, List<TicketEvent>> found) {
        chunks(
                List.copyOf(keys),
                chunk -> handle.createQuery("select " + column + ", received_at, body from ticket_event where " + column
                                + " in (<keys>) order by event_no")
                        .bindList("keys", chunk)
                        .setFetchSize(1000)
                        .map((row, context) -> Map.entry(
                                row.getString(1),
                                EventJson.read(
                                        row.getString(3),
                                        row.getObject(2, java.time.OffsetDateTime.class)
                                                .toInstant())))
                        .forEach(entry -> found.computeIfAbsent(entry.getKey(), k -> new ArrayList<>())
                                .add(entry.getValue())));
    }

    @Override
    public Set<TicketEvent.Key> known(Collection<TicketEvent.Key> keys) {
        return jdbi.withHandle(
                handle -> stored(handle, new LinkedHashSet<>(keys)).keySet());
    }

    @Override
    public void quarantine(Quarantined what) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into ticket_quarantine"
                                + " (source_id, event_id, received_at, reason, body) values (:source, :id, :at, :reason, :body)")
                .bind("source", cut(what.sourceId(), 200))
                .bind("id", cut(what.eventId(), 400))
                .bind("at", what.receivedAt())
                .bind("reason", cut(what.reason(), 1000))
                .bind("body", cut(what.body(), MOST_BODY))
                .execute());
    }

    @Override
    public List<Quarantined> quarantined(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select source_id, event_id, received_at, reason, body"
                        + " from ticket_quarantine order by quarantine_no desc fetch first :limit rows only")
                .bind("limit", limit)
                .map((row, context) -> new Quarantined(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5)))
                .list());
    }

    /** PostgreSQL refuses NUL in text, and columns have their lengths. */
    static @Nullable String cut(@Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        String clean = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        return clean.length() <= most ? clean : clean.substring(0, most);
    }

    static <T> void chunks(List<T> all, java.util.function.Consumer<List<T>> each) {
        for (int from = 0; from < all.size(); from += CHUNK) {
            each.accept(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
    }

    private record Row(
            TicketEvent event,
            String ticketKey,
            @Nullable String otherKey,
            Instant receivedAt,
            String body,
            String hash) {
        static Row of(TicketEvent event) {
            Instant receivedAt = event.receivedAt();
            if (receivedAt == null) {
                throw new IllegalArgumentException("event " + event.key() + " has no receivedAt");
            }
            String key = event.concernsCustomer() ? "customer:" + event.customer() : event.ticketKey();
            String other = null;
            if (event.kind() == EventType.TICKET_MERGED) {
                other = event.attr("merged_into")
                        .map(into -> event.sourceId() + "/" + into)
                        .orElse(null);
            } else if (event.kind() == EventType.TICKET_SPLIT && event.to() != null) {
                other = event.sourceId() + "/" + event.to();
            }
            String body = EventJson.write(event);
            return new Row(event, key, other, receivedAt, body, EventJson.hash(body));
        }

        Row at(String otherTicketKey) {
            return new Row(event, otherTicketKey, otherKey, receivedAt, body, hash);
        }

        @Nullable
        Object[] values() {
            Actor actor = event.actor();
            Channel channel = event.channel();
            return new @Nullable Object[] {
                event.source(),
                event.id(),
                event.sourceId(),
                ticketKey,
                otherKey,
                event.type(),
                event.subject(),
                event.occurredAt(),
                receivedAt,
                event.customer(),
                actor == null ? null : actor.kind().word(),
                channel == null ? null : channel.word(),
                event.isPublic(),
                event.automatic(),
                cut(event.from(), 400),
                cut(event.to(), 400),
                hash,
                body
            };
        }
    }
}
