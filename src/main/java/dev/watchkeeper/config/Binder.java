package dev.watchkeeper.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One walk beside a record's components and a tree: collects every problem, and makes a record only when all of its
 * parts could be made. Not for several threads; it remembers the shapes it has seen.
 */
final class Binder {
    /** Stands for a value that could not be made; its problem is already in the list. */
    private static final Object FAILED = new Object();

    private final Problems problems;
    private final Placeholders placeholders;
    private final Map<Class<?>, ScalarType> scalars = ScalarType.standard();
    private final Set<Class<?>> examined = new HashSet<>();
    private final Map<Class<?>, Shape> shapes = new HashMap<>();

    Binder(Problems problems, Placeholders placeholders) {
        this.problems = problems;
        this.placeholders = placeholders;
    }

    /** The value, or null if something in it was wrong. */
    <T> @Nullable T bind(Class<T> type, Node node, String path) {
        Object value = value(type, node, path);
        return value == FAILED ? null : type.cast(value);
    }

    private Object value(Type type, Node node, String path) {
        Class<?> raw = Shape.raw(type);
        if (raw == Optional.class) {
            if (isNull(node)) {
                return Optional.empty();
            }
            Object inner = value(Shape.argument(type, 0), node, path);
            return inner == FAILED ? FAILED : Optional.of(inner);
        }
        if (raw == List.class || raw == Set.class) {
            return items(Shape.argument(type, 0), raw == Set.class, node, path);
        }
        if (raw == Map.class) {
            return entries(Shape.argument(type, 0), Shape.argument(type, 1), node, path);
        }
        if (raw == Object.class) {
            return free(node, path);
        }
        ScalarType scalar = scalar(raw);
        if (scalar != null && (node instanceof Node.Scalar || !raw.isRecord())) {
            return single(raw, scalar, node, path);
        }
        if (raw.isRecord()) {
            return record(raw, node, path);
        }
        throw new IllegalStateException("the reader does not know " + raw + " (at " + path + ")");
    }

    private @Nullable ScalarType scalar(Class<?> raw) {
        ScalarType known = scalars.get(raw);
        if (known == null && examined.add(raw)) {
            known = ScalarType.of(raw).orElse(null);
            if (known != null) {
                scalars.put(raw, known);
            }
        }
        return known;
    }

    private Object single(Class<?> raw, ScalarType type, Node node, String path) {
        if (!(node instanceof Node.Scalar scalar)) {
            String found = node instanceof Node.Mapping ? "keys" : "a list";
            problems.error(node.place(), path, "holds " + found + ", wanted is one value", accepted(type));
            return FAILED;
        }
        if (scalar.isNull()) {
            problems.error(scalar.place(), path, "has no value", accepted(type));
            return FAILED;
        }
        boolean referred = Placeholders.present(scalar.text());
        if (raw == Secret.class && !referred && !scalar.text().isEmpty()) {
            problems.error(
                    scalar.place(),
                    path,
                    "a secret stands here in clear text",
                    "keep it outside and refer to it: ${env:NAME} or ${file:PATH}");
            return FAILED;
        }
        String text;
        try {
            text = referred ? placeholders.replace(scalar.text()) : scalar.text();
        } catch (IllegalArgumentException e) {
            problems.error(scalar.place(), path, String.valueOf(e.getMessage()), "");
            return FAILED;
        }
        return read(type, scalar, text, referred, path);
    }

    private Object read(ScalarType type, Node.Scalar scalar, String text, boolean referred, String path) {
        String shown = "'" + shown(referred ? scalar.text() : text) + "'";
        try {
            return type.reader().read(text);
        } catch (NumberFormatException | DateTimeException e) {
            problems.error(scalar.place(), path, shown + " is not accepted", accepted(type));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            if (type.accepted().isEmpty() || message.contains(";")) {
                problems.error(scalar.place(), path, referred ? shown + " is not accepted" : shown(message), "");
            } else {
                String near = Suggestion.nearest(text, List.of(type.accepted().split(", ")))
                        .map(word -> "did you mean '" + word + "'? ")
                        .orElse("");
                problems.error(scalar.place(), path, shown + " is not accepted", near + accepted(type));
            }
        }
        return FAILED;
    }

