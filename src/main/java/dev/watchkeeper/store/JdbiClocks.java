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
import org.jspecify.annotations.Nullable;

/**
 * Tickets and clocks in SQL. The row of {@code ticket} is the lock: whoever folds a ticket holds it, and nobody waits
 * for one that is held.
 */
public final class JdbiClocks implements ClockBook {
    private static final String CARD = "select ticket_key, customer, status, severity, plan, channel, title, assignee,"
            + " opened_at, is_open, flags, next_at, acked_at, acked_by from ticket ";
    private static final String UPDATE_CARD = """
            update ticket set customer = :customer, status = :status, severity = :severity, plan = :plan,
                channel = :channel, title = :title, assignee = :assignee, opened_at = :openedAt, is_open = :open,
                flags = :flags, next_at = :nextAt, folded_at = :at
            where ticket_key = :key
            """;
    private static final String OPEN_WITH_TARGET =
            "where verdict in ('open', 'breached') and run_state in ('running', 'paused') and target_s is not null";
    private static final String QUEUE = "insert into ticket_work (ticket_key, reason) ";

    private final Jdbi jdbi;
    private final String tzdb = zoneData();

    public JdbiClocks(Database database) {
        this.jdbi = database.jdbi();
    }

    private static String zoneData() {
        return ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
    }

