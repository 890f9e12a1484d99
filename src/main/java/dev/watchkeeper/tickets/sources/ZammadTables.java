package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Zammad's tickets, articles and histories, schema of 5.2. Its timestamps are UTC without a zone. Openings and
 * articles equal the webhook's; what a merge moves keeps its first ticket.
 */
final class ZammadTables {
    private static final Duration SAME_ACTION = Duration.ofSeconds(2);

    /** The types of states are fixed, their names are free text. */
    static final String STATUSES = "SELECT s.id, s.name, s.state_type_id AS kind FROM ticket_states s";

    /** Deleting a ticket deletes its history with it; a merge that left no history is told by the state alone. */
    static final String PRESENCE = """
            SELECT t.id AS ticket_key, CASE s.state_type_id WHEN 6 THEN 'merged' WHEN 7 THEN 'deleted' END AS gone,
                   t.updated_at AS gone_at, t.number
              FROM tickets t LEFT JOIN ticket_states s ON s.id = t.state_id WHERE t.id IN (:tickets)
            """;

    private ZammadTables() {}

    /** By {@code state_type_id}; null for merged, removed and what Zammad does not ship. */
    static @Nullable StatusCategory category(String type) {
        return switch (type) {
            case "1" -> StatusCategory.NEW;
            case "2" -> StatusCategory.OPEN;
            case "3", "4" -> StatusCategory.WAITING_CUSTOMER;
            case "5" -> StatusCategory.SOLVED;
            default -> null;
        };
    }

    static List<JdbcStream> streams() {
        return List.of(
                new JdbcStream("tickets", """
                        SELECT t.id AS seq, t.created_at, t.number, t.title, t.customer_id, u.email, o.name AS organization,
                               st.name AS sender, ty.name AS type,
                               COALESCE((SELECT h.value_from FROM histories h
                                   JOIN history_objects ho ON ho.id = h.history_object_id AND ho.name = 'Ticket'
                                   JOIN history_attributes ha ON ha.id = h.history_attribute_id AND ha.name = 'priority'
                                  WHERE h.o_id = t.id ORDER BY h.id LIMIT 1), p.name) AS priority,
                               COALESCE((SELECT h.id_from FROM histories h
                                   JOIN history_objects ho ON ho.id = h.history_object_id AND ho.name = 'Ticket'
                                   JOIN history_attributes ha ON ha.id = h.history_attribute_id AND ha.name = 'state'
                                  WHERE h.o_id = t.id ORDER BY h.id LIMIT 1), t.state_id) AS state_id,
                               t.organization_id, t.created_by_id
                          FROM tickets t
                          LEFT JOIN users u ON u.id = t.customer_id
                          LEFT JOIN organizations o ON o.id = t.organization_id
                          LEFT JOIN ticket_article_senders st ON st.id = t.create_article_sender_id
                          LEFT JOIN ticket_article_types ty ON ty.id = t.create_article_type_id
                          LEFT JOIN ticket_priorities p ON p.id = t.priority_id
                         WHERE t.id > :cursor ORDER BY t.id LIMIT :n
                        """, ZammadTables::ticket),
                new JdbcStream("articles", """
                        SELECT a.id AS seq, a.ticket_id, st.name AS sender, ty.name AS type, a.internal, a.preferences,
                               a.created_at, COALESCE(a.origin_by_id, a.created_by_id) AS author,
                               t.created_at AS ticket_created_at,
                               (SELECT MIN(h.created_at) FROM histories h
                                  JOIN history_types ht ON ht.id = h.history_type_id AND ht.name = 'merged_into'
                                 WHERE h.o_id = a.ticket_id) AS merged_at
                          FROM ticket_articles a
                          JOIN tickets t ON t.id = a.ticket_id
                          JOIN ticket_article_senders st ON st.id = a.sender_id
                          JOIN ticket_article_types ty ON ty.id = a.type_id
                         WHERE a.id > :cursor ORDER BY a.id LIMIT :n
                        """, ZammadTables::article),
                new JdbcStream("histories", """
                        SELECT h.id AS seq, h.o_id AS ticket_id, ht.name AS kind, ha.name AS attribute,
                               h.value_from, h.value_to, h.id_from, h.id_to, h.created_by_id, h.created_at
                          FROM histories h
                          JOIN history_types ht ON ht.id = h.history_type_id
                          JOIN history_objects ho ON ho.id = h.history_object_id AND ho.name = 'Ticket'
                          LEFT JOIN history_attributes ha ON ha.id = h.history_attribute_id
                         WHERE h.id > :cursor ORDER BY h.id LIMIT :n
                        """, ZammadTables::history));
    }

    private static List<JdbcStream.Mapped> ticket(JdbcRow row, Mapping mapping) throws SQLException {
        TicketEventBuilder opened = ZammadArticles.opened(
                mapping,
                row.required("seq"),
                row.text("sender"),
                row.text("type"),
                row.text("customer_id"),
                row.text("created_by_id"),
                row.instant("created_at"));
        opened.customer(mapping.customer(row.text("organization"), row.text("organization_id"), row.text("email")));
        mapping.opening(opened, row.text("title"), null, row.text("priority"), null);
        mapping.number(opened, row.text("number"));
        String state = row.text("state_id");
        String name = state == null ? "new" : mapping.nameOf(state);
        // A state that was not learned is only a number; a new ticket is new.
        boolean known = state != null && !name.equals(state);
        mapping.status(
                opened,
                known ? name : "new",
                known && !ZammadArticles.isGone(name) ? mapping.category(name, state) : StatusCategory.NEW);
        return JdbcStream.Mapped.keepingFirst(opened.build());
    }

