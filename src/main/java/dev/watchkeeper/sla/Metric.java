package dev.watchkeeper.sla;

import java.util.Locale;

/** What is promised to happen in time. */
public enum Metric {
    FIRST_RESPONSE,
    NEXT_RESPONSE,
    RESOLUTION,
    PERIODIC_UPDATE;

    /** Kept, since it is part of every clock's id. */
    private final String word = name().toLowerCase(Locale.ROOT);

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return word;
    }
}
