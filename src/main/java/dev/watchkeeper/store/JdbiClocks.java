package dev.watchkeeper.store;

import static dev.watchkeeper.store.JdbiSourceStates.instant;

import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.tickets.TicketSeverity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Tickets and clocks in SQL. The row of {@code ticket} is the lock: whoever folds a ticket holds it, and nobody waits
 * for one that is held.
 */
public final class JdbiClocks implements ClockBook {
    private static final String CARD = "select ticket_key, customer, status, severity, plan, channel, title, assignee,"
            + " opened_at, is_open, flags, next_at, acked_at, acked_by, ticket_number from ticket ";
    private static final String QUEUE = "insert into ticket_work (ticket_key, reason) ";

    private final Database database;
    private final Jdbi jdbi;
    private final String tzdb = zoneData();

    public JdbiClocks(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    private static String zoneData() {
        return ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
    }

    @Override
    public List<String> claimDue(Instant now, int limit) {
        return jdbi.inTransaction(handle -> {
            database.preferIndexes(handle);
            // First without a lock: H2 does not sort by an index when it locks, and would lock all that is due. Twice
            // as many as wanted, since another node may hold the first ones.
            List<String> candidates = handle.createQuery("select ticket_key from ticket where next_at <= :now"
                            + " order by next_at fetch first :limit rows only")
                    .bind("now", now)
                    .bind("limit", 2 * limit)
                    .mapTo(String.class)
                    .list();
            Set<String> locked = new HashSet<>();
            for (int from = 0; from < candidates.size() && locked.size() < limit; from += limit) {
                List<String> some = candidates.subList(from, Math.min(candidates.size(), from + limit));
                // Whoever held one may have folded it in between.
                JdbiTicketEvents.chunks(
                        List.copyOf(new TreeSet<>(some)),
                        chunk -> locked.addAll(handle.createQuery("select ticket_key from ticket where ticket_key in"
                                        + " (<keys>) and next_at <= :now for update skip locked")
                                .bindList("keys", chunk)
                                .bind("now", now)
                                .mapTo(String.class)
                                .list()));
            }
            return candidates.stream().filter(locked::contains).toList();
        });
    }

    @Override
    public List<String> claimQueued(int limit, Instant now) {
        return jdbi.inTransaction(handle -> {
            database.preferIndexes(handle);
            return claimQueued(handle, limit, now);
        });
    }

    private static List<String> claimQueued(Handle handle, int limit, Instant now) {
        Map<String, List<Long>> waiting = new LinkedHashMap<>();
        // First without a lock, as above.
        List<Long> candidates = handle.createQuery(
                        "select work_no from ticket_work order by work_no fetch first :limit rows only")
                .bind("limit", 2 * limit)
                .mapTo(Long.class)
                .list();
        if (candidates.isEmpty()) {
            return List.of();
        }
        handle.createQuery("select work_no, ticket_key from ticket_work where work_no in (<ids>) order by work_no"
                        + " fetch first :limit rows only for update skip locked")
                .bindList("ids", candidates)
                .bind("limit", limit)
                .map((row, context) -> Map.entry(row.getString(2), row.getLong(1)))
                .forEach(entry -> waiting.computeIfAbsent(entry.getKey(), k -> new ArrayList<>())
                        .add(entry.getValue()));
        if (waiting.isEmpty()) {
            return List.of();
        }
        Set<String> locked = new HashSet<>(lock(handle, waiting.keySet()));
        Set<String> missing = new TreeSet<>(waiting.keySet());
        missing.removeAll(existing(handle, missing));
        for (String key : missing) {
            if (Once.insert(handle, () -> insertTicket(handle, key, now))) {
                locked.add(key);
            }
        }
        List<Long> done = new ArrayList<>();
        waiting.forEach((key, numbers) -> {
            if (locked.contains(key)) {
                done.addAll(numbers);
            }
        });
        JdbiTicketEvents.chunks(
                done,
                chunk -> handle.createUpdate("delete from ticket_work where work_no in (<ids>)")
                        .bindList("ids", chunk)
                        .execute());
        return waiting.keySet().stream().filter(locked::contains).toList();
    }

    @Override
    public List<String> claim(Collection<String> ticketKeys) {
        return jdbi.inTransaction(handle -> {
            database.preferIndexes(handle);
            return lock(handle, ticketKeys);
        });
    }

    @Override
    public boolean take(String ticketKey, Instant now) {
        return jdbi.inTransaction(handle -> {
            boolean held = !lock(handle, List.of(ticketKey)).isEmpty()
                    || (existing(handle, List.of(ticketKey)).isEmpty()
                            && Once.insert(handle, () -> insertTicket(handle, ticketKey, now)));
            if (held) {
                unqueue(handle, ticketKey);
            }
            return held;
        });
    }

    @Override
    public void putOff(Collection<String> ticketKeys, Instant until) {
        jdbi.useTransaction(handle -> {
            for (String key : new TreeSet<>(ticketKeys)) {
                int there = handle.createUpdate("update ticket set next_at = :until, flags = 'cannot_be_folded'"
                                + " where ticket_key = :key")
                        .bind("until", until)
                        .bind("key", key)
                        .execute();
                if (there > 0) {
                    unqueue(handle, key);
                }
            }
        });
    }

    private static void unqueue(Handle handle, String key) {
        handle.createUpdate("delete from ticket_work where ticket_key = :key")
                .bind("key", key)
                .execute();
    }

    @Override
    public List<String> ticketKeys(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select ticket_key from ticket where ticket_key > :after"
                        + " order by ticket_key fetch first :limit rows only")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    private static List<String> lock(Handle handle, Collection<String> keys) {
        List<String> locked = new ArrayList<>();
        JdbiTicketEvents.chunks(
                List.copyOf(new TreeSet<>(keys)),
                chunk -> locked.addAll(handle.createQuery(
                                "select ticket_key from ticket where ticket_key in (<keys>) for update skip locked")
                        .bindList("keys", chunk)
                        .mapTo(String.class)
                        .list()));
        return locked;
    }

    private static Set<String> existing(Handle handle, Collection<String> keys) {
        Set<String> there = new HashSet<>();
        JdbiTicketEvents.chunks(
                List.copyOf(keys),
                chunk -> there.addAll(handle.createQuery("select ticket_key from ticket where ticket_key in (<keys>)")
                        .bindList("keys", chunk)
                        .mapTo(String.class)
                        .list()));
        return there;
    }

    private static void insertTicket(Handle handle, String key, Instant now) {
        int slash = Math.max(key.indexOf('/'), 0);
        handle.createUpdate("insert into ticket (ticket_key, source_id, subject, is_open, flags, folded_at)"
                        + " values (:key, :source, :subject, true, '', :now)")
                .bind("key", key)
                .bind("source", key.substring(0, slash))
                .bind("subject", key.substring(slash + 1))
                .bind("now", now)
                .execute();
    }

    @Override
    public void queue(Collection<String> ticketKeys, String reason) {
        if (ticketKeys.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(QUEUE + "values (:key, :reason)");
            ticketKeys.forEach(
                    key -> batch.bind("key", key).bind("reason", reason).add());
            batch.execute();
        });
    }

