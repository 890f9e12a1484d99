package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.OpenTickets;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the open tickets against the ticket system: what was deleted there ends here, and so does what is not there any
 * more in two readings. A single reading ends nothing by silence, an answer without any known ticket is not believed,
 * and if many vanish at once they are named and stay for a day.
 */
final class JdbcPresence {
    /** Between the reading that missed a ticket first and the one that ends it. */
    static final Duration CONFIRM = Duration.ofMinutes(1);
    /** The same where so many are missing that the source may be what is wrong. */
    static final Duration CONFIRM_MANY = Duration.ofHours(24);

    private static final int FEW = 10;
    private static final int CONTROLS = 20;
    private static final int CHUNK = 500;
    private static final String TICKETS = ":tickets";

    /**
     * What the source says of one ticket.
     *
     * @param gone why it has ended, for example {@code deleted}; null if it is there
     * @param at when it ended; null if the source does not tell
     * @param number the number people know; null if the source has none
     */
    private record Found(
            @Nullable String gone,
            @Nullable Instant at,
            @Nullable String number) {}

    private final SourceSettings source;
    private final JdbcSettings settings;
    private final JdbcConnections connections;
    private final TicketEvents log;
    private final OpenTickets tickets;
    private final SourceNotices notices;
    private final Transactions transactions;

    JdbcPresence(
            SourceSettings source,
            JdbcSettings settings,
            JdbcConnections connections,
            TicketEvents log,
            OpenTickets tickets,
            SourceNotices notices,
            Transactions transactions) {
        this.source = source;
        this.settings = settings;
        this.connections = connections;
        this.log = log;
        this.tickets = tickets;
        this.notices = notices;
        this.transactions = transactions;
    }

    /** After everything new was read to its end. What cannot be compared stays as it is, and is told. */
    void reconcile(Connection connection, Mapping mapping, Instant now) {
        String sql = JdbcStreams.presence(settings);
        if (sql == null) {
            return;
        }
        Map<String, String> open = tickets.open(source.id());
        if (open.isEmpty()) {
            return;
        }
        Set<String> asked = new LinkedHashSet<>(open.keySet());
        asked.addAll(tickets.others(source.id(), CONTROLS));
        Map<String, Found> found;
        try {
            found = read(connection, sql, asked);
            connection.commit();
        } catch (SQLException | InvalidEvent e) {
            tell(
                    "open tickets cannot be compared with the source, so those deleted there go on here: "
                            + e.getMessage(),
                    "未结工单无法与来源核对，来源中已删除的工单在此仍会继续计时：" + e.getMessage());
            return;
        }
        judge(open, found, mapping, now);
    }

    private void judge(Map<String, String> open, Map<String, Found> found, Mapping mapping, Instant now) {
        Map<String, Instant> before = tickets.missing(source.id());
        Map<String, Instant> missing = new TreeMap<>();
        List<TicketEvent> events = new ArrayList<>();
        for (Map.Entry<String, String> one : open.entrySet()) {
            String ticket = one.getKey();
            Found there = found.get(ticket);
            if (there == null) {
                missing.put(ticket, before.getOrDefault(ticket, now));
            } else if (there.gone() != null) {
                events.add(ended(mapping, ticket, there.gone(), notAfter(there.at(), now)));
            } else if (there.number() != null && !there.number().equals(one.getValue())) {
                events.add(numbered(mapping, ticket, there.number(), now));
            }
        }
        boolean many = found.isEmpty() || (missing.size() > FEW && missing.size() * 5 > open.size());
        Duration wait = many ? CONFIRM_MANY : CONFIRM;
        missing.entrySet().removeIf(entry -> {
            boolean confirmed = !entry.getValue().plus(wait).isAfter(now);
            if (confirmed) {
                events.add(ended(mapping, entry.getKey(), "deleted", entry.getValue()));
            }
            return confirmed;
        });
        transactions.run(() -> {
            append(events, now);
            if (!missing.equals(before)) {
                tickets.missing(source.id(), missing);
            }
        });
        tellMany(many, missing.keySet(), open.size());
    }

    private void append(List<TicketEvent> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        List<TicketEvent> given = events.stream()
                .map(event -> EventLimits.check(event.withReceivedAt(now)))
                .toList();
        Set<TicketEvent.Key> known =
                log.known(given.stream().map(TicketEvent::key).toList());
        log.append(given.stream().filter(event -> !known.contains(event.key())).toList());
    }

    private void tellMany(boolean many, Collection<String> missing, int open) {
        if (!many || missing.isEmpty()) {
            notices.clear(source.id(), SourceNotices.Kind.TICKETS_MISSING);
            return;
        }
        String some = missing.stream().limit(5).collect(Collectors.joining(", "));
        tell(
                missing.size() + " of " + open + " open tickets are not in the source any more (" + some
                        + "). They go on here for 24 hours, in case the source is what is wrong; then they end as deleted",
                open + " 张未结工单中有 " + missing.size() + " 张在来源中找不到（" + some + "）。考虑到可能是来源的问题，这些工单会继续计时 24 小时，之后按已删除处理");
    }

    private void tell(String english, String chinese) {
        notices.raise(source.id(), SourceNotices.Kind.TICKETS_MISSING, new Text(english, chinese));
    }

    private static Instant notAfter(@Nullable Instant at, Instant now) {
        return at == null || at.isAfter(now) ? now : at;
    }

    private static TicketEvent ended(Mapping mapping, String ticket, String reason, Instant at) {
        return mapping.event("reconciled/" + ticket + "/ended", EventType.TICKET_DELETED, ticket, at)
                .actor(Actor.system("reconciliation"))
                .attr("reason", reason)
                .attr("reconciled", true)
                .build();
    }

    private static TicketEvent numbered(Mapping mapping, String ticket, String number, Instant now) {
        return mapping.other("reconciled/" + ticket + "/number/" + number, "ticket.numbered", ticket, now)
                .attr("number", number)
                .build();
    }

    private Map<String, Found> read(Connection connection, String sql, Set<String> asked) throws SQLException {
        Map<String, Found> found = new HashMap<>();
        if (!sql.contains(TICKETS)) {
            read(connection, sql, List.of(), asked, found);
            return found;
        }
        // The keys of the tables we know are numbers; what is none came another way.
        List<String> numbers =
                asked.stream().filter(one -> one.matches("[0-9]{1,18}")).toList();
        for (int from = 0; from < numbers.size(); from += CHUNK) {
            List<String> chunk = numbers.subList(from, Math.min(from + CHUNK, numbers.size()));
            String marks = String.join(",", Collections.nCopies(chunk.size(), "?"));
            read(connection, sql.replace(TICKETS, marks), chunk, asked, found);
        }
        return found;
    }

    private void read(
            Connection connection, String sql, List<String> numbers, Set<String> asked, Map<String, Found> found)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setQueryTimeout((int) settings.timeoutInUse().toSeconds());
            query.setFetchSize(settings.pageInUse());
            for (int i = 0; i < numbers.size(); i++) {
                query.setLong(i + 1, Long.parseLong(numbers.get(i)));
            }
            try (ResultSet result = query.executeQuery()) {
                JdbcRow row = new JdbcRow(result, new LocalTimes(settings.zoneInUse(), null), connections.isMysql());
                while (result.next()) {
                    String ticket = row.required("ticket_key");
                    if (asked.contains(ticket)) {
                        String gone = row.text("gone");
                        boolean dated = gone != null && row.text("gone_at") != null;
                        found.put(ticket, new Found(gone, dated ? row.instant("gone_at") : null, row.text("number")));
                    }
                }
            }
        }
    }
}
