package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jira Service Management's webhooks: issue created, updated, deleted, and comments. */
final class JiraPayload implements PayloadMapping {
    @Override
    public Mapping tables(String source, MappingSettings settings) {
        return new Mapping(
                source,
                settings,
                Map.of(
                        "waiting for support", StatusCategory.OPEN,
                        "in progress", StatusCategory.OPEN,
                        "escalated", StatusCategory.OPEN,
                        "waiting for customer", StatusCategory.WAITING_CUSTOMER,
                        "pending", StatusCategory.ON_HOLD,
                        "resolved", StatusCategory.SOLVED,
                        "done", StatusCategory.SOLVED,
                        "closed", StatusCategory.CLOSED),
                Map.of(
                        "highest", TicketSeverity.S1,
                        "high", TicketSeverity.S2,
                        "medium", TicketSeverity.S3,
                        "low", TicketSeverity.S4,
                        "lowest", TicketSeverity.S4));
    }

    @Override
    public List<TicketEvent> map(JsonNode body, Mapping mapping, Function<String, List<TicketEvent>> log) {
        String event = JsonTree.required(body, "webhookEvent");
        JsonNode issue = body.path("issue");
        String key = JsonTree.text(issue, "key");
        if (key == null) {
            return List.of(); // a sprint, a user, a project
        }
        Instant sentAt = sentAt(body);
        Collection<TicketEvent> known = log.apply(key);
        List<TicketEvent> events = new ArrayList<>();
        switch (event) {
            case "jira:issue_created" -> events.add(opened(key, sentAt, issue, mapping));
            case "jira:issue_updated" -> updated(key, body, sentAt, mapping, known, events);
            case "jira:issue_deleted" ->
                events.add(mapping.event(
                                "issue/" + JsonTree.required(issue, "id") + "/deleted",
                                EventType.TICKET_DELETED,
                                key,
                                sentAt)
                        .actor(actor(body.path("user"), issue, known))
                        .attr("reason", "deleted")
                        .build());
            case "comment_created" -> events.add(comment(key, sentAt, issue, body.path("comment"), mapping, known));
            default ->
                events.add(mapping.other(
                                event + "/" + JsonTree.text(issue, "id") + "/" + sentAt.toEpochMilli(),
                                "jira." + event.replace("jira:", ""),
                                key,
                                sentAt)
                        .build());
        }
        return events;
    }

    private static TicketEvent opened(String key, Instant sentAt, JsonNode issue, Mapping mapping) {
        JsonNode fields = issue.path("fields");
        JsonNode reporter = fields.path("reporter");
        JsonNode creator = fields.path("creator");
        String reporterId = id(reporter);
        boolean byCustomer = creator.isMissingNode() || Objects.equals(reporterId, id(creator)) || isCustomer(creator);
        TicketEventBuilder opened = mapping.event(
                        "issue/" + JsonTree.required(issue, "id") + "/opened",
                        EventType.TICKET_OPENED,
                        key,
                        JsonTree.timeOr(sentAt, fields, "created"))
                .customer(mapping.customer(organisation(fields), JsonTree.text(reporter, "emailAddress")))
                .actor(new Actor(
                        byCustomer ? Actor.Kind.CUSTOMER : Actor.Kind.AGENT,
                        byCustomer ? reporterId : id(creator),
                        null))
                .channel(mapping.channelOr(null) == null ? Channel.PORTAL : mapping.channelOr(null))
                .isPublic(true)
                .attr("initiated_by", byCustomer ? "customer" : "agent");
        mapping.opening(
                opened,
                JsonTree.text(fields, "summary"),
                JsonTree.text(fields, "description"),
                JsonTree.text(fields, "priority"),
                null);
        status(opened, fields.path("status"), mapping);
        String assignee = id(fields.path("assignee"));
        if (assignee != null) {
            opened.attr("assignee", assignee);
        }
        return opened.build();
    }

    private static void status(TicketEventBuilder opened, JsonNode status, Mapping mapping) {
        String raw = JsonTree.text(status);
        if (raw != null) {
            opened.attr("status", raw)
                    .attr(
                            "status_category",
                            mapping.categoryOr(raw, known(status)).word());
        }
    }

    /** Jira's own three categories; it has none for waiting. */
    private static @Nullable StatusCategory known(JsonNode status) {
        String category = JsonTree.text(status, "statusCategory", "key");
        return category == null
                ? null
                : switch (category) {
                    case "new" -> StatusCategory.NEW;
                    case "indeterminate" -> StatusCategory.OPEN;
                    case "done" -> StatusCategory.SOLVED;
                    default -> null;
                };
    }