    private static String accepted(ScalarType type) {
        return type.accepted().isEmpty() ? "" : "accepted: " + type.accepted();
    }

    private Object items(Type item, boolean set, Node node, String path) {
        if (isNull(node)) {
            return set ? Set.of() : List.of();
        }
        List<Node> nodes;
        if (node instanceof Node.Sequence sequence) {
            nodes = sequence.items();
        } else if (node instanceof Node.Scalar) {
            nodes = List.of(node);
        } else {
            problems.error(node.place(), path, "holds keys, wanted is a list", "write one '- ' per entry");
            return FAILED;
        }
        List<Object> made = new ArrayList<>(nodes.size());
        boolean failed = false;
        for (int i = 0; i < nodes.size(); i++) {
            Object value = value(item, nodes.get(i), path + "[" + i + "]");
            failed |= value == FAILED;
            made.add(value);
        }
        if (failed) {
            return FAILED;
        }
        return set ? Collections.unmodifiableSet(new LinkedHashSet<>(made)) : List.copyOf(made);
    }

    private Object entries(Type keyType, Type valueType, Node node, String path) {
        if (isNull(node)) {
            return Map.of();
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.error(node.place(), path, "wanted are keys with values", "write 'name: value'");
            return FAILED;
        }
        Map<Object, Object> made = new LinkedHashMap<>();
        boolean failed = false;
        for (Map.Entry<String, Node.Field> field : mapping.fields().entrySet()) {
            String below = join(path, field.getKey());
            Object key = value(keyType, new Node.Scalar(field.getValue().place(), field.getKey(), true), below);
            Object value = value(valueType, field.getValue().value(), below);
            failed |= key == FAILED || value == FAILED;
            made.put(key, value);
        }
        return failed ? FAILED : Collections.unmodifiableMap(made);
    }

