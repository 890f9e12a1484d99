package dev.watchkeeper.sla;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What a change of plan or severity does to an open clock: {@code keep_start}, {@code keep_start_with_grace(30m)} or
 * {@code restart_at_change}.
 */
public record Regrade(boolean restart, Duration grace) {
    public static final Regrade KEEP_START = new Regrade(false, Duration.ZERO);
    private static final String GRACE = "keep_start_with_grace(";

    public static Regrade of(String text) {
        if (text.equals("keep_start")) {
            return KEEP_START;
        }
        if (text.equals("restart_at_change")) {
            return new Regrade(true, Duration.ZERO);
        }
        if (text.startsWith(GRACE) && text.endsWith(")")) {
            String inner = text.substring(GRACE.length(), text.length() - 1).toUpperCase(Locale.ROOT);
            try {
                Duration grace = Duration.parse(
                        inner.startsWith("P") ? inner : inner.endsWith("D") ? "P" + inner : "PT" + inner);
                if (!grace.isNegative()) {
                    return new Regrade(false, grace);
                }
            } catch (DateTimeParseException e) {
                // falls through to the one message below
            }
        }
        throw new IllegalArgumentException("regrade '" + text
                + "' is not known; accepted: keep_start, keep_start_with_grace(30m), restart_at_change");
    }
}
