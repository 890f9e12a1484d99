package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.OpenTickets;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.SourcePolling;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes connectors of settings: the one list of them. */
public final class TicketSources {
    private TicketSources() {}

    /** The readers of all sources that are polled; webhooks come through {@link WebhookIntake}. */
    public static List<PolledSource> polled(
            List<SourceSettings> sources,
            TicketEvents log,
            SourceStates states,
            SourceNotices notices,
            OpenTickets open,
            Transactions transactions) {
        return sources.stream()
                .flatMap(source -> reader(source, log, states, notices, open, transactions).stream())
                .toList();
    }

    private static Optional<PolledSource> reader(
            SourceSettings source,
            TicketEvents log,
            SourceStates states,
            SourceNotices notices,
            OpenTickets open,
            Transactions transactions) {
        return switch (source.type()) {
            case WEBHOOK -> Optional.empty();
            case JDBC ->
                Optional.ofNullable(source.jdbc())
                        .map(jdbc -> new JdbcSource(source, jdbc, log, states, notices, open, transactions));
            case FILE ->
                Optional.ofNullable(source.file())
                        .map(file -> new FileDrop(source, file.directory(), log, states, notices, transactions));
        };
    }

    /** How long each source may be silent. */
    public static List<SourcePolling.Patience> patience(List<SourceSettings> sources) {
        return sources.stream()
                .map(source -> new SourcePolling.Patience(source.id(), source.staleAfterInUse()))
                .toList();
    }

    /** The SQL a JDBC source runs, for the administrator of the ticket system; empty for others. */
    public static String sql(SourceSettings source) {
        JdbcSettings jdbc = source.jdbc();
        return jdbc == null ? "" : JdbcStreams.describe(jdbc);
    }

    /**
     * How far each source's events are complete at an instant, by the name of the source on the wire. A webhook's
     * watermark follows the clock at the distance after which nothing is expected any more; a reader's stands still
     * while it fails.
     */
    public static Map<String, Instant> watermarks(
            List<SourceSettings> sources, Collection<SourceStates.SourceState> states, Instant now) {
        Map<String, SourceStates.SourceState> byId = new HashMap<>();
        states.forEach(state -> byId.put(state.sourceId(), state));
        Map<String, Instant> marks = new HashMap<>();
        for (SourceSettings source : sources) {
            SourceStates.SourceState state = byId.get(source.id());
            Instant stored = state == null ? null : state.watermark();
            if (source.type() == SourceSettings.Type.WEBHOOK) {
                Instant byDelay = now.minus(source.maxDelayInUse());
                stored = stored == null || stored.isBefore(byDelay) ? byDelay : stored;
            }
            if (stored != null) {
                marks.put(source.eventSource(), stored);
            }
        }
        return marks;
    }
}
