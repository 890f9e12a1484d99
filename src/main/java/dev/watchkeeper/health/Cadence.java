package dev.watchkeeper.health;

import java.util.Locale;

/** How often a check is judged; each rarer audit includes the checks of the more frequent ones. */
public enum Cadence {
    CONTINUOUS,
    DAILY,
    QUARTERLY;

    public static Cadence of(String word) {
        for (Cadence cadence : values()) {
            if (cadence.word().equals(word)) {
                return cadence;
            }
        }
        throw new IllegalArgumentException(
                "cadence '" + word + "' is not known; accepted: continuous, daily, quarterly");
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
