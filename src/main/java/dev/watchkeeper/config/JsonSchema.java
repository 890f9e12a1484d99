package dev.watchkeeper.config;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON Schema (2020-12) of what the reader accepts for a record, for editors that complete and underline. It is
 * made of maps and lists; every value may also be a reference such as {@literal ${env:NAME}}.
 */
public final class JsonSchema {
    private final Map<Class<?>, ScalarType> scalars = new HashMap<>(ScalarType.standard());
    private final Map<String, String> descriptions;

    /**
     * @param descriptions texts by path of keys, from {@link #descriptions}
     */
    public JsonSchema(Map<String, String> descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * The schema of a file that holds one record.
     *
     * @param allOptional true where packaged defaults fill in what is absent
     */
    public Map<String, Object> of(String title, Class<?> type, boolean allOptional) {
        Map<String, Object> schema = header(title);
        schema.putAll(record(type, "", allOptional));
        return schema;
    }

    /** The schema of a file that holds a list of records: bare, or under a key. */
    public Map<String, Object> ofList(String title, String key, Class<?> item, Set<String> optional) {
        Map<String, Object> entry = record(item, key, false);
        if (entry.get("required") instanceof List<?> required) {
            entry.put(
                    "required",
                    required.stream().filter(name -> !optional.contains(name)).toList());
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", Map.of("$ref", "#/$defs/entry"));
        Map<String, Object> keyed = new LinkedHashMap<>();
        keyed.put("type", "object");
        keyed.put("properties", Map.of(key, list));
        keyed.put("additionalProperties", false);
        Map<String, Object> schema = header(title);
        schema.put("anyOf", List.of(list, keyed, Map.of("$ref", "#/$defs/entry")));
        schema.put("$defs", Map.of("entry", entry));
        return schema;
    }

    private static Map<String, Object> header(String title) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        return schema;
    }

    private Map<String, Object> record(Class<?> type, String path, boolean allOptional) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Shape.Component component : Shape.of(type).components()) {
            String below = path.isEmpty() ? component.name() : path + "." + component.name();
            Map<String, Object> property = new LinkedHashMap<>();
            if (descriptions.containsKey(below)) {
                property.put("description", descriptions.get(below));
            }
            property.putAll(schema(component.type(), below, allOptional));
            properties.put(component.name(), property);
            if (!component.optional() && !component.collection()) {
                required.add(component.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!allOptional && !required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> schema(Type type, String path, boolean allOptional) {
        Class<?> raw = Shape.raw(type);
        if (raw == Optional.class) {
            return schema(Shape.argument(type, 0), path, allOptional);
        }
        if (raw == List.class || raw == Set.class) {
            Map<String, Object> list = new LinkedHashMap<>();
            list.put("type", "array");
            list.put("items", schema(Shape.argument(type, 0), path, false));
            return list;
        }
        if (raw == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", "object");
            map.put("additionalProperties", schema(Shape.argument(type, 1), path, false));
            return map;
        }
        if (raw == Object.class) {
            return new LinkedHashMap<>();
        }
        Optional<ScalarType> scalar = scalars.containsKey(raw) ? Optional.of(scalars.get(raw)) : ScalarType.of(raw);
        if (scalar.isPresent()) {
            return scalar(scalar.get(), raw, path, allOptional);
        }
        return record(raw, path, allOptional);
    }

    private Map<String, Object> scalar(ScalarType type, Class<?> raw, String path, boolean allOptional) {
        Map<String, Object> schema = new LinkedHashMap<>(type.schema());
        if (!type.example().equals("...") && raw != String.class && !schema.containsKey("enum")) {
            schema.put("examples", List.of(type.example()));
        }
        boolean alsoRecord = raw.isRecord() && raw.getRecordComponents().length > 1 && raw != Secret.class;
        return alsoRecord
                ? new LinkedHashMap<>(Map.of("anyOf", List.of(schema, record(raw, path, allOptional))))
                : schema;
    }

    /** What a YAML text's comments say of its keys: the lines right above a key, by the key's path. */
    public static Map<String, String> descriptions(String yaml) {
        Map<String, String> found = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        for (String line : yaml.lines().toList()) {
            String text = line.strip();
            int indent = line.indexOf(text) / 2;
            if (text.startsWith("#")) {
                comment.add(text.substring(1).strip());
            } else {
                if (text.matches("[A-Za-z_][\\w-]*\\??:.*")) {
                    while (path.size() > indent) {
                        path.remove(path.size() - 1);
                    }
                    path.add(text.substring(0, text.indexOf(':')).replace("?", ""));
                    if (!comment.isEmpty()) {
                        found.put(String.join(".", path), String.join(" ", comment));
                    }
                }
                comment.clear();
            }
        }
        return found;
    }
}
