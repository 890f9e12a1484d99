package dev.watchkeeper.digest;

import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.tenant.Person;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What readers do not want to get: {@code people.yaml}, and over it what they changed by links of their mails. */
public record Wishes(NotifyPrefs prefs) {
    private static final String OFF = "switched off";
    private static final String PAUSED = "paused until";

    /**
     * No digests for a while.
     *
     * @param reason in words, with who wanted it and when
     */
    public record Pause(Instant until, String reason) {}

    /** Why a reader gets no digests of a kind, with who wanted it and when; empty if they come. */
    public Optional<String> off(DigestKind kind, Person person) {
        if (kind == DigestKind.DAILY && person.dailyMode() == Person.DigestMode.OFF) {
            return Optional.of(OFF + " in people.yaml");
        }
        return NotifyPrefs.modeKey(kind.word())
                .flatMap(key -> prefs.latest(person.id(), key))
                .filter(change -> change.value().equals(NotifyPrefs.OFF))
                .map(change -> OFF + " by the reader (" + change.by() + ", " + change.at() + ")");
    }

    /** The pause that lasts, the later of the file's and the reader's own; empty if there is none. */
    public Optional<Pause> pause(Person person, Instant now) {
        Optional<Pause> configured = Optional.ofNullable(person.pausedUntil())
                .map(until -> new Pause(until, PAUSED + " " + until + " (people.yaml)"));
        Optional<Pause> own = prefs.latest(person.id(), NotifyPrefs.PAUSED_UNTIL)
                .map(change -> new Pause(
                        Instant.parse(change.value()),
                        PAUSED + " " + change.value() + " (" + change.by() + ", " + change.at() + ")"));
        return Stream.of(configured, own)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Pause::until))
                .filter(pause -> now.isBefore(pause.until()));
    }

    /** Whether a digest was skipped for a reason of this kind. */
    static boolean isReason(String skipped) {
        return skipped.startsWith(OFF) || skipped.startsWith(PAUSED);
    }
}
