package dev.watchkeeper.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one text value becomes a Java value.
 *
 * @param accepted what is accepted, in words, with an example
 * @param example a value that is accepted
 * @param schema the JSON Schema of such a value
 */
record ScalarType(Reader reader, String accepted, String example, Map<String, Object> schema) {
    /** Reads a text; throws IllegalArgumentException or DateTimeParseException if it cannot. */
    @FunctionalInterface
    interface Reader {
        Object read(String text);
    }

    /** The standard types by class. */
    static Map<Class<?>, ScalarType> standard() {
        Map<Class<?>, ScalarType> types = new LinkedHashMap<>();
        types.put(String.class, new ScalarType(text -> text, "text", "text", kind("string", "number", "boolean")));
        types.put(
                Secret.class,
                new ScalarType(
                        Secret::new, "a reference such as ${env:NAME} or ${file:PATH}", "${env:NAME}", kind("string")));
        ScalarType whole =
                new ScalarType(Integer::valueOf, "a whole number such as 25", "25", kind("integer", "string"));
        types.put(int.class, whole);
        types.put(Integer.class, whole);
        ScalarType large = new ScalarType(Long::valueOf, "a whole number such as 25", "25", kind("integer", "string"));
        types.put(long.class, large);
        types.put(Long.class, large);
        ScalarType number =
                new ScalarType(ScalarType::finite, "a number such as 0.25", "0.25", kind("number", "string"));
        types.put(double.class, number);
        types.put(Double.class, number);
        types.put(
                BigDecimal.class,
                new ScalarType(BigDecimal::new, "a number such as 99.9", "99.9", kind("number", "string")));
        ScalarType flag = new ScalarType(ScalarType::flag, "true or false", "true", kind("boolean", "string"));
        types.put(boolean.class, flag);
        types.put(Boolean.class, flag);
        types.put(
                Duration.class,
                new ScalarType(Durations::parse, "a duration such as 15m, 2h, 7d or PT15M", "15m", kind("string")));
        types.put(
                Instant.class,
                new ScalarType(
                        text -> OffsetDateTime.parse(text).toInstant(),
                        "an instant such as 2026-10-01T00:00:00+08:00",
                        "2026-10-01T00:00:00+08:00",
                        kind("string")));
        types.put(
                OffsetDateTime.class,
                new ScalarType(
                        OffsetDateTime::parse,
                        "an instant such as 2026-10-01T00:00:00+08:00",
                        "2026-10-01T00:00:00+08:00",
                        kind("string")));
        types.put(
                LocalTime.class,
                new ScalarType(LocalTime::parse, "a time of day such as 08:45", "08:45", kind("string")));
        types.put(
                LocalDate.class,
                new ScalarType(LocalDate::parse, "a date such as 2026-10-01", "2026-10-01", kind("string")));
        types.put(
                ZoneId.class,
                new ScalarType(ScalarType::zone, "a zone such as Asia/Shanghai", "Asia/Shanghai", kind("string")));
        types.put(DayOfWeek.class, new ScalarType(ScalarType::day, "a weekday such as mon", "mon", kind("string")));
        types.put(Path.class, new ScalarType(Path::of, "a path such as /var/lib/watchkeeper", "data", kind("string")));
        types.put(
                URI.class,
                new ScalarType(
                        ScalarType::address, "an address such as https://host/", "https://host/", kind("string")));
        return types;
    }

    /** An enum by its lower-case word, or a class that makes itself from a text; empty if it is neither. */
    static Optional<ScalarType> of(Class<?> type) {
        Method of = factory(type);
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(constant -> word(of, (Enum<?>) constant))
                    .toList();
            Map<String, Object> schema = new LinkedHashMap<>(Map.of("enum", words));
            Reader reader = of == null ? text -> constant(type, text) : text -> call(of, text);
            return Optional.of(new ScalarType(reader, String.join(", ", words), words.get(0), schema));
        }
        if (of != null) {
            return Optional.of(new ScalarType(text -> call(of, text), "", "...", kind("string", "number")));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(String.class);
            if (Modifier.isPublic(constructor.getModifiers()) || type.isRecord()) {
                constructor.setAccessible(true);
                return Optional.of(
                        new ScalarType(text -> make(constructor, text), "", "...", kind("string", "number")));
            }
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static @Nullable Method factory(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        method.getName().equals("of") || method.getName().equals("parse"))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                .filter(method -> type.isAssignableFrom(method.getReturnType()))
                .min(Comparator.comparing(Method::getName))
                .map(method -> {
                    method.setAccessible(true);
                    return method;
                })
                .orElse(null);
    }

    /** The word of a constant: its name in lower case, unless the type's own {@code of} knows it by another. */
    private static String word(@Nullable Method of, Enum<?> constant) {
        String word = constant.name().toLowerCase(Locale.ROOT);
        if (of == null) {
            return word;
        }
        return Stream.of(word, word.replace('_', '-'))
                .filter(spelling -> knows(of, spelling, constant))
                .findFirst()
                .orElse(word);
    }

    private static boolean knows(Method of, String spelling, Enum<?> constant) {
        try {
            return call(of, spelling) == constant;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (Node.plain(((Enum<?>) constant).name()).equals(Node.plain(text.replace('-', '_')))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("is not accepted");
    }

    private static Object call(Method method, String text) {
        try {
            return method.invoke(null, text);
        } catch (InvocationTargetException e) {
            throw rethrow(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object make(Constructor<?> constructor, String text) {
        try {
            return constructor.newInstance(text);
        } catch (InvocationTargetException e) {
            throw rethrow(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException rethrow(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        return new IllegalStateException(e.getCause());
    }

    private static Object finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite");
        }
        return value;
    }

    private static Object flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException("not a flag");
        };
    }

    private static Object zone(String text) {
        if (text.startsWith("Etc/GMT") || text.startsWith("SystemV/")) {
            throw new IllegalArgumentException("zone '" + text
                    + "' is a fixed offset, and not the one it seems; write a region such as Asia/Shanghai, or UTC");
        }
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        String near = Suggestion.didYouMean(text, ZoneId.getAvailableZoneIds(), "write a zone such as Asia/Shanghai");
        throw new IllegalArgumentException("zone '" + text + "' is not known; " + near);
    }

    private static Object day(String text) {
        String word = text.toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(word) || day.name().substring(0, 3).equals(word)) {
                return day;
            }
        }
        throw new DateTimeParseException("not a weekday", text, 0);
    }

    private static Object address(String text) {
        URI uri = URI.create(text);
        if (!uri.isAbsolute() || uri.isOpaque() || uri.getHost() == null) {
            throw new NumberFormatException("not an address");
        }
        return uri;
    }

    private static Map<String, Object> kind(String... kinds) {
        Object type = kinds.length == 1 ? kinds[0] : List.of(kinds);
        return new LinkedHashMap<>(Map.of("type", type));
    }
}
