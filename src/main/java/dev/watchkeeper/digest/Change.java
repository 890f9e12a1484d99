package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Tenant;

/** What became of one finding since the baseline. */
public record Change(Kind kind, Tenant customer, Finding finding, Severity before, Severity after) {
    /** In the order in which changes are told. */
    public enum Kind {
        NEW,
        REOPENED,
        WORSENED,
        EASED,
        RESOLVED,
        ACCEPTED,
        /** Probably part of something larger. */
        HELD,
        /** Raised by a new version of a rule, not by the customer. */
        RULE_UPDATE
    }
}
