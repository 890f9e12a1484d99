package dev.watchkeeper.sla;

import java.util.Locale;

/** What is promised to happen in time. */
public enum Metric {
    FIRST_RESPONSE,
    NEXT_RESPONSE,
    RESOLUTION,
    PERIODIC_UPDATE;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
