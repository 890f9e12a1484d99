package dev.watchkeeper.sla;

import java.util.Locale;

/** How often something is owed. */
public enum Cadence {
    MONTHLY,
    QUARTERLY,
    HALF_YEARLY,
    YEARLY;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
