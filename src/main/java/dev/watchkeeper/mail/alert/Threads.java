package dev.watchkeeper.mail.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Remembers conversations, what was deferred and why something was not told. Joins the running transaction. Each verb
 * changes what it names and nothing else, in one step, so that people and the clock may act on one thread at a time.
 */
public interface Threads {
    /** The newest epoch of a matter; a second caller in another transaction waits until the first has committed. */
    Optional<AlertThread> latest(String incident);

    Optional<AlertThread> find(String key);

    /** Those of the keys that there are. */
    List<AlertThread> find(Collection<String> keys);

    /** Keeps a new conversation. */
    void begin(AlertThread thread);

    /** A mail of an open conversation was written; its first breach is dated by it. False if it is not open. */
    boolean told(String key, SlaAlert newest);

    /** People were told of a pause or a move. */
    void noticed(String key, Instant at);

    /**
     * A breach is brought up once more. False if somebody did so already, is on it, or closed it meanwhile.
     *
     * @param before how often that happened already
     */
    boolean repeated(String key, int before);

    /** Somebody is on it, whether the conversation is open or closed; false if there is none. */
    boolean acknowledge(String key, String by);

    /** False if it is not open. */
    boolean close(String key);

    /** Open threads, nearest deadline first, those without one last. */
    List<AlertThread> open();

    /** Open threads whose breach is not repeated yet as often as it should be, breached before an instant. */
    List<AlertThread> breachedBefore(Instant before, int repeatsBelow);

    /** Keeps a finding's alert for later; nothing changes if it is kept already. */
    void defer(Deferred deferred);

    List<Deferred> deferredUntil(Instant now);

    /** Forgets a deferral. */
    void undefer(String recipientId, String findingId);

    /** Writes down why something was or was not told; for {@code mail explain}. */
    void note(String incident, Instant at, String note);

    List<Note> notes(String incident);

    /** A finding that waits for the end of quiet hours. */
    record Deferred(String recipientId, String findingId, String tenantId, Instant until) {}

    /** One decision. */
    record Note(Instant at, String note) {}
}