    @Override
    public List<String> claimDue(Instant now, int limit) {
        return jdbi.inTransaction(handle -> {
            // First without a lock: H2 does not sort by an index when it locks, and would lock all that is due. Twice
            // as
            // many as wanted, since another node may hold the first ones.
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
        return jdbi.inTransaction(handle -> claimQueued(handle, limit, now));
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
        return jdbi.inTransaction(handle -> lock(handle, ticketKeys));
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
        int slash = key.indexOf('/');
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
                    .map((row, context) -> ClockRows.read(row))
                    .forEach(clock -> clocks.computeIfAbsent(clock.ticket(), k -> new ArrayList<>())
                            .add(clock));
            handle.createQuery("select ticket_key, clock_id, mark, target_version from sla_mark"
                            + " where ticket_key in (<keys>)")
                    .bindList("keys", chunk)
                    .map((row, context) -> Map.entry(
                            row.getString(1), row.getString(2) + "/" + row.getString(3) + "/" + row.getInt(4)))
                    .forEach(entry -> marks.computeIfAbsent(entry.getKey(), k -> new HashSet<>())
                            .add(entry.getValue()));
        }));
        Map<String, Entry> entries = new LinkedHashMap<>();
        cards.forEach((key, card) -> entries.put(
                key, new Entry(card, clocks.getOrDefault(key, List.of()), marks.getOrDefault(key, Set.of()))));
        return entries;
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
                row.getString(14));
    }

    @Override
    public void write(Collection<Change> changes) {
        if (!changes.isEmpty()) {
            jdbi.useTransaction(handle -> new ClockWriter(handle, tzdb).write(changes));
        }
    }

    /** Must run under the ticket's lock: clocks are told apart as new or known by what is stored. */
    private record ClockWriter(Handle handle, String tzdb) {
        void write(Collection<Change> changes) {
            PreparedBatch cards = handle.prepareBatch(UPDATE_CARD);
            List<Clock> clocks = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            List<HistoryRow> history = new ArrayList<>();
            List<FallenMark> marks = new ArrayList<>();
            Map<String, Instant> at = new HashMap<>();
            for (Change change : changes) {
                bindCard(cards, change.card(), change.at()).add();
                change.clocks().forEach(clock -> at.put(clock.id(), change.at()));
                clocks.addAll(change.clocks());
                gone.addAll(change.gone());
                history.addAll(change.history());
                marks.addAll(change.marks());
            }
            cards.execute();
            writeClocks(clocks, at);
            JdbiTicketEvents.chunks(
                    gone,
                    chunk -> handle.createUpdate("delete from sla_clock where clock_id in (<ids>)")
                            .bindList("ids", chunk)
                            .execute());
            writeMarks(marks);
            writeHistory(history);
        }

        private static PreparedBatch bindCard(PreparedBatch batch, TicketCard card, Instant at) {
            TicketSeverity severity = card.severity();
            return batch.bind("key", card.key())
                    .bind("customer", JdbiTicketEvents.cut(card.customer(), 255))
                    .bind("status", card.status())
                    .bind("severity", severity == null ? null : severity.name())
                    .bind("plan", card.plan())
                    .bind("channel", card.channel())
                    .bind("title", JdbiTicketEvents.cut(card.title(), 400))
                    .bind("assignee", JdbiTicketEvents.cut(card.assignee(), 200))
                    .bind("openedAt", card.openedAt())
                    .bind("open", card.open())
                    .bind("flags", String.join(",", card.flags()))
                    .bind("nextAt", card.nextAt())
                    .bind("at", at);
        }

        private void writeClocks(List<Clock> clocks, Map<String, Instant> at) {
            if (clocks.isEmpty()) {
                return;
            }
            Set<String> known = new HashSet<>();
            JdbiTicketEvents.chunks(
                    clocks,
                    chunk -> known.addAll(handle.createQuery("select clock_id from sla_clock where clock_id in (<ids>)")
                            .bindList("ids", chunk.stream().map(Clock::id).toList())
                            .mapTo(String.class)
                            .list()));
            PreparedBatch inserts = handle.prepareBatch(ClockRows.INSERT);
            PreparedBatch updates = handle.prepareBatch(ClockRows.UPDATE);
            for (Clock clock : clocks) {
                PreparedBatch batch = known.contains(clock.id()) ? updates : inserts;
                ClockRows.bind(batch, clock, at.getOrDefault(clock.id(), clock.asOf()), tzdb)
                        .add();
            }
            execute(inserts);
            execute(updates);
        }

        private void writeMarks(List<FallenMark> marks) {
            PreparedBatch batch = handle.prepareBatch("insert into sla_mark (clock_id, ticket_key, mark,"
                    + " target_version, mark_at, noticed_at, outcome, late) values (:clock, :ticket, :mark, :version,"
                    + " :markAt, :noticedAt, :outcome, :late)");
            for (FallenMark mark : marks) {
                batch.bind("clock", mark.clockId())
                        .bind("ticket", mark.ticketKey())
                        .bind("mark", mark.mark())
                        .bind("version", mark.targetVersion())
                        .bind("markAt", mark.markAt())
                        .bind("noticedAt", mark.noticedAt())
                        .bind("outcome", mark.outcome().word())
                        .bind("late", mark.late())
                        .add();
            }
            execute(batch);
        }

        private void writeHistory(List<HistoryRow> history) {
            if (history.isEmpty()) {
                return;
            }
            Map<String, Integer> last = new HashMap<>();
            List<String> ids =
                    history.stream().map(HistoryRow::clockId).distinct().toList();
            JdbiTicketEvents.chunks(
                    ids,
                    chunk -> handle.createQuery(
                                    "select clock_id, max(n) from sla_clock_event where clock_id in (<ids>) group by clock_id")
                            .bindList("ids", chunk)
                            .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                            .forEach(entry -> last.put(entry.getKey(), entry.getValue())));
            PreparedBatch batch = handle.prepareBatch("insert into sla_clock_event (clock_id, n, at, cause, field,"
                    + " old_value, new_value) values (:clock, :n, :at, :cause, :field, :old, :new)");
            for (HistoryRow row : history) {
                batch.bind("clock", row.clockId())
                        .bind("n", last.merge(row.clockId(), 1, Integer::sum))
                        .bind("at", row.at())
                        .bind("cause", row.cause())
                        .bind("field", row.field())
                        .bind("old", JdbiTicketEvents.cut(row.oldValue(), 1000))
                        .bind("new", JdbiTicketEvents.cut(row.newValue(), 1000))
                        .add();
            }
            execute(batch);
        }

        private static void execute(PreparedBatch batch) {
            if (batch.size() > 0) {
                batch.execute();
            }
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
    public List<Clock> openByDeadline(@Nullable Set<String> customers, int limit) {
        if (customers != null && customers.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(ClockRows.SELECT + OPEN_WITH_TARGET
                    + (customers == null ? "" : " and customer in (<customers>)")
                    + " order by coalesce(due_at, timestamp with time zone '9999-01-01 00:00:00+00'), clock_id"
                    + " fetch first :limit rows only");
            if (customers != null) {
                query.bindList("customers", List.copyOf(customers));
            }
            return query.bind("limit", limit)
                    .map((row, context) -> ClockRows.read(row))
                    .list();
        });
    }

    @Override
    public long countOpen(@Nullable Set<String> customers) {
        if (customers != null && customers.isEmpty()) {
            return 0;
        }
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery("select count(*) from sla_clock " + OPEN_WITH_TARGET
                    + (customers == null ? "" : " and customer in (<customers>)"));
            if (customers != null) {
                query.bindList("customers", List.copyOf(customers));
            }
            return query.mapTo(Long.class).one();
        });
    }

    @Override
    public List<Clock> forReport(@Nullable Set<String> customers, Instant from, Instant to) {
        if (customers != null && customers.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(ClockRows.SELECT
                    + "where ((verdict_at >= :from and verdict_at < :to) or verdict = 'open')"
                    + (customers == null ? "" : " and customer in (<customers>)") + " order by clock_id");
            if (customers != null) {
                query.bindList("customers", List.copyOf(customers));
            }
            return query.bind("from", from)
                    .bind("to", to)
                    .map((row, context) -> ClockRows.read(row))
                    .list();
        });
    }

    @Override
    public List<HistoryRow> history(String clockId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select clock_id, at, cause, field, old_value, new_value from sla_clock_event"
                                + " where clock_id = :id order by n")
                .bind("id", clockId)
                .map((row, context) -> history(row))
                .list());
    }

    @Override
    public List<HistoryRow> restatements(Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select v.clock_id, v.at, v.cause, v.field, v.old_value, v.new_value from sla_clock_event v"
                                + " join sla_clock_event r on r.clock_id = v.clock_id and r.at = v.at"
                                + " and r.field = 'confirmation' and r.new_value = 'restated'"
                                + " where v.field = 'verdict' and v.at >= :from and v.at < :to order by v.at, v.clock_id")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> history(row))
                .list());
    }

    private static HistoryRow history(ResultSet row) throws SQLException {
        Instant at = instant(row, 2);
        return new HistoryRow(
                row.getString(1),
                at == null ? Instant.EPOCH : at,
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
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
