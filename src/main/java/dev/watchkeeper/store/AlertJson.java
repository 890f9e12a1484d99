package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.watchkeeper.mail.alert.SlaAlert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of an alert as JSON text; instants and spans in ISO 8601. */
final class AlertJson {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new OfText<>(Instant.class, Instant::parse))
                    .addDeserializer(Duration.class, new OfText<>(Duration.class, Duration::parse)));

    private AlertJson() {}

    static @Nullable String write(@Nullable SlaAlert alert) {
        try {
            return alert == null ? null : JSON.writeValueAsString(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert of ours cannot be written as JSON", e);
        }
    }

    static @Nullable SlaAlert read(@Nullable String json) {
        try {
            return json == null ? null : JSON.readValue(json, SlaAlert.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored alert cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static final class OfText<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        OfText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parse.apply(parser.getText());
        }
    }
}
