package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * osTicket's thread entries and thread events, schema of 2023-10. Traps it knows: a reopen marks the earlier closing
 * annulled, yet the closing happened; an edit is a new row with the old time; a merge moves the child's entries.
 */
final class OsTicket {
    private static final int OPENING = 0x01;
    private static final int EDITED = 0x02;
    private static final int MOVED_BY_MERGE = 0x400;

    private OsTicket() {}

    static Mapping tables(String source, MappingSettings settings) {
        return new Mapping(
                source,
                settings,
                Map.of(
                        "open", StatusCategory.OPEN,
                        "resolved", StatusCategory.SOLVED,
                        "closed", StatusCategory.CLOSED,
                        "archived", StatusCategory.CLOSED,
                        "deleted", StatusCategory.CLOSED,
                        "1", StatusCategory.OPEN, // as delivered; later ones are learned from the status table
                        "2", StatusCategory.SOLVED,
                        "3", StatusCategory.CLOSED,
                        "4", StatusCategory.CLOSED,
                        "5", StatusCategory.CLOSED),
                Map.of(
                        "emergency", TicketSeverity.S1,
                        "high", TicketSeverity.S2,
                        "normal", TicketSeverity.S3,
                        "low", TicketSeverity.S4));
    }

    static String statuses(String prefix) {
        return "SELECT s.id, s.name, s.state AS kind FROM " + prefix + "ticket_status s";
    }

