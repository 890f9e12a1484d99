package dev.watchkeeper.google;

import com.google.api.client.json.JsonParser;
import com.google.api.client.json.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a plain list, as the Directory and the Policy API give it. */
record ListPage<T>(List<T> items, @Nullable String nextToken) {
    /**
     * Reads a page.
     *
     * @param key the name of the list
     * @param mapper makes a value of one item; null leaves the item out
     */
    static <T> ListPage<T> read(JsonParser body, String key, Function<Map<String, Object>, @Nullable T> mapper)
            throws IOException {
        List<T> items = new ArrayList<>();
        String token = null;
        while (JsonValues.next(body) == JsonToken.FIELD_NAME) {
            String name = body.getText();
            JsonToken value = JsonValues.next(body);
            if (name.equals(key) && value == JsonToken.START_ARRAY) {
                while (JsonValues.next(body) != JsonToken.END_ARRAY) {
                    T item = mapper.apply(JsonValues.object(JsonValues.read(body)));
                    if (item != null) {
                        items.add(item);
                    }
                }
            } else if (name.equals(key) && value != JsonToken.VALUE_NULL) {
                throw new IOException(key + " is not a list");
            } else {
                Object read = JsonValues.read(body);
                if (name.equals("nextPageToken")) {
                    token = JsonValues.text(read);
                }
            }
        }
        return new ListPage<>(items, token == null || token.isEmpty() ? null : token);
    }
}
