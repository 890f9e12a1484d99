package dev.watchkeeper.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of one activity of the Reports API, in our words.
 *
 * <p>The key is (time, qualifier, application, index); the customer is the tenant it was read for. Text is verbatim and
 * untrusted.
 *
 * @param time {@code id.time}; null if Google's value could not be read
 * @param index position of the event inside its activity
 * @param actor e-mail address of who did it; null for keys and anonymous actors
 * @param asn autonomous system number of the address, if given
 * @param parameters by name; of two with one name the first counts. Values are String, Long, Boolean, List (of String
 *     or Long), Map (nested message) or List of Map; a parameter without value maps to the empty string
 */
public record ActivityEvent(
        String application,
        @Nullable Instant time,
        long qualifier,
        int index,
        String type,
        String name,
        @Nullable String actor,
        @Nullable String actorId,
        @Nullable String ipAddress,
        @Nullable Long asn,
        Map<String, Object> parameters) {
    /** Orders as Google counts: by time, then qualifier, then position; events without a time come first. */
    public static final Comparator<ActivityEvent> OLDEST_FIRST = Comparator.comparing(
                    ActivityEvent::time, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(ActivityEvent::qualifier)
            .thenComparingInt(ActivityEvent::index);

    public ActivityEvent {
        parameters = Map.copyOf(parameters);
    }

    /** A parameter as text; empty if absent. Numbers and booleans are written out, a list gives its first element. */
    public String text(String parameter) {
        Object value = parameters.get(parameter);
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "" : String.valueOf(list.get(0));
        }
        return value == null ? "" : String.valueOf(value);
    }

    /** A parameter as a list of texts: a single value is a list of one, an absent one is empty. */
    public List<String> texts(String parameter) {
        Object value = parameters.get(parameter);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null || value.equals("") ? List.of() : List.of(String.valueOf(value));
    }

    /** A value inside nested messages, by path; of a list of messages the first counts. Empty if absent. */
    public String at(String... path) {
        Object value = parameters;
        for (String name : path) {
            if (value instanceof List<?> list) {
                value = list.isEmpty() ? null : list.get(0);
            }
            value = value instanceof Map<?, ?> message ? message.get(name) : null;
        }
        if (value instanceof List<?> list) {
            value = list.isEmpty() ? null : list.get(0);
        }
        return value == null ? "" : String.valueOf(value);
    }

    /** The actor, or a word that stands for nobody in particular. */
    public String who() {
        return actor == null || actor.isBlank() ? "unknown" : actor;
    }

    /** The time of an event that a history gave; those always have one. */
    public Instant at() {
        return Objects.requireNonNull(time, "an event in a history has a time");
    }

    public boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    public boolean flag(String parameter) {
        return "true".equalsIgnoreCase(text(parameter));
    }

    /** The same event with texts cut to a length, however deep they lie; itself if nothing is too long. */
    public ActivityEvent within(int longest) {
        Object cut = cut(parameters, longest);
        if (cut == parameters || !(cut instanceof Map<?, ?> map)) {
            return this;
        }
        Map<String, Object> shorter = new HashMap<>();
        map.forEach((name, value) -> shorter.put(String.valueOf(name), value));
        return new ActivityEvent(
                application, time, qualifier, index, type, name, actor, actorId, ipAddress, asn, shorter);
    }

    private static Object cut(Object value, int longest) {
        if (value instanceof String text) {
            return text.length() <= longest ? text : text.substring(0, longest) + "…";
        }
        if (value instanceof List<?> list) {
            List<Object> shorter = new ArrayList<>();
            boolean same = true;
            for (Object item : list) {
                Object cut = cut(item, longest);
                same &= cut == item;
                shorter.add(cut);
            }
            return same ? list : shorter;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> shorter = new HashMap<>();
            boolean[] same = {true};
            map.forEach((name, held) -> {
                Object cut = cut(held, longest);
                same[0] &= cut == held;
                shorter.put(name, cut);
            });
            return same[0] ? map : shorter;
        }
        return value;
    }
}
