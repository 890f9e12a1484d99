package dev.watchkeeper.mail.link;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one person is offered to do by a link.
 *
 * @param recipientId the person; who follows the link acts as this person
 * @param subject what it is done to, as {@link Act} says
 * @param expiresAt the first instant at which it is no longer accepted, in whole seconds; null: never
 */
public record Offer(
        Act act,
        String recipientId,
        String subject,
        @Nullable Instant expiresAt) {
    /** How long the links of a mail are accepted; a newer mail has newer ones. */
    public static final Duration KEEPS = Duration.ofDays(14);

    private static final int LONGEST = 200;

    public Offer {
        check("recipient", recipientId);
        check("subject", subject);
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** An offer of a mail written at an instant; unsubscribing never expires. */
    public static Offer at(Instant now, Act act, String recipientId, String subject) {
        return new Offer(act, recipientId, subject, act == Act.UNSUBSCRIBE ? null : now.plus(KEEPS));
    }

    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static void check(String what, String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "the " + what + " of a link has 1 to " + LONGEST + " characters, none of them a control character");
        }
    }
}
