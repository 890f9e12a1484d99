package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Zammad's webhook: the ticket's state at the time of sending, plus one article; what changed follows from comparing
 * with the log. Article events equal those of the JDBC preset, so that both may run side by side.
 */
final class ZammadPayload implements PayloadMapping {
    private static final Duration SAME_ACTION = Duration.ofSeconds(2);

    @Override
    public Mapping tables(String source, MappingSettings settings) {
        return ZammadArticles.tables(source, settings);
    }

    @Override
    public List<TicketEvent> map(JsonNode body, Mapping mapping, Function<String, List<TicketEvent>> log) {
        JsonNode ticket = body.path("ticket");
        String key = JsonTree.required(ticket, "id");
        Instant createdAt = JsonTree.time(ticket, "created_at");
        Instant updatedAt = JsonTree.time(ticket, "updated_at");
        JsonNode article = body.path("article");
        Collection<TicketEvent> known = log.apply(key);
        KnownState state = KnownState.asOf(updatedAt, known);
        List<TicketEvent> events = new ArrayList<>();
        boolean first = isFirst(article, createdAt);
        if (!state.opened()) {
            events.add(opened(key, ticket, article, createdAt, first, mapping));
            state = KnownState.asOf(updatedAt, events);
        }
        if (!first && article.hasNonNull("id")) {
            events.add(ZammadArticles.event(
                    mapping,
                    key,
                    JsonTree.required(article, "id"),
                    sender(article),
                    JsonTree.text(article, "type"),
                    JsonTree.isTrue(article, "internal") || tellsOfMerge(article),
                    JsonTree.isTrue(article, "preferences", "is-auto-response"),
                    author(article),
                    JsonTree.time(article, "created_at")));
        }
        changes(key, ticket, updatedAt, state, mapping, events);
        return events;
    }

    private static boolean isFirst(JsonNode article, Instant createdAt) {
        return article.hasNonNull("id")
                && Duration.between(createdAt, JsonTree.time(article, "created_at"))
                                .abs()
                                .compareTo(SAME_ACTION)
                        <= 0;
    }

    private static TicketEvent opened(
            String key, JsonNode ticket, JsonNode article, Instant createdAt, boolean first, Mapping mapping) {
        String sender = JsonTree.text(ticket, "create_article_sender");
        sender = sender == null && first ? sender(article) : sender;
        String type = JsonTree.text(ticket, "create_article_type");
        type = type == null && first ? JsonTree.text(article, "type") : type;
        TicketEventBuilder opened = ZammadArticles.opened(
                mapping,
                key,
                sender,
                type,
                JsonTree.text(ticket, "customer_id"),
                JsonTree.text(ticket, "created_by_id"),
                createdAt);
        opened.customer(mapping.customer(
                JsonTree.text(ticket, "organization"),
                JsonTree.text(ticket, "organization_id"),
                JsonTree.text(ticket, "customer", "organization"),
                JsonTree.text(ticket, "customer", "email")));
        String state = JsonTree.text(ticket, "state");
        mapping.opening(
                opened,
                JsonTree.text(ticket, "title"),
                first ? JsonTree.text(article, "body") : null,
                JsonTree.text(ticket, "priority"),
                first && state != null && !ZammadArticles.isGone(state) ? state : null);
        mapping.number(opened, JsonTree.text(ticket, "number"));
        if (!first) {
            // The first delivery we see of an older ticket: what happened before is not known.
            opened.attr("history_incomplete", true);
        }
        return opened.build();
    }

    private static void changes(
            String key, JsonNode ticket, Instant at, KnownState state, Mapping mapping, List<TicketEvent> events) {
        String prefix = "ticket/" + key + "/";
        String stamp = "/" + at;
        Actor actor = new Actor(Actor.Kind.SYSTEM, JsonTree.text(ticket, "updated_by_id"), null);
        String raw = JsonTree.text(ticket, "state");
        if (raw != null && !raw.equalsIgnoreCase(state.status())) {
            String id = prefix + "state/" + raw + stamp;
            if (ZammadArticles.isGone(raw)) {
                events.add(mapping.event(id, EventType.TICKET_DELETED, key, at)
                        .actor(actor)
                        .attr("reason", raw)
                        .build());
            } else {
                StatusCategory from = state.category();
                mapping.transition(id, key, at, from, mapping.category(raw), raw)
                        .ifPresentOrElse(
                                change -> events.add(change.actor(actor).build()),
                                () -> events.add(sameCategory(mapping, id, key, at, from, raw)));
            }
        }
        String priority = JsonTree.text(ticket, "priority");
        if (priority != null && !priority.equals(state.priority())) {
            events.addAll(mapping.priority(
                    prefix + "priority/" + priority + stamp, key, at, actor, state.priority(), priority));
        }
        String owner = JsonTree.text(ticket, "owner_id");
        owner = ZammadArticles.SYSTEM.equals(owner) ? null : owner;
        if (!Objects.equals(owner, state.assignee())) {
            events.add(mapping.event(prefix + "owner/" + owner + stamp, EventType.ASSIGNMENT_CHANGED, key, at)
                    .actor(actor)
                    .change(state.assignee(), owner)
                    .build());
        }
    }

    /** Keeps the raw state in the log, so that the next comparison starts from it. */
    private static TicketEvent sameCategory(
            Mapping mapping, String id, String key, Instant at, @Nullable StatusCategory category, String raw) {
        String word = category == null ? StatusCategory.OPEN.word() : category.word();
        return mapping.event(id, EventType.STATUS_CHANGED, key, at)
                .change(word, word)
                .attr("status", raw)
                .build();
    }

    /** Zammad leaves a public note "merged" on the child; nobody was answered. */
    private static boolean tellsOfMerge(JsonNode article) {
        return "note".equals(JsonTree.text(article, "type")) && "merged".equals(JsonTree.text(article, "body"));
    }

    private static @Nullable String sender(JsonNode article) {
        String id = JsonTree.text(article, "sender_id");
        String name = JsonTree.text(article, "sender");
        return name != null || id == null
                ? name
                : switch (id) {
                    case "1" -> "Agent";
                    case "2" -> "Customer";
                    case "3" -> "System";
                    default -> null;
                };
    }

    private static @Nullable String author(JsonNode article) {
        String origin = JsonTree.text(article, "origin_by_id");
        return origin == null ? JsonTree.text(article, "created_by_id") : origin;
    }
}
