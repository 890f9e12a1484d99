package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Policies, calendars and contracts as JSON documents; equal content gives equal text in every process. */
final class RuleJson {
    private static final ObjectMapper MAPPER = mapper();

    private RuleJson() {}

    private static ObjectMapper mapper() {
        SimpleModule words = new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addSerializer(LocalDate.class, ToStringSerializer.instance)
                .addSerializer(LocalTime.class, ToStringSerializer.instance)
                .addSerializer(ZoneId.class, ToStringSerializer.instance)
                .addSerializer(new SortedSets())
                .addDeserializer(Instant.class, new OfText<>(Instant.class, Instant::parse))
                .addDeserializer(Duration.class, new OfText<>(Duration.class, Duration::parse))
                .addDeserializer(ZoneId.class, new OfText<>(ZoneId.class, ZoneId::of))
                .addKeyDeserializer(LocalDate.class, new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return LocalDate.parse(key);
                    }
                });
        return new ObjectMapper()
                .registerModule(words)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    static String write(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a version of ours cannot be written as JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JsonProcessingException if an older program wrote it in a form that this one cannot use
     */
    static <T> T read(String json, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(json, type);
    }

    private static final class OfText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1;
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

    /** The order of a set differs from one run of the JVM to the next. */
    @SuppressWarnings("rawtypes") // Jackson asks by raw class
    private static final class SortedSets extends StdSerializer<Set> {
        private static final long serialVersionUID = 1;

        SortedSets() {
            super(Set.class);
        }

        @Override
        public void serialize(Set set, JsonGenerator out, SerializerProvider provider) throws IOException {
            TreeSet<String> sorted = new TreeSet<>();
            for (Object one : set) {
                sorted.add(String.valueOf(one));
            }
            out.writeStartArray();
            for (String one : sorted) {
                out.writeString(one);
            }
            out.writeEndArray();
        }
    }
}
