package dev.watchkeeper.mail.link;

import java.util.Arrays;
import java.util.Optional;

/** What a link may do; its subject says to what. */
public enum Act {
    /** Somebody takes care of findings; the subject is what {@link Offer#about} makes of their ids. */
    ACKNOWLEDGE("ack"),
    /** Risks are accepted for a while; the subject as of the one above. */
    MUTE("mute"),
    /** "I am on it"; the subject is the key of the promise's alert thread. */
    TAKE("take"),
    /** No digests for a while; the subject is {@code digests}. */
    PAUSE("pause"),
    /** No more digests of a kind; the subject is {@code daily} or {@code weekly}. */
    UNSUBSCRIBE("out"),
    /** Takes back one of the last two; the subject is {@code digests}, {@code daily} or {@code weekly}. */
    RESUME("in");

    private final String word;

    Act(String word) {
        this.word = word;
    }

    /** As it stands in a sealed link and in the database. */
    public String word() {
        return word;
    }

    /** False where doing it again changes nothing, so that mail programs may repeat it (RFC 8058). */
    public boolean once() {
        return this != UNSUBSCRIBE;
    }

    static Optional<Act> of(String word) {
        return Arrays.stream(values()).filter(act -> act.word.equals(word)).findFirst();
    }
}
