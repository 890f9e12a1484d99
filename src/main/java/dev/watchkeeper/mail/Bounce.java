package dev.watchkeeper.mail;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server reports about a mail it had accepted (RFC 3464). Anybody can write one: {@link BounceDesk} asks for proof.
 *
 * @param messageId of the mail it brings back
 * @param outboxId number that the envelope sender carried; null if the relay dropped it
 * @param recipients whom it could not reach: as we wrote it and as it was rewritten on the way, lower case
 * @param permanent true if the server gave up, false if it still tries
 * @param status enhanced status code such as {@code 5.1.1}
 * @param words the remote server's words, one line
 * @param fileHash SHA-256 of the report, so that it counts once
 */
public record Bounce(
        String messageId,
        @Nullable Long outboxId,
        List<String> recipients,
        boolean permanent,
        String status,
        String words,
        String fileHash) {
    private static final int LONGEST = 300;

    public Bounce {
        recipients = recipients.stream().map(r -> r.toLowerCase(Locale.ROOT)).toList();
        words = words.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        if (words.length() > LONGEST) {
            words = words.substring(0, LONGEST);
        }
    }

    /** As it stands beside the mail. */
    public String told() {
        return "bounced " + status + (words.isEmpty() ? "" : " " + words);
    }
}
