package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.OpeningText;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns raw statuses, priorities and organisations of one source into canonical events, by its tables. One instance
 * serves one delivery or page and remembers what it could not map. Not for several threads.
 */
final class Mapping {
    private final String source;
    private final Map<String, StatusCategory> statuses = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, StatusCategory> operators = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, TicketSeverity> priorities = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> customers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final MappingSettings settings;
    private final Set<String> unmapped = new LinkedHashSet<>();
    private final Map<String, Named> named = new HashMap<>();

    private record Named(String name, @Nullable StatusCategory category) {}

    Mapping(
            String source,
            MappingSettings settings,
            Map<String, StatusCategory> presetStatuses,
            Map<String, TicketSeverity> presetPriorities) {
        this.source = source;
        this.settings = settings;
        statuses.putAll(presetStatuses);
        statuses.putAll(settings.statuses());
        operators.putAll(settings.statuses());
        priorities.putAll(presetPriorities);
        priorities.putAll(settings.priorities());
        customers.putAll(settings.customers());
    }

    MappingSettings settings() {
        return settings;
    }

    /** Raw statuses met so far that stand in no table. */
    Set<String> unmapped() {
        return unmapped;
    }

    TicketEventBuilder event(String id, EventType type, String subject, Instant at) {
        return TicketEvent.builder(source, id, type, subject, at);
    }

    /** An event of a type that only the source knows: kept, ignored by the fold. */
    TicketEventBuilder other(String id, String type, String subject, Instant at) {
        return TicketEvent.builder(source, id, type, subject, at);
    }

    StatusCategory category(String raw) {
        StatusCategory known = statuses.get(raw);
        if (known == null) {
            unmapped.add(raw);
            return StatusCategory.OPEN;
        }
        return known;
    }

    /**
     * Remembers a status as the ticket system itself defines it.
     *
     * @param category null if the system's own kind does not tell
     */
    void learn(String id, String name, @Nullable StatusCategory category) {
        named.put(id, new Named(name, category));
    }

    /** What the ticket system calls the status with this id; the id if it was not learned. */
    String nameOf(String id) {
        Named known = named.get(id);
        return known == null ? id : known.name();
    }

    /** Decided by the operator's table (by name, then by id), by what was learned of the id, by the preset's table. */
    StatusCategory category(String name, @Nullable String id) {
        Named known = id == null ? null : named.get(id);
        for (String key : id == null ? List.of(name) : List.of(name, id)) {
            StatusCategory own = operators.get(key);
            if (own != null) {
                return own;
            }
        }
        if (known != null && known.category() != null) {
            return known.category();
        }
        return id == null || statuses.containsKey(name) || !statuses.containsKey(id) ? category(name) : category(id);
    }

    /** The category from the table, or the given one where the source itself knows it. */
    StatusCategory categoryOr(String raw, @Nullable StatusCategory otherwise) {
        return statuses.containsKey(raw) || otherwise == null ? category(raw) : otherwise;
    }

    @Nullable
    TicketSeverity severity(@Nullable String priority) {
        TicketSeverity mapped = priority == null ? null : priorities.get(priority);
        return mapped == null ? settings.severity() : mapped;
    }

    @Nullable
    Channel channelOr(@Nullable Channel channel) {
        return channel == null ? settings.channel() : channel;
    }

    /** The customer of the first key that is known; else the domain of the last mail address, lower case. */
    @Nullable
    String customer(@Nullable String... keys) {
        String domain = null;
        for (String key : keys) {
            if (key == null || key.isBlank()) {
                continue;
            }
            String own = customers.get(key);
            int at = key.lastIndexOf('@');
            if (own == null && at >= 0) {
                domain = key.substring(at + 1).replaceAll("[>\\s].*", "").toLowerCase(Locale.ROOT);
                own = customers.get(domain);
            }
            if (own != null) {
                return own;
            }
        }
        return domain;
    }

    boolean isDeskAddress(@Nullable String address) {
        if (address == null) {
            return false;
        }
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return settings.deskDomains().stream().anyMatch(domain::equalsIgnoreCase);
    }

    /** A change of status: exactly one event, whose type follows from both categories; none if nothing changed. */
    Optional<TicketEventBuilder> transition(
            String id, String subject, Instant at, @Nullable StatusCategory from, StatusCategory to, String rawStatus) {
        EventType type;
        if (to == from) {
            return Optional.empty();
        } else if (to == StatusCategory.SOLVED) {
            type = EventType.TICKET_SOLVED;
        } else if (to == StatusCategory.CLOSED) {
            type = EventType.TICKET_CLOSED;
        } else if (from != null && from.isDone()) {
            type = EventType.TICKET_REOPENED;
        } else {
            type = EventType.STATUS_CHANGED;
        }
        TicketEventBuilder event = event(id, type, subject, at)
                .change(from == null ? null : from.word(), to.word())
                .attr("status", rawStatus);
        if (unmapped.contains(rawStatus)) {
            event.attr("status_unmapped", true);
        }
        return Optional.of(event);
    }

    /** A change of priority, and the change of severity that follows from it. */
    List<TicketEvent> priority(
            String id, String subject, Instant at, @Nullable Actor actor, @Nullable String from, @Nullable String to) {
        List<TicketEvent> events = new ArrayList<>();
        events.add(event(id, EventType.PRIORITY_CHANGED, subject, at)
                .actor(actor)
                .change(from, to)
                .build());
        TicketSeverity old = severity(from);
        TicketSeverity now = severity(to);
        if (now != null && now != old) {
            events.add(event(id + "/sev", EventType.SEVERITY_CHANGED, subject, at)
                    .actor(Actor.system("priority-map"))
                    .change(old == null ? null : old.name(), now.name())
                    .build());
        }
        return events;
    }

    /** Adds what the opening says of itself. */
    void opening(
            TicketEventBuilder opened,
            @Nullable String title,
            @Nullable String text,
            @Nullable String priority,
            @Nullable String status) {
        if (title != null && !title.isBlank()) {
            opened.attr("title", title.length() <= 200 ? title : title.substring(0, 200));
        }
        if (text != null && !text.isBlank()) {
            opened.attr("lacks", OpeningText.lacks(title == null ? text : title + "\n" + text));
            if (Boolean.TRUE.equals(settings.keepText())) {
                opened.attr("text", text);
            }
        }
        if (priority != null) {
            opened.attr("priority", priority);
        }
        TicketSeverity severity = severity(priority);
        if (severity != null) {
            opened.attr("severity", severity.name());
        }
        if (status != null) {
            status(opened, status, category(status));
        }
    }

    /** The number by which people know the ticket, where it is not its key. */
    void number(TicketEventBuilder opened, @Nullable String number) {
        if (number != null && !number.isBlank()) {
            opened.attr("number", number);
        }
    }

    /** The status in which a ticket is opened. */
    void status(TicketEventBuilder opened, String raw, StatusCategory category) {
        opened.attr("status", raw).attr("status_category", category.word());
        if (unmapped.contains(raw)) {
            opened.attr("status_unmapped", true);
        }
    }
}
