package dev.watchkeeper.tickets;

import java.util.Locale;
import java.util.Optional;

/** What a raw status of some ticket system means to the clocks. */
public enum StatusCategory {
    NEW,
    OPEN,
    WAITING_CUSTOMER,
    WAITING_VENDOR,
    ON_HOLD,
    SOLVED,
    CLOSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is no category; a raw status must go through the connector's table first. */
    public static Optional<StatusCategory> find(String word) {
        for (StatusCategory category : values()) {
            if (category.word().equals(word)) {
                return Optional.of(category);
            }
        }
        return Optional.empty();
    }

    public static StatusCategory of(String word) {
        return find(word)
                .orElseThrow(() -> new IllegalArgumentException("status category '" + word + "' is not known; accepted:"
                        + " new, open, waiting_customer, waiting_vendor, on_hold, solved, closed"));
    }

    /** True for solved and closed. */
    public boolean isDone() {
        return this == SOLVED || this == CLOSED;
    }
}
