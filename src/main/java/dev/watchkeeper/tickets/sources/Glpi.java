package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GLPI 10 and 11. Times are TIMESTAMP and follow the session (UTC). Log values may be numbers or words in the language
 * of whoever wrote them: words of other languages go into {@code mapping.statuses}.
 */
final class Glpi {
    private static final String STATUS = "12";
    private static final String PRIORITY = "3";

    static final String PRESENCE = """
            SELECT t.id AS ticket_key, CASE WHEN t.is_deleted = 1 THEN 'deleted' END AS gone, t.date_mod AS gone_at
              FROM glpi_tickets t WHERE t.id IN (:tickets)
            """;

    private Glpi() {}

    static Mapping tables(String source, MappingSettings settings) {
        return new Mapping(
                source,
                settings,
                Map.ofEntries(
                        Map.entry("1", StatusCategory.NEW),
                        Map.entry("2", StatusCategory.OPEN),
                        Map.entry("3", StatusCategory.OPEN),
                        Map.entry("4", StatusCategory.WAITING_CUSTOMER),
                        Map.entry("5", StatusCategory.SOLVED),
                        Map.entry("6", StatusCategory.CLOSED),
                        Map.entry("10", StatusCategory.ON_HOLD),
                        Map.entry("new", StatusCategory.NEW),
                        Map.entry("processing (assigned)", StatusCategory.OPEN),
                        Map.entry("processing (planned)", StatusCategory.OPEN),
                        Map.entry("pending", StatusCategory.WAITING_CUSTOMER),
                        Map.entry("solved", StatusCategory.SOLVED),
                        Map.entry("closed", StatusCategory.CLOSED),
                        Map.entry("approval", StatusCategory.ON_HOLD)),
                Map.ofEntries(
                        Map.entry("6", TicketSeverity.S1),
                        Map.entry("5", TicketSeverity.S1),
                        Map.entry("4", TicketSeverity.S2),
                        Map.entry("3", TicketSeverity.S3),
                        Map.entry("2", TicketSeverity.S4),
                        Map.entry("1", TicketSeverity.S4),
                        Map.entry("major", TicketSeverity.S1),
                        Map.entry("very high", TicketSeverity.S1),
                        Map.entry("high", TicketSeverity.S2),
                        Map.entry("medium", TicketSeverity.S3),
                        Map.entry("low", TicketSeverity.S4),
                        Map.entry("very low", TicketSeverity.S4)));
    }

    static List<JdbcStream> streams() {
        return List.of(
                new JdbcStream("tickets", """
                        SELECT t.id AS seq, t.date AS opened_at, t.name AS title, t.content,
                               (SELECT MIN(r.users_id) FROM glpi_tickets_users r
                                 WHERE r.tickets_id = t.id AND r.type = 1 AND r.users_id > 0) AS requester,
                               (SELECT MIN(m.email) FROM glpi_tickets_users r
                                  JOIN glpi_useremails m ON m.users_id = r.users_id AND m.is_default = 1
                                 WHERE r.tickets_id = t.id AND r.type = 1) AS email,
                               (SELECT MIN(r.alternative_email) FROM glpi_tickets_users r
                                 WHERE r.tickets_id = t.id AND r.type = 1 AND r.alternative_email <> '') AS stranger,
                               COALESCE((SELECT l.old_value FROM glpi_logs l
                                          WHERE l.itemtype = 'Ticket' AND l.items_id = t.id AND l.id_search_option = 3
                                          ORDER BY l.id LIMIT 1), CAST(t.priority AS CHAR(2))) AS priority,
                               COALESCE((SELECT l.old_value FROM glpi_logs l
                                          WHERE l.itemtype = 'Ticket' AND l.items_id = t.id AND l.id_search_option = 12
                                          ORDER BY l.id LIMIT 1), CAST(t.status AS CHAR(2))) AS status
                          FROM glpi_tickets t
                         WHERE t.id > :cursor ORDER BY t.id LIMIT :n
                        """, Glpi::ticket),
                new JdbcStream("followups", message("glpi_itilfollowups", "f.is_private"), Glpi::followup),
                new JdbcStream("solutions", message("glpi_itilsolutions", "0"), Glpi::solution),
                new JdbcStream("logs", """
                        SELECT l.id AS seq, l.items_id AS ticket_id, l.id_search_option AS field, l.old_value,
                               l.new_value, l.date_mod
                          FROM glpi_logs l
                         WHERE l.itemtype = 'Ticket' AND l.id_search_option IN (12, 3) AND l.id > :cursor
                         ORDER BY l.id LIMIT :n
                        """, Glpi::log));
    }

