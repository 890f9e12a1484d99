package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** Parameters of events and usage figures as JSON; whole numbers come back as Long, as they were written. */
final class ParametersJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private ParametersJson() {}

    static String write(Map<String, Object> values) {
        return values.isEmpty() ? "{}" : StoredJson.write(values);
    }

    static Map<String, Object> read(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        try {
            Map<String, Object> values = MAPPER.readValue(json, new TypeReference<HashMap<String, Object>>() {});
            values.values().removeIf(value -> value == null);
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored parameters are not the JSON that was written", e);
        }
    }
}
