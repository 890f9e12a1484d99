package dev.watchkeeper.sla;

import java.util.Locale;

/** What a plan owes besides answers. */
public enum EntitlementKind {
    HEALTH_CHECK,
    COMPLIANCE_REVIEW,
    TRAINING;

    /** The lower-case word used in JSON, policies and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