    /**
     * An open status of the operator's own says nothing of whether anybody waits, so it stays with the table of the
     * source; a closed one is closed, unless it is the delivered "Resolved".
     */
    static @Nullable StatusCategory category(String id, String name, String kind) {
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "closed" ->
                id.equals("2") || name.equalsIgnoreCase("resolved") ? StatusCategory.SOLVED : StatusCategory.CLOSED;
            case "archived", "deleted" -> StatusCategory.CLOSED;
            default -> id.equals("1") ? StatusCategory.OPEN : null;
        };
    }

    /** A deleted ticket takes its thread along, so that no event tells of it. */
    static String presence(String prefix) {
        return "SELECT t.ticket_id AS ticket_key, t.number FROM " + prefix + "ticket t WHERE t.ticket_id IN (:tickets)";
    }

    static List<JdbcStream> streams(String prefix) {
        String entries = """
                SELECT e.id AS seq, th.object_id AS ticket_id, e.pid, e.type, e.staff_id, e.user_id, e.poster,
                       e.source AS entry_source, t.source, t.number, e.flags, e.created, e.title, e.body, m.address, p.priority,
                       (SELECT MIN(v.uid_type) FROM ost_thread_event v
                          JOIN ost_event x ON x.id = v.event_id AND x.name = 'created'
                         WHERE v.thread_id = e.thread_id) AS created_by
                  FROM ost_thread_entry e
                  JOIN ost_thread th ON th.id = e.thread_id AND th.object_type = 'T'
                  LEFT JOIN ost_ticket t ON t.ticket_id = th.object_id
                  LEFT JOIN ost_user u ON u.id = t.user_id
                  LEFT JOIN ost_user_email m ON m.id = u.default_email_id
                  LEFT JOIN ost_ticket__cdata c ON c.ticket_id = t.ticket_id
                  LEFT JOIN ost_ticket_priority p ON p.priority_id = c.priority
                 WHERE e.id > :cursor ORDER BY e.id LIMIT :n
                """;
        String events = """
                SELECT v.id AS seq, th.object_id AS ticket_id, t.ticket_pid, x.name, v.data, v.uid, v.uid_type,
                       v.annulled, v.timestamp AS happened
                  FROM ost_thread_event v
                  JOIN ost_event x ON x.id = v.event_id
                  JOIN ost_thread th ON th.id = v.thread_id AND th.object_type = 'T'
                  LEFT JOIN ost_ticket t ON t.ticket_id = th.object_id
                 WHERE v.id > :cursor ORDER BY v.id LIMIT :n
                """;
        return List.of(
                new JdbcStream("entries", entries.replace("ost_", prefix), OsTicket::entry),
                new JdbcStream("events", events.replace("ost_", prefix), OsTicket::event));
    }

    private static List<JdbcStream.Mapped> entry(JdbcRow row, Mapping mapping) throws SQLException {
        String id = "entry/" + row.number("seq");
        String ticket = row.required("ticket_id");
        Instant at = row.instant("created");
        long flags = row.number("flags");
        if (row.number("pid") > 0 && (flags & EDITED) != 0) {
            return JdbcStream.Mapped.of(
                    mapping.other(id, "osticket.entry.edited", ticket, at).build());
        }
        if ((flags & MOVED_BY_MERGE) != 0) {
            // Read before the merge, it keeps its event; else nobody can say whose it was, but not this ticket's.
            return JdbcStream.Mapped.keepingFirst(
                    mapping.other(id, "osticket.entry.moved", ticket, at).build());
        }
        Channel own = channel(row.text("entry_source"));
        Channel channel = mapping.channelOr(own == null ? channel(row.text("source")) : own);
        String type = row.required("type");
        String user = row.text("user_id");
        String staff = row.text("staff_id");
        boolean byStaff = staff != null && !staff.equals("0");
        if (type.equals("M") && (flags & OPENING) != 0) {
            TicketEventBuilder opened = mapping.event(id, EventType.TICKET_OPENED, ticket, at)
                    .customer(mapping.customer(row.text("address")))
                    .actor(Actor.customer(String.valueOf(user)))
                    .channel(channel)
                    .isPublic(true)
                    .attr("initiated_by", "customer");
            if (channel == Channel.HOTLINE && "S".equals(row.text("created_by"))) {
                opened.actor(new Actor(Actor.Kind.AGENT, null, null)).attr("live", true); // a call, written down
            }
            mapping.opening(opened, row.text("title"), row.text("body"), row.text("priority"), "open");
            mapping.number(opened, row.text("number"));
            return JdbcStream.Mapped.keepingFirst(opened.build());
        }
        TicketEventBuilder event = switch (type) {
            case "M" ->
                mapping.event(id, EventType.MESSAGE_CUSTOMER, ticket, at)
                        .actor(Actor.customer(String.valueOf(user)))
                        .isPublic(true);
            // Without a member of staff it is the system's canned reply.
            case "R" ->
                mapping.event(id, EventType.MESSAGE_AGENT, ticket, at)
                        .actor(new Actor(byStaff ? Actor.Kind.AGENT : Actor.Kind.SYSTEM, staff, null))
                        .automatic(!byStaff)
                        .isPublic(true);
            case "N" ->
                mapping.event(id, EventType.NOTE_INTERNAL, ticket, at)
                        .actor(new Actor(byStaff ? Actor.Kind.AGENT : Actor.Kind.SYSTEM, staff, null));
            default -> mapping.other(id, "osticket.entry." + type, ticket, at);
        };
        event.channel(channel).seq(row.number("seq")).rawRef("thread_entry:" + row.number("seq"));
        return JdbcStream.Mapped.of(event.build());
    }

    private static List<JdbcStream.Mapped> event(JdbcRow row, Mapping mapping) throws SQLException {
        String id = "event/" + row.number("seq");
        String ticket = row.required("ticket_id");
        Instant at = row.instant("happened");
        Actor actor = actor(row);
        JsonNode data = data(row.text("data"));
        String name = row.required("name").toLowerCase(Locale.ROOT);
        TicketEventBuilder event = switch (name) {
            case "closed" -> status(id, ticket, at, data, null, StatusCategory.CLOSED, mapping);
            case "reopened" -> status(id, ticket, at, data, StatusCategory.CLOSED, StatusCategory.OPEN, mapping);
            case "edited" ->
                data.path("status").isMissingNode()
                        ? mapping.other(id, "osticket.edited", ticket, at)
                        : status(id, ticket, at, data, null, StatusCategory.OPEN, mapping);
            case "assigned", "released", "transferred", "referred" ->
                mapping.event(id, EventType.ASSIGNMENT_CHANGED, ticket, at);
            case "deleted" ->
                mapping.event(id, EventType.TICKET_DELETED, ticket, at).attr("reason", "deleted");
            case "merged" -> merged(id, ticket, row.text("ticket_pid"), at, data, mapping);
            default -> mapping.other(id, "osticket." + name, ticket, at);
        };
        boolean merge = name.equals("merged"); // which side is the child may become known a moment later
        JdbcStream.Mapped mapped =
                new JdbcStream.Mapped(event.actor(actor).seq(row.number("seq")).build(), merge);
        return List.of(mapped);
    }

    /** Both tickets log the merge, each naming the other; the child is the one whose parent it names. */
    private static TicketEventBuilder merged(
            String id, String ticket, @Nullable String parent, Instant at, JsonNode data, Mapping mapping) {
        String other = JsonTree.text(data, "id");
        if (other != null && other.equals(parent)) {
            return mapping.event(id, EventType.TICKET_MERGED, ticket, at).attr("merged_into", other);
        }
        return mapping.other(id, "osticket.merged", ticket, at);
    }

    /** {@code data.status} is [2, "Resolved"], or an id, or absent. */
    private static TicketEventBuilder status(
            String id,
            String ticket,
            Instant at,
            JsonNode data,
            @Nullable StatusCategory from,
            StatusCategory otherwise,
            Mapping mapping) {
        JsonNode status = data.path("status");
        String key = status.isArray() ? JsonTree.text(status.path(0)) : JsonTree.text(status);
        String name = status.isArray() && status.size() > 1 ? JsonTree.text(status.path(1)) : null;
        String raw = name != null ? name : key != null ? mapping.nameOf(key) : otherwise.word();
        StatusCategory to = mapping.category(raw, key);
        if (otherwise.isDone() && !to.isDone()) {
            to = otherwise; // the event says so, whatever the status is called
        }
        return mapping.transition(id, ticket, at, from, to, raw)
                .orElseGet(() -> mapping.other(id, "osticket.status", ticket, at));
    }

    private static Actor actor(JdbcRow row) throws SQLException {
        String uid = row.text("uid");
        String type = row.text("uid_type");
        if (uid == null || type == null) {
            return new Actor(Actor.Kind.SYSTEM, null, null);
        }
        return new Actor(
                switch (type) {
                    case "S" -> Actor.Kind.AGENT;
                    case "U" -> Actor.Kind.CUSTOMER;
                    default -> Actor.Kind.SYSTEM;
                },
                uid,
                null);
    }

    private static JsonNode data(@Nullable String json) {
        if (json == null) {
            return JsonTree.MAPPER.createObjectNode();
        }
        try {
            return JsonTree.read(json);
        } catch (InvalidEvent e) {
            return JsonTree.MAPPER.createObjectNode();
        }
    }

    private static @Nullable Channel channel(@Nullable String source) {
        return source == null
                ? null
                : switch (source.toLowerCase(Locale.ROOT)) {
                    case "web" -> Channel.PORTAL;
                    case "email" -> Channel.EMAIL;
                    case "phone" -> Channel.HOTLINE;
                    default -> null;
                };
    }
}
