package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Zendesk's event subscriptions ({@code zen:event-type:ticket.*}). A webhook hung on a trigger or an automation sends
 * whatever its author wrote: write canonical events there, and use payload canonical.
 */
final class ZendeskPayload implements PayloadMapping {
    private static final String TYPE = "zen:event-type:ticket.";
    private static final String SUBJECT = "zen:ticket:";
    private static final Duration SAME_ACTION = Duration.ofSeconds(2);

    @Override
    public Mapping tables(String source, MappingSettings settings) {
        return new Mapping(
                source,
                settings,
                Map.of(
                        "new", StatusCategory.NEW,
                        "open", StatusCategory.OPEN,
                        "pending", StatusCategory.WAITING_CUSTOMER,
                        "hold", StatusCategory.ON_HOLD,
                        "solved", StatusCategory.SOLVED,
                        "closed", StatusCategory.CLOSED),
                Map.of(
                        "urgent", TicketSeverity.S1,
                        "high", TicketSeverity.S2,
                        "normal", TicketSeverity.S3,
                        "low", TicketSeverity.S4));
    }

    @Override
    public List<TicketEvent> map(JsonNode body, Mapping mapping, Function<String, List<TicketEvent>> log) {
        String type = JsonTree.required(body, "type");
        if (!type.startsWith(TYPE)) {
            return List.of(); // a user's or an article's event on the same webhook
        }
        String id = JsonTree.required(body, "id");
        String ticket = ticket(body);
        Instant at = JsonTree.time(body, "time");
        JsonNode detail = body.path("detail");
        JsonNode event = body.path("event");
        String name = type.substring(TYPE.length());
        Actor actor = actor(detail);
        return switch (name) {
            case "created" -> List.of(opened(id, ticket, at, detail, mapping));
            case "comment_added" -> List.of(comment(ticket, at, detail, event, mapping));
            case "status_changed" -> status(id, ticket, at, actor, event, mapping);
            case "priority_changed" ->
                mapping.priority(id, ticket, at, actor, lower(event, "previous"), lower(event, "current"));
            case "agent_assignment_changed", "group_assignment_changed" ->
                List.of(assignment(id, ticket, at, actor, name.startsWith("group"), event, mapping));
            case "organization_changed" ->
                List.of(mapping.event(id, EventType.CUSTOMER_CHANGED, ticket, at)
                        .actor(actor)
                        .change(
                                mapping.customer(JsonTree.text(event, "previous")),
                                mapping.customer(JsonTree.text(event, "current")))
                        .build());
            case "merged" -> List.of(merged(id, ticket, at, actor, event, mapping));
            case "soft_deleted", "permanently_deleted", "marked_as_spam" ->
                List.of(mapping.event(id, EventType.TICKET_DELETED, ticket, at)
                        .actor(actor)
                        .attr("reason", name.equals("marked_as_spam") ? "spam" : "deleted")
                        .build());
            case "undeleted" -> List.of(undeleted(id, ticket, at, actor, mapping, log));
            default ->
                List.of(mapping.other(id, "zendesk.ticket." + name, ticket, at)
                        .actor(actor)
                        .build());
        };
    }

    private static String ticket(JsonNode body) {
        String id = JsonTree.text(body, "detail", "id");
        String subject = JsonTree.text(body, "subject");
        if (id == null && subject != null && subject.startsWith(SUBJECT)) {
            id = subject.substring(SUBJECT.length());
        }
        if (id == null) {
            throw new InvalidEvent("detail.id is missing");
        }
        return id;
    }

    /** The deletion is taken back as if it had not been, and the clocks go on. */
    private static TicketEvent undeleted(
            String id,
            String ticket,
            Instant at,
            Actor actor,
            Mapping mapping,
            Function<String, List<TicketEvent>> log) {
        return log.apply(ticket).stream()
                .filter(e ->
                        e.kind() == EventType.TICKET_DELETED && !e.occurredAt().isAfter(at))
                .max(EventOrder.FOLD)
                .map(deletion -> mapping.event(id, EventType.CORRECTION, ticket, at)
                        .correction(new TicketEvent.Correction(deletion.key(), null, "undeleted")))
                .orElseGet(() -> mapping.other(id, "zendesk.ticket.undeleted", ticket, at))
                .actor(actor)
                .build();
    }