    private Object record(Class<?> type, Node node, String path) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.error(node.place(), path, "wanted are keys with values", "accepted keys: " + keys(shape(type)));
            return FAILED;
        }
        Shape shape = shape(type);
        Node.Field[] given = sort(shape, mapping, path);
        @Nullable Object[] values = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            values[i] = component(shape.components().get(i), given[i], mapping, path);
        }
        return make(shape, given, values, mapping, path);
    }

    /** The mapping's fields in the order of the components; unknown and doubled keys become problems. */
    private Node.Field[] sort(Shape shape, Node.Mapping mapping, String path) {
        Node.Field[] given = new Node.Field[shape.components().size()];
        mapping.fields().forEach((key, field) -> {
            Integer index = shape.byPlainName().get(Node.plain(key));
            if (index == null) {
                Set<String> known = new TreeSet<>();
                shape.components().forEach(component -> known.add(component.name()));
                problems.error(
                        field.place(),
                        join(path, key),
                        "the key is not known",
                        Suggestion.didYouMean(key, known, "accepted keys: " + keys(shape)));
            } else if (given[index] != null) {
                problems.error(
                        field.place(), join(path, key), "the key stands here twice, in two spellings", "keep one");
            } else {
                given[index] = field;
            }
        });
        return given;
    }

    private @Nullable Object component(
            Shape.Component component, Node.@Nullable Field field, Node.Mapping owner, String path) {
        String below = join(path, component.name());
        Class<?> raw = Shape.raw(component.type());
        if (field == null || (component.optional() && isNull(field.value()))) {
            if (raw == Optional.class) {
                return Optional.empty();
            }
            if (component.optional()) {
                return null;
            }
            if (component.collection()) {
                return raw == Map.class ? Map.of() : raw == Set.class ? Set.of() : List.of();
            }
            ScalarType scalar = scalar(raw);
            String remedy = scalar == null ? "add it" : "add '" + component.name() + ": " + scalar.example() + "'";
            problems.error(owner.place(), below, "the key is missing", remedy);
            return FAILED;
        }
        return value(component.type(), field.value(), below);
    }

    /**
     * Makes the record. Where a part is wrong its default stands in for it, only to hear what the record says of its
     * other parts: all problems come at once.
     */
    private Object make(
            Shape shape, Node.@Nullable Field[] given, @Nullable Object[] values, Node.Mapping mapping, String path) {
        Set<Integer> standIns = new HashSet<>();
        for (; ; ) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == FAILED) {
                    values[i] = standIns.add(i) ? standIn(shape.components().get(i), given[i], path) : FAILED;
                    if (values[i] == FAILED) {
                        return FAILED;
                    }
                }
            }
            String refusal;
            try {
                Object made = shape.constructor().newInstance(values);
                return standIns.isEmpty() ? made : FAILED;
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof DateTimeException)) {
                    throw new IllegalStateException("cannot make the record at " + path, e.getCause());
                }
                refusal = shown(String.valueOf(e.getCause().getMessage()));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot make the record at " + path, e);
            }
            String text = below(path, refusal);
            int culprit = shape.named(firstWord(text));
            if (standIns.stream()
                            .anyMatch(i ->
                                    mentions(text, shape.components().get(i).name()))
                    || (culprit < 0 && !standIns.isEmpty())) {
                return FAILED; // said of a stand-in, or of how one goes with the rest
            }
            refused(culprit < 0 ? null : mapping.find(firstWord(text)), mapping, path, refusal);
            if (culprit < 0) {
                return FAILED;
            }
            values[culprit] = FAILED;
        }
    }

    /** What takes the place of a wrong value: its default, else what an absent one would be. */
    private @Nullable Object standIn(Shape.Component component, Node.@Nullable Field field, String path) {
        if (field == null) {
            return FAILED;
        }
        Node fallback = field.fallback();
        if (fallback != null) {
            Object value = new Binder(new Problems(), placeholders)
                    .value(component.type(), Node.settled(fallback), join(path, component.name()));
            if (value != FAILED) {
                return value;
            }
        }
        Class<?> raw = Shape.raw(component.type());
        if (raw == Optional.class) {
            return Optional.empty();
        }
        if (component.optional()) {
            return null;
        }
        if (component.collection()) {
            return raw == Map.class ? Map.of() : raw == Set.class ? Set.of() : List.of();
        }
        return FAILED;
    }

    /** A record refused its parts; if its message begins with the name of one, that key and its line are named. */
    private void refused(@Nullable Node part, Node.Mapping mapping, String path, String message) {
        if (part == null) {
            problems.error(mapping.place(), path, message, "");
            return;
        }
        String text = below(path, message);
        String word = firstWord(text);
        problems.error(
                part.place(), join(path, word), text.substring(word.length()).replaceFirst("^:? +", ""), "");
    }

    /** The message without the path that a record may put before the name of its part. */
    private static String below(String path, String message) {
        return !path.isEmpty() && message.startsWith(path + ".") ? message.substring(path.length() + 1) : message;
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(text)
                .find();
    }

    /** A value whose form nobody declared: maps, lists, and texts, numbers and flags as YAML reads them. */
    private Object free(Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Object> made = new LinkedHashMap<>();
            mapping.fields().forEach((key, field) -> made.put(key, free(field.value(), join(path, key))));
            return made;
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(item -> free(item, path)).toList();
        }
        Node.Scalar scalar = (Node.Scalar) node;
        String text = scalar.text();
        if (!scalar.quoted() && text.matches("true|false")) {
            return Boolean.valueOf(text);
        }
        if (!scalar.quoted() && text.matches("-?(0|[1-9]\\d{0,17})")) {
            return Long.valueOf(text);
        }
        try {
            return Placeholders.present(text) ? placeholders.replace(text) : text;
        } catch (IllegalArgumentException e) {
            problems.error(scalar.place(), path, String.valueOf(e.getMessage()), "");
            return FAILED;
        }
    }

    private Shape shape(Class<?> type) {
        return shapes.computeIfAbsent(type, Shape::of);
    }

    private static String keys(Shape shape) {
        return String.join(
                ", ", shape.components().stream().map(Shape.Component::name).toList());
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isNull();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A value for a message: one line, no control characters, not endless. */
    private static String shown(String text) {
        String clean = text.replaceAll("\\p{C}", "?");
        return clean.length() <= 300 ? clean : clean.substring(0, 300) + "...";
    }
}
