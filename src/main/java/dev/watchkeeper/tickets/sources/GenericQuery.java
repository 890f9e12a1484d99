package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventForm;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract of an operator's query: event_id, seq, ticket_key, type, occurred_at, actor_kind, actor_id, channel,
 * is_public, is_automatic, from_value, to_value, customer, attrs (JSON). Types with or without {@code watchkeeper.};
 * raw statuses in from_value, to_value go through the status table.
 */
final class GenericQuery {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private GenericQuery() {}

    static JdbcStream stream(JdbcSettings.Query query) {
        String seq = query.columns().getOrDefault("seq", "seq");
        return new JdbcStream(query.name(), query.sql(), seq, (row, mapping) -> rows(query, row, mapping));
    }

    private static List<JdbcStream.Mapped> rows(JdbcSettings.Query query, JdbcRow row, Mapping mapping)
            throws SQLException {
        Columns columns = new Columns(query, row);
        String type = columns.required("type");
        String wire = type.startsWith("watchkeeper.") ? type : "watchkeeper." + type;
        EventType kind = EventType.of(wire);
        String id = columns.required("event_id");
        String ticket = columns.required("ticket_key");
        Instant at = row.instant(columns.name("occurred_at"));
        Actor actor = columns.actor();
        String from = columns.text("from_value");
        String to = columns.text("to_value");
        TicketEventBuilder event;
        switch (kind) {
            case STATUS_CHANGED, TICKET_SOLVED, TICKET_CLOSED, TICKET_REOPENED -> {
                String raw = to == null ? statusOf(kind) : to;
                var change = mapping.transition(
                        id, ticket, at, from == null ? null : mapping.category(from), mapping.category(raw), raw);
                if (change.isEmpty()) {
                    return List.of();
                }
                event = change.get();
            }
            case PRIORITY_CHANGED -> {
                return JdbcStream.Mapped.all(mapping.priority(id, ticket, at, actor, from, to));
            }
            case UNKNOWN -> event = mapping.other(id, type, ticket, at).change(from, to);
            default -> event = mapping.event(id, kind, ticket, at).change(from, to);
        }
        String customer = columns.text("customer");
        String mapped = mapping.customer(customer);
        event.actor(actor)
                .seq(row.number(columns.name("seq")))
                .isPublic(columns.flag("is_public"))
                .automatic(columns.flag("is_automatic"))
                .customer(mapped == null ? customer : mapped);
        String channel = columns.text("channel");
        event.channel(mapping.channelOr(channel == null ? null : Channel.of(channel.toLowerCase(Locale.ROOT))));
        attributes(columns.text("attrs"), event);
        // Through the wire form once more: what a file or a webhook must fulfil, a query must too.
        return JdbcStream.Mapped.of(EventForm.read(EventForm.write(event.build())));
    }

    private static String statusOf(EventType kind) {
        return switch (kind) {
            case TICKET_SOLVED -> "solved";
            case TICKET_CLOSED -> "closed";
            default -> "open";
        };
    }

    private static void attributes(@Nullable String json, TicketEventBuilder event) {
        if (json != null) {
            try {
                event.attrs(JsonTree.MAPPER.readValue(json, OBJECT));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new InvalidEvent("column attrs holds no JSON object");
            }
        }
    }

    /** The contract's columns under the query's names, or as constants. */
    private record Columns(JdbcSettings.Query query, JdbcRow row) {
        String name(String column) {
            return query.columns().getOrDefault(column, column);
        }

        @Nullable
        String text(String column) throws SQLException {
            String constant = query.constants().get(column);
            return constant != null ? constant : row.text(name(column));
        }

        String required(String column) throws SQLException {
            String text = text(column);
            if (text == null) {
                throw new InvalidEvent("column " + name(column) + " (" + column + ") is missing or empty");
            }
            return text;
        }

        boolean flag(String column) throws SQLException {
            String constant = query.constants().get(column);
            return constant != null
                    ? Map.of("true", true, "1", true).getOrDefault(constant, false)
                    : row.flag(name(column));
        }

        @Nullable
        Actor actor() throws SQLException {
            String kind = text("actor_kind");
            return kind == null
                    ? null
                    : new Actor(Actor.Kind.of(kind.toLowerCase(Locale.ROOT)), text("actor_id"), null);
        }
    }
}