    private static TicketEvent opened(String id, String ticket, Instant at, JsonNode detail, Mapping mapping) {
        String requester = JsonTree.text(detail, "requester_id");
        String submitter = JsonTree.text(detail, "submitter_id");
        boolean byCustomer = submitter == null || Objects.equals(requester, submitter);
        String via = JsonTree.text(detail, "via", "channel");
        Channel channel = mapping.channelOr(channel(via));
        boolean outgoing = via != null && via.toLowerCase(Locale.ROOT).contains("outbound");
        boolean call = channel == Channel.HOTLINE && !outgoing;
        TicketEventBuilder opened = mapping.event(
                        id, EventType.TICKET_OPENED, ticket, JsonTree.timeOr(at, detail, "created_at"))
                .customer(mapping.customer(JsonTree.text(detail, "organization_id")))
                .actor(
                        byCustomer
                                ? new Actor(Actor.Kind.CUSTOMER, requester, null)
                                : new Actor(Actor.Kind.AGENT, submitter, null))
                .channel(channel)
                .isPublic(!"false".equals(JsonTree.text(detail, "is_public")))
                // An agent who notes down a call writes for the customer; on any other channel the desk began it.
                .attr("initiated_by", byCustomer || call ? "customer" : "agent")
                .automatic(isMachine(via));
        if (!byCustomer && call && !"voicemail".equalsIgnoreCase(via)) {
            opened.attr("live", true);
        }
        mapping.opening(
                opened,
                JsonTree.text(detail, "subject"),
                JsonTree.text(detail, "description"),
                lower(detail, "priority"),
                lower(detail, "status"));
        String assignee = JsonTree.text(detail, "assignee_id");
        if (assignee != null) {
            opened.attr("assignee", assignee);
        }
        return opened.build();
    }

    private static TicketEvent comment(String ticket, Instant at, JsonNode detail, JsonNode event, Mapping mapping) {
        JsonNode comment = event.path("comment");
        String id = "comment/" + JsonTree.required(comment, "id");
        String author = JsonTree.text(comment, "author", "id");
        // A colleague who asks is the customer of that ticket.
        boolean staff = JsonTree.isTrue(comment, "author", "is_staff")
                && !Objects.equals(author, JsonTree.text(detail, "requester_id"));
        String via = JsonTree.text(comment, "via", "channel");
        boolean visible = JsonTree.isTrue(comment, "is_public");
        boolean automatic = "-1".equals(author) || "-1".equals(JsonTree.text(detail, "actor_id")) || isMachine(via);
        if (!automatic && isOpeningText(at, detail, author)) {
            return mapping.other(id, "zendesk.ticket.opening_comment", ticket, at)
                    .build();
        }
        EventType type =
                !staff ? EventType.MESSAGE_CUSTOMER : visible ? EventType.MESSAGE_AGENT : EventType.NOTE_INTERNAL;
        // Colleagues on copy count as the customer; Zendesk does not tell vendors apart.
        Actor.Kind kind = staff ? Actor.Kind.AGENT : Actor.Kind.CUSTOMER;
        return mapping.event(id, type, ticket, at)
                .actor(new Actor(automatic ? Actor.Kind.SYSTEM : kind, author, null))
                .channel(mapping.channelOr(channel(via)))
                .isPublic(visible)
                .automatic(automatic)
                .rawRef("comment:" + JsonTree.text(comment, "id"))
                .build();
    }

