package dev.watchkeeper.audit;

import java.util.Locale;

/** How much of the catalogue an audit judges; each scope includes the ones before it. */
public enum Scope {
    CONTINUOUS,
    DAILY,
    QUARTERLY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Scope of(String word) {
        for (Scope scope : values()) {
            if (scope.word().equalsIgnoreCase(word)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("scope '" + word + "' is not known; accepted: continuous, daily, quarterly");
    }
}
