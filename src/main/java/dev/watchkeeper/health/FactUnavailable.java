package dev.watchkeeper.health;

/** Ends a check as unknown; carries the reason and no stack trace, because it is an outcome and not a fault. */
public final class FactUnavailable extends RuntimeException {
    public FactUnavailable(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
