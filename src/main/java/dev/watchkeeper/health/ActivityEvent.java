package dev.watchkeeper.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    public boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    public boolean flag(String parameter) {
        return "true".equalsIgnoreCase(text(parameter));
    }
}
