package dev.watchkeeper.finding;

import java.util.Locale;

/** How bad a finding is; declared worst first, so that natural order puts the worst on top. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** The lower-case word used in JSON, configuration and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Severity of(String word) {
        for (Severity severity : values()) {
            if (severity.word().equalsIgnoreCase(word)) {
                return severity;
            }
        }
        throw new IllegalArgumentException(
                "severity '" + word + "' is not known; accepted: critical, high, medium, low");
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    public boolean worseThan(Severity other) {
        return compareTo(other) < 0;
    }
}
