package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.TicketEvent;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One query of a source and what its rows mean.
 *
 * @param sql with {@code :cursor} and {@code :n}; ordered by the column {@code seq}
 * @param seq what the query calls that column
 * @param rows the events of one row, at most a few
 */
record JdbcStream(String name, String sql, String seq, Rows rows) {
    JdbcStream(String name, String sql, Rows rows) {
        this(name, sql, "seq", rows);
    }

    /** Turns a row into events. */
    @FunctionalInterface
    interface Rows {
        List<Mapped> map(JdbcRow row, Mapping mapping) throws SQLException;
    }

    /**
     * An event, and whether its row may change in place later.
     *
     * @param keepFirst true if a later reading of the row may differ and the first one counts (moved by a merge,
     *     edited): then it is no conflict
     */
    record Mapped(TicketEvent event, boolean keepFirst) {
        static List<Mapped> of(@Nullable TicketEvent event) {
            return event == null ? List.of() : List.of(new Mapped(event, false));
        }

        static List<Mapped> keepingFirst(TicketEvent event) {
            return List.of(new Mapped(event, true));
        }

        static List<Mapped> all(List<TicketEvent> events) {
            return events.stream().map(e -> new Mapped(e, false)).toList();
        }
    }
}
