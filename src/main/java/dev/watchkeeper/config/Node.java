package dev.watchkeeper.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a configuration file with its place. Values stay text until a record says what they should be. */
public sealed interface Node {
    Place place();

    /**
     * A single value.
     *
     * @param quoted true if it stood in quotes or in a block, so that an empty one means the empty text
     */
    record Scalar(Place place, String text, boolean quoted) implements Node {
        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {}

    /** Keys in the order of the file; {@link #find} also answers to the other spelling, camelCase or snake_case. */
    record Mapping(Place place, Map<String, Field> fields) implements Node {
        public @Nullable Node find(String key) {
            Field exact = fields.get(key);
            if (exact != null) {
                return exact.value();
            }
            String name = plain(key);
            for (Map.Entry<String, Field> field : fields.entrySet()) {
                if (plain(field.getKey()).equals(name)) {
                    return field.getValue().value();
                }
            }
            return null;
        }
    }

    /**
     * A key's place and its value.
     *
     * @param fallback the value it was laid over; null if there is none
     */
    record Field(Place place, Node value, @Nullable Node fallback) {
        public Field(Place place, Node value) {
            this(place, value, null);
        }
    }

    /** The key under which packaged defaults describe a section that is absent unless somebody writes it. */
    static String template(String key) {
        return key + "?";
    }

    /** The tree without sections that nobody wrote, at the end of laying over. */
    static Node settled(Node node) {
        if (!(node instanceof Mapping mapping)) {
            return node;
        }
        Map<String, Field> kept = new LinkedHashMap<>();
        mapping.fields().forEach((key, field) -> {
            if (!key.endsWith("?")) {
                kept.put(key, new Field(field.place(), settled(field.value()), field.fallback()));
            }
        });
        return new Mapping(mapping.place(), kept);
    }

    /** A key without its spelling: {@code poll_every} and {@code pollEvery} are the same. */
    static String plain(String key) {
        return key.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Lays one tree over another: mappings merge key by key, everything else replaces. A section that the lower tree
     * describes as {@code name?} is merged under {@code name} only if the upper tree has that key.
     */
    static Node overlay(Node base, Node over) {
        if (!(base instanceof Mapping below) || !(over instanceof Mapping above)) {
            return over instanceof Scalar scalar && scalar.isNull() && base instanceof Mapping ? base : over;
        }
        Map<String, Field> merged = new LinkedHashMap<>(below.fields());
        Map<String, String> spelling = new LinkedHashMap<>();
        below.fields().keySet().forEach(key -> spelling.put(plain(key), key));
        above.fields().forEach((key, field) -> {
            String known = merged.containsKey(key) ? key : spelling.getOrDefault(plain(key), key);
            Field old = merged.getOrDefault(known, merged.get(template(known)));
            merged.put(
                    known,
                    old == null ? field : new Field(field.place(), overlay(old.value(), field.value()), old.value()));
        });
        return new Mapping(above.place(), merged);
    }
}
