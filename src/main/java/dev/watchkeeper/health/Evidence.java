package dev.watchkeeper.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the numbers behind a verdict, in display order. Text is cleaned and cut, because it comes from strangers;
 * null values are left out.
 */
public final class Evidence {
    private static final int LONGEST = 300;
    private static final int MOST_ITEMS = 20;

    private final Map<String, Object> values = new LinkedHashMap<>();

    public static Evidence of(String name, @Nullable Object value) {
        return new Evidence().with(name, value);
    }

    public static Evidence none() {
        return new Evidence();
    }

    public Evidence with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, harmless(value));
        }
        return this;
    }

    /** A number with one digit after the point. */
    public Evidence rounded(String name, double value) {
        values.put(name, Math.round(value * 10) / 10.0);
        return this;
    }

    public Map<String, Object> values() {
        return values;
    }

    private static Object harmless(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Instant || value instanceof LocalDate) {
            return value.toString();
        }
        if (value instanceof Collection<?> many) {
            return many.stream().limit(MOST_ITEMS).map(Evidence::harmless).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.entrySet().stream()
                    .limit(MOST_ITEMS)
                    .forEach(e -> copy.put(Plain.line(String.valueOf(e.getKey()), 100), harmless(e.getValue())));
            return copy;
        }
        return Plain.line(String.valueOf(value), LONGEST);
    }
}
