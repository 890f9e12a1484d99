package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What is wrong with a text that should be JSON, without the names of the library's switches. */
public final class JsonFault {
    private static final Pattern MARKER = Pattern.compile(" \\(start marker.*", Pattern.DOTALL);
    private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");
    private static final Pattern SWITCH = Pattern.compile("[\\s:;,(]*[^:;,()]*Feature.*", Pattern.DOTALL);

    private JsonFault() {}

    /** {@code Non-standard token 'NaN'}. */
    public static String words(JsonProcessingException e) {
        String text = String.valueOf(e.getOriginalMessage());
        String plain = SWITCH.matcher(
                        LIMIT.matcher(MARKER.matcher(text).replaceAll("")).replaceAll(""))
                .replaceAll("");
        return plain.isBlank() ? "unexpected text" : plain;
    }
}