    private static List<JdbcStream.Mapped> article(JdbcRow row, Mapping mapping) throws SQLException {
        Instant ticketAt = row.instant("ticket_created_at");
        Instant at = row.instant("created_at");
        if (Duration.between(ticketAt, at).abs().compareTo(SAME_ACTION) <= 0) {
            return List.of(); // the opening text belongs to the opening
        }
        boolean tellsOfMerge = row.text("merged_at") != null
                && "note".equals(row.text("type"))
                && Duration.between(row.instant("merged_at"), at).abs().compareTo(SAME_ACTION) <= 0;
        String preferences = row.text("preferences");
        boolean auto = preferences != null
                && preferences.replaceAll("[ \"']", "").contains("is-auto-response:true"); // YAML or JSON
        return JdbcStream.Mapped.keepingFirst(ZammadArticles.event(
                mapping,
                row.required("ticket_id"),
                row.required("seq"),
                row.text("sender"),
                row.text("type"),
                row.flag("internal") || tellsOfMerge,
                auto,
                row.text("author"),
                at));
    }

    private static List<JdbcStream.Mapped> history(JdbcRow row, Mapping mapping) throws SQLException {
        String id = "history/" + row.number("seq");
        String ticket = row.required("ticket_id");
        Instant at = row.instant("created_at");
        Actor actor = new Actor(Actor.Kind.AGENT, row.text("created_by_id"), null);
        String kind = row.required("kind").toLowerCase(Locale.ROOT);
        String attribute = row.text("attribute");
        String from = row.text("value_from");
        String to = row.text("value_to");
        if (kind.equals("merged_into")) {
            return JdbcStream.Mapped.of(mapping.event(id, EventType.TICKET_MERGED, ticket, at)
                    .actor(actor)
                    .attr("merged_into", row.required("id_to"))
                    .build());
        }
        if (!kind.equals("updated") || attribute == null) {
            return JdbcStream.Mapped.of(
                    mapping.other(id, "zammad." + kind, ticket, at).build());
        }
        return switch (attribute) {
            case "state" -> JdbcStream.Mapped.of(state(row, id, ticket, at, actor, mapping));
            case "priority" -> JdbcStream.Mapped.all(mapping.priority(id, ticket, at, actor, from, to));
            case "owner" ->
                JdbcStream.Mapped.of(mapping.event(id, EventType.ASSIGNMENT_CHANGED, ticket, at)
                        .actor(actor)
                        .change(owner(row.text("id_from")), owner(row.text("id_to")))
                        .build());
            case "organization" ->
                JdbcStream.Mapped.of(
                        organization(id, ticket, at, row, mapping).actor(actor).build());
            case "group" ->
                JdbcStream.Mapped.of(mapping.event(id, EventType.ASSIGNMENT_CHANGED, ticket, at)
                        .actor(actor)
                        .attr("group", String.valueOf(to))
                        .build());
            default ->
                JdbcStream.Mapped.of(mapping.other(id, "zammad.updated." + attribute, ticket, at)
                        .build());
        };
    }

    private static @Nullable String owner(@Nullable String id) {
        return ZammadArticles.SYSTEM.equals(id) ? null : id;
    }

    /** Only an organisation that the table of the source knows makes the ticket another customer's. */
    private static TicketEventBuilder organization(String id, String ticket, Instant at, JdbcRow row, Mapping mapping)
            throws SQLException {
        String to = mapping.customer(row.text("value_to"), row.text("id_to"));
        return to == null
                ? mapping.other(id, "zammad.updated.organization", ticket, at)
                : mapping.event(id, EventType.CUSTOMER_CHANGED, ticket, at)
                        .change(mapping.customer(row.text("value_from"), row.text("id_from")), to);
    }

    private static TicketEvent state(JdbcRow row, String id, String ticket, Instant at, Actor actor, Mapping mapping)
            throws SQLException {
        String from = row.text("value_from");
        String to = row.text("value_to");
        if (to == null || to.equalsIgnoreCase("merged")) {
            return mapping.other(id, "zammad.state", ticket, at).build(); // merged_into tells it
        }
        if (ZammadArticles.isGone(to)) {
            return mapping.event(id, EventType.TICKET_DELETED, ticket, at)
                    .actor(actor)
                    .attr("reason", to)
                    .build();
        }
        StatusCategory old =
                from == null || ZammadArticles.isGone(from) ? null : mapping.category(from, row.text("id_from"));
        return mapping.transition(id, ticket, at, old, mapping.category(to, row.text("id_to")), to)
                .map(change -> change.actor(actor).build())
                .orElseGet(() -> mapping.other(id, "zammad.state", ticket, at).build());
    }
}
