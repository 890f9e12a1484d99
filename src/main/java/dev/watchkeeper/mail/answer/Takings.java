package dev.watchkeeper.mail.answer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tickets with a promise, as far as "I am on it" needs them. Joins the running transaction. */
public interface Takings {
    /**
     * The ticket behind an alert thread or a clock; empty if it is not known.
     *
     * @param thread {@code zendesk-main-48213-fr-1}, with or without an epoch
     */
    Optional<Ticket> find(String thread);

    /** Stops what would remind of it; a breach is still told. False if it is not known. */
    boolean take(String thread, String by, Instant now);

    /**
     * A ticket.
     *
     * @param tenantId null if its customer is none of ours
     * @param number what people call it, a stranger's text like {@code title}
     * @param takenBy who said before that they are on it; null if nobody did
     */
    record Ticket(
            @Nullable String tenantId,
            String number,
            String title,
            boolean open,
            @Nullable String takenBy) {}
}
