package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.OpenTickets;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a ticket system's database page by page. Each page's events, the cursor and (after the last one) the watermark
 * commit together; a source that dies in mid-page costs a repetition, never a row. Not for several threads.
 */
final class JdbcSource implements PolledSource {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSource.class);
    private static final int LARGEST_PAGE = 1_000_000;
    /** The class of SQL states that concern a value of one row, not the connection. */
    private static final String BAD_VALUE = "22";
    /** The class of SQL states that say a table or column is not there, or not for us. */
    private static final String NO_SUCH_TABLE = "42";

    private final SourceSettings source;
    private final JdbcSettings settings;
    private final List<JdbcStream> streams;
    private final JdbcConnections connections;
    private final TicketEvents log;
    private final SourceStates states;
    private final SourceNotices notices;
    private final Transactions transactions;
    private final JdbcPresence presence;

    JdbcSource(
            SourceSettings source,
            JdbcSettings settings,
            TicketEvents log,
            SourceStates states,
            SourceNotices notices,
            OpenTickets open,
            Transactions transactions) {
        this.source = source;
        this.settings = settings;
        this.streams = JdbcStreams.of(settings);
        this.connections = new JdbcConnections(settings);
        this.log = log;
        this.states = states;
        this.notices = notices;
        this.transactions = transactions;
        this.presence = new JdbcPresence(source, settings, connections, log, open, notices, transactions);
    }

    @Override
    public String id() {
        return source.id();
    }

    @Override
    public void poll(Instant now) throws SourceUnreadable {
        JdbcCursor cursor = JdbcCursor.parse(
                states.find(source.id()).map(SourceStates.SourceState::cursor).orElse(null));
        Instant history = cursor.backfillBefore(now.minus(settings.overlapInUse()));
        Mapping mapping = JdbcStreams.tables(settings, source);
        try (Connection connection = connections.open()) {
            learnStatuses(connection, mapping);
            for (JdbcStream stream : streams) {
                new Reading(connection, stream, cursor, mapping, history, now).toTheEnd();
            }
            states.advanced(source.id(), cursor.text(), now.minus(settings.overlapInUse()), now);
            presence.reconcile(connection, mapping, now);
        } catch (SQLException e) {
            throw new SourceUnreadable(
                    settings.url().replaceFirst("[?;].*", "") + " cannot be read: " + e.getMessage(), e);
        }
        SourceWarnings.unmapped(notices, source.id(), mapping.unmapped());
    }

    /** Without the table, or without leave to read it, the preset's names and ids must do. */
    private void learnStatuses(Connection connection, Mapping mapping) throws SQLException {
        String sql = JdbcStreams.statuses(settings);
        if (sql == null) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setQueryTimeout((int) settings.timeoutInUse().toSeconds());
            try (ResultSet result = query.executeQuery()) {
                JdbcRow row = new JdbcRow(result, new LocalTimes(settings.zoneInUse(), null), connections.isMysql());
                while (result.next()) {
                    String id = row.required("id");
                    String name = row.required("name");
                    String kind = row.text("kind");
                    mapping.learn(id, name, kind == null ? null : JdbcStreams.category(settings, id, name, kind));
                }
            }
            connection.commit();
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null || !state.startsWith(NO_SUCH_TABLE)) {
                throw e;
            }
            connection.rollback();
        }
    }

    /** One query, from its restart to its end. */
    private final class Reading {
        private final Connection connection;
        private final JdbcStream stream;
        private final JdbcCursor cursor;
        private final JdbcCursor.Stream position;
        private final Mapping mapping;
        private final Instant history;
        private final Instant now;
        private final boolean first;

        Reading(
                Connection connection,
                JdbcStream stream,
                JdbcCursor cursor,
                Mapping mapping,
                Instant history,
                Instant now) {
            this.connection = connection;
            this.stream = stream;
            this.cursor = cursor;
            this.position = cursor.stream(stream.name());
            this.mapping = mapping;
            this.history = history;
            this.now = now;
            this.first = position.seq() == 0;
        }

        void toTheEnd() throws SQLException {
            JdbcCursor.Mark start = position.restart(now, settings.overlapInUse(), settings.overlapRowsInUse());
            LocalTimes times = new LocalTimes(settings.zoneInUse(), start.latest());
            CursorSql sql = CursorSql.parse(stream.sql());
            long from = start.seq() - 1;
            int size = settings.pageInUse();
            while (true) {
                List<JdbcStream.Mapped> page = new ArrayList<>();
                List<String> bad = new ArrayList<>();
                int rows = 0;
                long last = from;
                try (PreparedStatement query = connection.prepareStatement(sql.text())) {
                    query.setQueryTimeout((int) settings.timeoutInUse().toSeconds());
                    query.setFetchSize(size);
                    sql.bind(query, from, size);
                    try (ResultSet result = query.executeQuery()) {
                        JdbcRow row = new JdbcRow(result, times, connections.isMysql());
                        while (result.next()) {
                            rows++;
                            last = Math.max(last, seq(row));
                            read(row, page, bad);
                        }
                    }
                }
                connection.commit();
                store(page, bad, last, times.latest());
                if (rows < size) {
                    break;
                }
                // Rows of the last seq may go on behind the page, if it is no key: read from them on.
                if (last > from + 1 || size >= LARGEST_PAGE) {
                    from = last > from + 1 ? last - 1 : last;
                } else {
                    size *= 2;
                }
            }
        }

        private long seq(JdbcRow row) throws SQLException {
            if (!row.has(stream.seq())) {
                throw new SQLException("query " + stream.name() + " gives no column " + stream.seq()
                        + "; name the rising number of its rows so, or say in columns.seq what it is called");
            }
            return row.number(stream.seq());
        }

        private void read(JdbcRow row, List<JdbcStream.Mapped> page, List<String> bad) throws SQLException {
            try {
                for (JdbcStream.Mapped one : stream.rows().map(row, mapping)) {
                    TicketEvent event = one.event();
                    if (event.occurredAt().isBefore(history)) {
                        event = event.toBuilder().attr("backfill", true).build();
                    }
                    if (row.timeWasAmbiguous()) {
                        event = event.toBuilder().attr("ambiguous_time", true).build();
                    }
                    page.add(new JdbcStream.Mapped(EventLimits.check(event.withReceivedAt(now)), one.keepFirst()));
                }
            } catch (InvalidEvent e) {
                bad.add(stream.name() + " row " + seq(row) + ": " + e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                // Nobody foresaw such a row; it costs itself and not those behind it.
                LOG.warn("{}: {} row {} cannot be read", source.id(), stream.name(), seq(row), e);
                bad.add(stream.name() + " row " + seq(row) + ": " + e);
            } catch (SQLException e) {
                String state = e.getSQLState();
                if (state == null || !state.startsWith(BAD_VALUE)) {
                    throw e;
                }
                bad.add(stream.name() + " row " + seq(row) + ": " + e.getMessage());
            }
        }

        private void store(List<JdbcStream.Mapped> page, List<String> bad, long last, @Nullable Instant latest) {
            Set<TicketEvent.Key> mutable = new HashSet<>();
            page.stream()
                    .filter(JdbcStream.Mapped::keepFirst)
                    .forEach(one -> mutable.add(one.event().key()));
            boolean repetition = last <= position.seq();
            // On the first reading everything comes at once; what matters is how old the rows themselves are.
            Instant seenAt = first && latest != null && latest.isBefore(now) ? latest : now;
            position.advance(last, seenAt, latest);
            // At every page, or the text of the cursor would grow with a long first reading.
            position.prune(now, settings.overlapInUse(), settings.overlapRowsInUse());
            TicketEvents.Appended appended = transactions.in(() -> {
                Set<TicketEvent.Key> known = mutable.isEmpty() ? Set.of() : log.known(mutable);
                List<TicketEvent> events = page.stream()
                        .map(JdbcStream.Mapped::event)
                        .filter(event -> !known.contains(event.key()))
                        .toList();
                if (!repetition) {
                    bad.forEach(one -> log.quarantine(new TicketEvents.Quarantined(source.id(), null, now, one, one)));
                }
                TicketEvents.Appended result = log.append(events);
                states.moved(source.id(), cursor.text());
                return result;
            });
            if (!appended.conflicts().isEmpty()) {
                SourceWarnings.conflict(notices, source.id(), appended.conflicts());
            }
            bad.addAll(SourceWarnings.refused(appended.refused()));
            if (!bad.isEmpty()) {
                notices.raise(
                        source.id(),
                        SourceNotices.Kind.UNREADABLE,
                        new Text(
                                bad.size() + " rows could not be read; first: " + bad.get(0),
                                "有 " + bad.size() + " 行无法读取，第一行：" + bad.get(0)));
            }
        }
    }
}