    /** Zendesk also reports the first comment; it belongs to the opening. */
    private static boolean isOpeningText(Instant at, JsonNode detail, @Nullable String author) {
        return author != null
                && (author.equals(JsonTree.text(detail, "requester_id"))
                        || author.equals(JsonTree.text(detail, "submitter_id")))
                && JsonTree.text(detail, "created_at") != null
                && Duration.between(JsonTree.time(detail, "created_at"), at)
                                .abs()
                                .compareTo(SAME_ACTION)
                        <= 0;
    }

    private static List<TicketEvent> status(
            String id, String ticket, Instant at, Actor actor, JsonNode event, Mapping mapping) {
        String current = lower(event, "current");
        String previous = lower(event, "previous");
        if (current == null || current.equals("archived") || current.equals("scrubbed")) {
            return List.of(mapping.other(id, "zendesk.ticket.status_changed", ticket, at)
                    .build());
        }
        if (current.equals("deleted")) {
            return List.of(mapping.event(id, EventType.TICKET_DELETED, ticket, at)
                    .actor(actor)
                    .attr("reason", "deleted")
                    .build());
        }
        StatusCategory from = previous == null ? null : mapping.category(previous);
        return mapping.transition(id, ticket, at, from, mapping.category(current), current)
                .map(change -> List.of(change.actor(actor).build()))
                .orElseGet(() -> List.of(mapping.other(id, "zendesk.ticket.status_changed", ticket, at)
                        .build()));
    }

    private static TicketEvent assignment(
            String id, String ticket, Instant at, Actor actor, boolean group, JsonNode event, Mapping mapping) {
        String current = JsonTree.text(event, "current");
        TicketEventBuilder changed =
                mapping.event(id, EventType.ASSIGNMENT_CHANGED, ticket, at).actor(actor);
        if (group) {
            return current == null
                    ? changed.build()
                    : changed.attr("group", current).build();
        }
        return changed.change(JsonTree.text(event, "previous"), current).build();
    }

    private static TicketEvent merged(
            String id, String ticket, Instant at, Actor actor, JsonNode event, Mapping mapping) {
        String target = JsonTree.text(event, "target_ticket_id");
        target = target == null ? JsonTree.text(event, "target_ticket", "id") : target;
        target = target == null ? JsonTree.text(event, "current") : target;
        if (target == null) {
            return mapping.event(id, EventType.TICKET_DELETED, ticket, at)
                    .actor(actor)
                    .attr("reason", "merged")
                    .build();
        }
        return mapping.event(id, EventType.TICKET_MERGED, ticket, at)
                .actor(actor)
                .attr("merged_into", target)
                .build();
    }

    private static Actor actor(JsonNode detail) {
        String actor = JsonTree.text(detail, "actor_id");
        if (actor == null || actor.equals("-1")) {
            return new Actor(Actor.Kind.SYSTEM, actor, null);
        }
        boolean customer = actor.equals(JsonTree.text(detail, "requester_id"));
        return new Actor(customer ? Actor.Kind.CUSTOMER : Actor.Kind.AGENT, actor, null);
    }

    /** Rules, triggers and automations write without a person. */
    private static boolean isMachine(@Nullable String via) {
        return via != null && (via.equalsIgnoreCase("rule") || via.equalsIgnoreCase("system"));
    }

    private static @Nullable Channel channel(@Nullable String via) {
        return via == null
                ? null
                : switch (via.toLowerCase(Locale.ROOT)) {
                    case "email", "mail" -> Channel.EMAIL;
                    case "web", "web_form", "web_widget", "web_service", "help_center", "api" -> Channel.PORTAL;
                    case "voice", "phone", "voicemail", "phone_call_inbound", "phone_call_outbound" -> Channel.HOTLINE;
                    case "chat", "native_messaging", "messaging" -> Channel.CHAT;
                    default -> null;
                };
    }

    /** Zendesk writes these words in capitals here and in small letters elsewhere. */
    private static @Nullable String lower(JsonNode node, String name) {
        String text = JsonTree.text(node, name);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
