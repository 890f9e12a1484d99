package dev.watchkeeper.sla;

import java.util.Locale;

/** Whether the plan is part of the price of the licences. */
public enum Billing {
    INCLUDED,
    EXTRA;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
