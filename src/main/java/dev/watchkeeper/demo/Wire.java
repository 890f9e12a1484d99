package dev.watchkeeper.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How Google writes values: 64-bit numbers as texts, times with milliseconds. */
final class Wire {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Wire() {}

    static String time(Instant time) {
        return MILLIS.format(time);
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a made-up answer cannot be written", e);
        }
    }

    static Map<String, Object> read(byte[] json) {
        try {
            return JSON.readValue(json, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
        } catch (java.io.IOException e) {
            return Map.of();
        }
    }

    /** Parameters of an event. */
    static List<Map<String, Object>> parameters(Map<String, Object> values) {
        List<Map<String, Object>> list = new ArrayList<>();
        values.forEach((name, value) -> list.add(parameter(name, value)));
        return list;
    }

    private static Map<String, Object> parameter(String name, Object value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        if (value instanceof Long || value instanceof Integer) {
            json.put("intValue", String.valueOf(value));
        } else if (value instanceof Boolean) {
            json.put("boolValue", value);
        } else if (value instanceof Map<?, ?> map) {
            json.put("messageValue", message(map));
        } else if (value instanceof List<?> list) {
            if (!list.isEmpty() && list.get(0) instanceof Map) {
                json.put(
                        "multiMessageValue",
                        list.stream().map(m -> message((Map<?, ?>) m)).toList());
            } else if (!list.isEmpty() && list.get(0) instanceof Long) {
                json.put("multiIntValue", list.stream().map(String::valueOf).toList());
            } else {
                json.put("multiValue", list);
            }
        } else if (value != Activity.NOTHING) {
            json.put("value", String.valueOf(value));
        }
        return json;
    }

    private static Map<String, Object> message(Map<?, ?> map) {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((key, value) -> inner.put(String.valueOf(key), value));
        return Map.of("parameter", parameters(inner));
    }

    /** Parameters of a usage report. */
    static List<Map<String, Object>> usage(Map<String, Object> values) {
        List<Map<String, Object>> list = new ArrayList<>();
        values.forEach((name, value) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            if (value instanceof Long || value instanceof Integer) {
                json.put("intValue", String.valueOf(value));
            } else if (value instanceof Boolean) {
                json.put("boolValue", value);
            } else if (value instanceof Instant time) {
                json.put("datetimeValue", time(time));
            } else if (value instanceof List) {
                json.put("msgValue", value);
            } else {
                json.put("stringValue", String.valueOf(value));
            }
            list.add(json);
        });
        return list;
    }
}
