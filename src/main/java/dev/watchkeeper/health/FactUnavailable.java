package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;

/** Ends a check as unknown; carries the reason and no stack trace, because it is an outcome and not a fault. */
public final class FactUnavailable extends RuntimeException {
    private final transient Text reason;

    public FactUnavailable(Text reason) {
        super(reason.en(), null, false, false);
        this.reason = reason;
    }

    public Text reason() {
        return reason;
    }
}