    private static String message(String table, String isPrivate) {
        return """
                SELECT f.id AS seq, f.items_id AS ticket_id, f.users_id, %s AS is_private, f.date_creation,
                       (SELECT MIN(r.type) FROM glpi_tickets_users r
                         WHERE r.tickets_id = f.items_id AND r.users_id = f.users_id AND r.users_id > 0
                           AND r.type = 2) AS assigned,
                       (SELECT MIN(r.type) FROM glpi_tickets_users r
                         WHERE r.tickets_id = f.items_id AND r.users_id = f.users_id AND r.type IN (1, 3)
                           AND (r.users_id > 0 OR r.alternative_email <> '')) AS asking
                  FROM %s f
                 WHERE f.itemtype = 'Ticket' AND f.id > :cursor ORDER BY f.id LIMIT :n
                """.formatted(isPrivate, table);
    }

    private static List<JdbcStream.Mapped> ticket(JdbcRow row, Mapping mapping) throws SQLException {
        String ticket = row.required("seq");
        String requester = row.text("requester");
        TicketEventBuilder opened = mapping.event(
                        "ticket/" + ticket + "/opened", EventType.TICKET_OPENED, ticket, row.instant("opened_at"))
                .customer(mapping.customer(row.text("stranger"), row.text("email")))
                .actor(new Actor(Actor.Kind.CUSTOMER, requester == null ? row.text("stranger") : requester, null))
                .channel(mapping.channelOr(null))
                .isPublic(true)
                .attr("initiated_by", "customer");
        String priority = row.text("priority");
        String status = row.text("status");
        mapping.opening(opened, row.text("title"), row.text("content"), priority, status == null ? "new" : status);
        return JdbcStream.Mapped.keepingFirst(opened.build());
    }

    private static List<JdbcStream.Mapped> followup(JdbcRow row, Mapping mapping) throws SQLException {
        // Whoever asked and is not also assigned speaks for the customer, who may be known by address only; everybody
        // else works here.
        boolean customer = row.text("assigned") == null && row.text("asking") != null;
        boolean hidden = row.flag("is_private");
        EventType type =
                hidden ? EventType.NOTE_INTERNAL : customer ? EventType.MESSAGE_CUSTOMER : EventType.MESSAGE_AGENT;
        return JdbcStream.Mapped.keepingFirst(message(row, "followup", type, customer, !hidden, mapping));
    }

    private static List<JdbcStream.Mapped> solution(JdbcRow row, Mapping mapping) throws SQLException {
        return JdbcStream.Mapped.keepingFirst(message(row, "solution", EventType.MESSAGE_AGENT, false, true, mapping));
    }

    private static TicketEvent message(
            JdbcRow row, String kind, EventType type, boolean customer, boolean visible, Mapping mapping)
            throws SQLException {
        String author = row.text("users_id");
        boolean system = !customer && (author == null || author.equals("0"));
        Actor.Kind actor = system ? Actor.Kind.SYSTEM : customer ? Actor.Kind.CUSTOMER : Actor.Kind.AGENT;
        return mapping.event(
                        kind + "/" + row.number("seq"), type, row.required("ticket_id"), row.instant("date_creation"))
                .actor(new Actor(actor, author, null))
                .channel(mapping.channelOr(null))
                .isPublic(visible)
                .automatic(system)
                .rawRef(kind + ":" + row.number("seq"))
                .build();
    }

    private static List<JdbcStream.Mapped> log(JdbcRow row, Mapping mapping) throws SQLException {
        String id = "log/" + row.number("seq");
        String ticket = row.required("ticket_id");
        Instant at = row.instant("date_mod");
        @Nullable String from = row.text("old_value");
        String to = row.required("new_value");
        String field = row.required("field");
        if (field.equals(PRIORITY)) {
            return JdbcStream.Mapped.all(mapping.priority(id, ticket, at, Actor.system("log"), from, to));
        }
        if (!field.equals(STATUS)) {
            return List.of();
        }
        return JdbcStream.Mapped.of(mapping.transition(
                        id, ticket, at, from == null ? null : mapping.category(from), mapping.category(to), to)
                .map(TicketEventBuilder::build)
                .orElse(null));
    }
}
