package dev.watchkeeper.store;

import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook.Change;
import dev.watchkeeper.sla.ClockBook.FallenMark;
import dev.watchkeeper.sla.ClockBook.HistoryRow;
import dev.watchkeeper.sla.ClockBook.TicketCard;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes what folds changed. Must run under the tickets' locks: what is new and what is known is already told apart. */
record ClockWriter(Handle handle, String tzdb) {
    private static final String UPDATE_CARD = """
            update ticket set customer = ?, status = ?, severity = ?, plan = ?, channel = ?, title = ?, assignee = ?,
                opened_at = ?, is_open = ?, flags = ?, next_at = ?, folded_at = ?, ticket_number = ?
            where ticket_key = ?
            """;

    void write(Collection<Change> changes) {
        Batch cards = new Batch(handle, UPDATE_CARD);
        Batch inserts = new Batch(handle, ClockRows.INSERT);
        Batch updates = new Batch(handle, ClockRows.UPDATE);
        List<String> gone = new ArrayList<>();
        List<HistoryRow> begun = new ArrayList<>();
        List<HistoryRow> continued = new ArrayList<>();
        List<FallenMark> marks = new ArrayList<>();
        for (Change change : changes) {
            if (!change.card().equals(change.was())) {
                addCard(cards, change.card(), change.at());
            }
            for (Clock clock : change.clocks()) {
                if (change.added().contains(clock.id())) {
                    inserts.add(ClockRows.values(clock, change.at(), tzdb));
                } else {
                    updates.add(ClockRows.valuesAndId(clock, change.at(), tzdb));
                }
            }
            gone.addAll(change.gone());
            (change.isFirst() ? begun : continued).addAll(change.history());
            marks.addAll(change.marks());
        }
        cards.execute();
        inserts.execute();
        updates.execute();
        JdbiTicketEvents.chunks(
                gone,
                chunk -> handle.createUpdate("delete from sla_clock where clock_id in (<ids>)")
                        .bindList("ids", chunk)
                        .execute());
        writeMarks(marks);
        writeHistory(begun, new HashMap<>());
        writeHistory(continued, lastNumbers(continued));
    }

    private static void addCard(Batch batch, TicketCard card, Instant at) {
        TicketSeverity severity = card.severity();
        batch.add(
                JdbiTicketEvents.cut(card.customer(), 255),
                card.status(),
                severity == null ? null : severity.name(),
                card.plan(),
                card.channel(),
                JdbiTicketEvents.cut(card.title(), 400),
                JdbiTicketEvents.cut(card.assignee(), 200),
                card.openedAt(),
                card.open(),
                String.join(",", card.flags()),
                card.nextAt(),
                at,
                JdbiTicketEvents.cut(card.number(), 100),
                card.key());
    }

    private void writeMarks(List<FallenMark> marks) {
        Batch batch = new Batch(
                handle,
                "insert into sla_mark (clock_id, ticket_key, mark, target_version, mark_at, noticed_at, outcome,"
                        + " late, passed_over) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (FallenMark mark : marks) {
            batch.add(
                    mark.clockId(),
                    mark.ticketKey(),
                    mark.mark(),
                    mark.targetVersion(),
                    mark.markAt(),
                    mark.noticedAt(),
                    mark.outcome().word(),
                    mark.late(),
                    String.join(",", mark.passedOver()));
        }
        batch.execute();
    }

    /** Looked up one by one in the key: a list of a thousand keys makes PostgreSQL read the whole table. */
    private Map<String, Integer> lastNumbers(List<HistoryRow> history) {
        Map<String, Integer> last = new HashMap<>();
        List<String> ids = history.stream().map(HistoryRow::clockId).distinct().toList();
        if (!ids.isEmpty()) {
            handle.createQuery(
                            "select x.id, coalesce((select max(n) from sla_clock_event e where e.clock_id = x.id), 0)"
                                    + " from unnest(cast(:ids as varchar(660) array)) as x(id)")
                    .bindArray("ids", String.class, ids)
                    .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                    .forEach(entry -> last.put(entry.getKey(), entry.getValue()));
        }
        return last;
    }

    private void writeHistory(List<HistoryRow> history, Map<String, Integer> last) {
        Batch batch = new Batch(
                handle,
                "insert into sla_clock_event (clock_id, n, at, cause, field, old_value, new_value)"
                        + " values (?, ?, ?, ?, ?, ?, ?)");
        for (HistoryRow row : history) {
            batch.add(
                    row.clockId(),
                    last.merge(row.clockId(), 1, Integer::sum),
                    row.at(),
                    row.cause(),
                    row.field(),
                    JdbiTicketEvents.cut(row.oldValue(), 1000),
                    JdbiTicketEvents.cut(row.newValue(), 1000));
        }
        batch.execute();
    }
}
