package dev.watchkeeper.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints the one JSON document of a command; maps and lists in, text out. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** An object with its keys in the order given; null values stay, since a reader should see that they are null. */
    static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return object;
    }

    static void print(PrintWriter out, Object document) {
        try {
            out.println(PRETTY.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours cannot be written as JSON", e);
        }
    }

    /** A document too large to be held: written as it comes, in the same form as {@link #print}. */
    static Stream stream(PrintWriter out) throws IOException {
        JsonGenerator generator = PRETTY.createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        generator.useDefaultPrettyPrinter();
        generator.writeStartObject();
        return new Stream(generator, out);
    }

    /** The open document; closing it ends it, unless it broke off. */
    static final class Stream implements AutoCloseable {
        private final JsonGenerator generator;
        private final PrintWriter out;
        private boolean whole = true;

        private Stream(JsonGenerator generator, PrintWriter out) {
            this.generator = generator;
            this.out = out;
        }

        /** A field with a list, whose items {@code items} hands over one by one. */
        void list(String name, Consumer<Consumer<Object>> items) throws IOException {
            whole = false;
            generator.writeArrayFieldStart(name);
            items.accept(this::write);
            generator.writeEndArray();
            whole = true;
        }

        private void write(Object item) {
            try {
                generator.writePOJO(item);
            } catch (IOException e) {
                throw new UncheckedIOException("a document of ours cannot be written as JSON", e);
            }
        }

        @Override
        public void close() throws IOException {
            if (whole) {
                generator.writeEndObject();
            }
            generator.close();
            out.println();
        }
    }
}
