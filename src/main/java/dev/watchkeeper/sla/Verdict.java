package dev.watchkeeper.sla;

import java.util.Locale;

/** What became of a promise; only new information, never passing time, turns a breach back. */
public enum Verdict {
    OPEN,
    MET,
    BREACHED,
    CANCELLED,
    NOT_APPLICABLE;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
