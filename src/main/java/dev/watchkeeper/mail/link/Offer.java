package dev.watchkeeper.mail.link;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** Fifty findings; the address stays under what mail programs and proxies pass on. */
    private static final int LONGEST_SUBJECT = 700;

    private static final String FINDING = "F-";

    public Offer {
        check("recipient", recipientId, LONGEST);
        check("subject", subject, LONGEST_SUBJECT);
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** An offer of a mail written at an instant; unsubscribing never expires. */
    public static Offer at(Instant now, Act act, String recipientId, String subject) {
        return new Offer(act, recipientId, subject, act == Act.UNSUBSCRIBE ? null : now.plus(KEEPS));
    }

    /**
     * The subject of an offer about findings, {@code F-A} or {@code F-A,B,C}; empty if they are too many for one link.
     *
     * @param ids each with {@code F-} before it
     */
    public static Optional<String> about(List<String> ids) {
        String subject = ids.get(0)
                + ids.stream()
                        .skip(1)
                        .map(id -> "," + id.substring(FINDING.length()))
                        .collect(Collectors.joining());
        return subject.length() > LONGEST_SUBJECT ? Optional.empty() : Optional.of(subject);
    }

    /** The ids of the findings it is about. */
    public List<String> findings() {
        return Arrays.stream(subject.split(",", -1))
                .map(id -> id.startsWith(FINDING) ? id : FINDING + id)
                .toList();
    }

    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static void check(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "the " + what + " of a link has 1 to " + longest + " characters, none of them a control character");
        }
    }
}