    private static void updated(
            String key,
            JsonNode body,
            Instant sentAt,
            Mapping mapping,
            Collection<TicketEvent> known,
            List<TicketEvent> events) {
        JsonNode issue = body.path("issue");
        JsonNode changelog = body.path("changelog");
        Actor actor = actor(body.path("user"), issue, known);
        Instant at = JsonTree.timeOr(sentAt, issue, "fields", "updated");
        String change = JsonTree.text(changelog, "id");
        change = change == null ? "at" + at.toEpochMilli() : change;
        int index = 0;
        for (JsonNode item : changelog.path("items")) {
            String id = "changelog/" + change + "/" + index++;
            String field = JsonTree.text(item, "fieldId");
            field = field == null ? JsonTree.text(item, "field") : field;
            String from = JsonTree.text(item, "fromString");
            String to = JsonTree.text(item, "toString");
            switch (String.valueOf(field)) {
                case "status" -> {
                    if (to == null) {
                        throw new InvalidEvent("changelog.items.toString is missing");
                    }
                    JsonNode status = issue.path("fields").path("status");
                    // The issue tells the kind of its status now, which need not be the one this change led to.
                    StatusCategory now =
                            mapping.categoryOr(to, to.equals(JsonTree.text(status)) ? known(status) : null);
                    StatusCategory old = from == null ? null : mapping.categoryOr(from, before(at, known));
                    mapping.transition(id, key, at, old, now, to)
                            .ifPresent(event -> events.add(event.actor(actor).build()));
                }
                case "priority" -> events.addAll(mapping.priority(id, key, at, actor, from, to));
                case "assignee" ->
                    events.add(mapping.event(id, EventType.ASSIGNMENT_CHANGED, key, at)
                            .actor(actor)
                            .change(JsonTree.text(item, "from"), JsonTree.text(item, "to"))
                            .build());
                default ->
                    events.add(mapping.other(id, "jira.changed." + field, key, at)
                            .actor(actor)
                            .build());
            }
        }
        JsonNode comment = body.path("comment");
        if (comment.hasNonNull("id")) {
            events.add(comment(key, sentAt, issue, comment, mapping, known));
        }
    }

    /** What earlier deliveries led to; for a status that stands in no table. */
    private static @Nullable StatusCategory before(Instant at, Collection<TicketEvent> known) {
        return KnownState.asOf(at.minusMillis(1), known).category();
    }

    private static TicketEvent comment(
            String key,
            Instant sentAt,
            JsonNode issue,
            JsonNode comment,
            Mapping mapping,
            Collection<TicketEvent> known) {
        String id = JsonTree.required(comment, "id");
        JsonNode author = comment.path("author");
        Actor actor = actor(author, issue, known);
        // A comment for a group or a role is not for the customer either.
        boolean visible = !"false".equals(JsonTree.text(comment, "jsdPublic"))
                && !comment.path("visibility").isObject();
        boolean app = isApp(author);
        EventType type = actor.kind() == Actor.Kind.CUSTOMER
                ? EventType.MESSAGE_CUSTOMER
                : visible ? EventType.MESSAGE_AGENT : EventType.NOTE_INTERNAL;
        return mapping.event("comment/" + id, type, key, JsonTree.timeOr(sentAt, comment, "created"))
                .actor(actor)
                .channel(mapping.channelOr(null) == null ? Channel.PORTAL : mapping.channelOr(null))
                .isPublic(visible)
                .automatic(app)
                .rawRef("comment:" + id)
                .build();
    }

    /** Deliveries of comments leave the reporter out; then the opening in the log tells who asked. */
    private static Actor actor(JsonNode user, JsonNode issue, Collection<TicketEvent> known) {
        String id = id(user);
        if (id == null || isApp(user)) {
            return new Actor(Actor.Kind.SYSTEM, id, null);
        }
        boolean customer = isCustomer(user)
                || id.equals(id(issue.path("fields").path("reporter")))
                || known.stream()
                        .filter(e -> e.kind() == EventType.TICKET_OPENED && e.isBy(Actor.Kind.CUSTOMER))
                        .map(TicketEvent::actor)
                        .anyMatch(asker -> asker != null && id.equals(asker.id()));
        return new Actor(customer ? Actor.Kind.CUSTOMER : Actor.Kind.AGENT, id, null);
    }

    private static boolean isCustomer(JsonNode user) {
        return "customer".equals(JsonTree.text(user, "accountType"));
    }

    private static boolean isApp(JsonNode user) {
        return "app".equals(JsonTree.text(user, "accountType"));
    }

    private static @Nullable String id(JsonNode user) {
        String account = JsonTree.text(user, "accountId");
        return account == null ? JsonTree.text(user, "name") : account;
    }

    /** The customer's organisation stands in a custom field whose number differs from site to site. */
    private static @Nullable String organisation(JsonNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode first = field.getValue().path(0);
            String link = JsonTree.text(first, "_links", "self");
            if (field.getKey().startsWith("customfield_")
                    && link != null
                    && link.toLowerCase(Locale.ROOT).contains("/organization/")) {
                return JsonTree.text(first, "name");
            }
        }
        return null;
    }

    private static Instant sentAt(JsonNode body) {
        String text = JsonTree.text(body, "timestamp");
        if (text == null) {
            return JsonTree.text(body, "issue", "fields", "updated") != null
                    ? JsonTree.time(body, "issue", "fields", "updated")
                    : JsonTree.time(body, "comment", "created");
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidEvent("timestamp is no number of milliseconds");
        }
    }
}
