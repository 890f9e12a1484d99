package dev.watchkeeper.sla;

import java.util.Locale;

/** Whether a clock counts; independent of its verdict. */
public enum RunState {
    IDLE,
    RUNNING,
    PAUSED,
    STOPPED;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
