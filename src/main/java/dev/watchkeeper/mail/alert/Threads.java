package dev.watchkeeper.mail.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Remembers conversations, what was deferred and why something was not told. Joins the running transaction. */
public interface Threads {
    /** The newest epoch of a matter; a second caller in another transaction waits until the first has committed. */
    Optional<AlertThread> latest(String incident);

    Optional<AlertThread> find(String key);

    /** Those of the keys that there are. */
    List<AlertThread> find(Collection<String> keys);

    void save(AlertThread thread);

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