    @Override
    public int queueOpen(String reason) {
        return jdbi.withHandle(handle -> handle.createUpdate(QUEUE
                        + "select ticket_key, cast(:reason as varchar(40)) from ticket where is_open or ticket_key in"
                        + " (select ticket_key from sla_clock where confirmation = 'provisional')")
                .bind("reason", reason)
                .execute());
    }

    @Override
    public int queueAll(String reason) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(QUEUE + "select ticket_key, cast(:reason as varchar(40)) from ticket")
                        .bind("reason", reason)
                        .execute());
    }

    @Override
    public int queueConfirmable(String sourceId, Instant watermark) {
        return jdbi.withHandle(handle -> handle.createUpdate(QUEUE
                        + "select distinct c.ticket_key, 'watermark' from sla_clock c join ticket t on"
                        + " t.ticket_key = c.ticket_key where c.confirmation = 'provisional'"
                        + " and c.verdict_at <= :watermark and t.source_id = :source")
                .bind("watermark", watermark)
                .bind("source", sourceId)
                .execute());
    }

    @Override
    public int queued() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from ticket_work")
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Map<String, Entry> entries(Collection<String> ticketKeys) {
        List<String> keys = List.copyOf(ticketKeys);
        Map<String, TicketCard> cards = new LinkedHashMap<>();
        Map<String, List<Clock>> clocks = new HashMap<>();
        Map<String, Set<String>> marks = new HashMap<>();
        jdbi.useHandle(handle -> JdbiTicketEvents.chunks(keys, chunk -> {
            handle.createQuery(CARD + "where ticket_key in (<keys>)")
                    .bindList("keys", chunk)
                    .map((row, context) -> card(row))
                    .forEach(card -> cards.put(card.key(), card));
            handle.createQuery(ClockRows.SELECT + "where ticket_key in (<keys>) order by clock_id")
                    .bindList("keys", chunk)
                    .setFetchSize(1000)
                    .map((row, context) -> ClockRows.read(row))
                    .forEach(clock -> clocks.computeIfAbsent(clock.ticket(), k -> new ArrayList<>())
                            .add(clock));
            handle.createQuery("select ticket_key, clock_id, mark, target_version, passed_over from sla_mark"
                            + " where ticket_key in (<keys>)")
                    .bindList("keys", chunk)
                    .map((row, context) -> Map.entry(row.getString(1), fallen(row)))
                    .forEach(entry -> marks.computeIfAbsent(entry.getKey(), k -> new HashSet<>())
                            .addAll(entry.getValue()));
        }));
        Map<String, Entry> entries = new LinkedHashMap<>();
        cards.forEach((key, card) -> entries.put(
                key, new Entry(card, clocks.getOrDefault(key, List.of()), marks.getOrDefault(key, Set.of()))));
        return entries;
    }

    private static List<String> fallen(ResultSet row) throws SQLException {
        return FallenMark.keys(
                row.getString(2), ClockRows.split(row.getString(5), ","), row.getString(3), row.getInt(4));
    }

    private static TicketCard card(ResultSet row) throws SQLException {
        String severity = row.getString(4);
        return new TicketCard(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                severity == null ? null : TicketSeverity.of(severity),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                instant(row, 9),
                row.getBoolean(10),
                ClockRows.split(row.getString(11), ","),
                instant(row, 12),
                instant(row, 13),
                row.getString(14),
                row.getString(15));
    }

    @Override
    public void write(Collection<Change> changes) {
        if (!changes.isEmpty()) {
            jdbi.useTransaction(handle -> new ClockWriter(handle, tzdb).write(changes));
        }
    }

    @Override
    public Optional<Instant> nextAt() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select next_at from ticket where next_at is not null order by next_at fetch first 1 rows only")
                .mapTo(Instant.class)
                .findOne());
    }

    @Override
    public boolean acknowledge(String ticketKey, String by, Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "update ticket set acked_at = :at, acked_by = :by where ticket_key = :key")
                        .bind("at", at)
                        .bind("by", by)
                        .bind("key", ticketKey)
                        .execute())
                > 0;
    }

    @Override
    public boolean rulesChanged(String fingerprint, Instant now) {
        return jdbi.inTransaction(handle -> {
            Optional<String> stored = handle.createQuery(
                            "select content_hash from sla_rules where rules_key = 'all' for update")
                    .mapTo(String.class)
                    .findOne();
            if (stored.isPresent() && stored.get().equals(fingerprint)) {
                return false;
            }
            if (stored.isPresent()) {
                handle.createUpdate(
                                "update sla_rules set content_hash = :hash, known_at = :now where rules_key = 'all'")
                        .bind("hash", fingerprint)
                        .bind("now", now)
                        .execute();
                return true;
            }
            // On a new database two nodes may be first at once; the other one queues what is open.
            return Once.insert(
                    handle,
                    () -> handle.createUpdate(
                                    "insert into sla_rules (rules_key, content_hash, known_at) values ('all', :hash, :now)")
                            .bind("hash", fingerprint)
                            .bind("now", now)
                            .execute());
        });
    }
}
