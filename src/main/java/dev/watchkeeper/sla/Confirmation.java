package dev.watchkeeper.sla;

import java.util.Locale;

/** Whether late events may still change a verdict. */
public enum Confirmation {
    PROVISIONAL,
    CONFIRMED,
    RESTATED;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
