package dev.watchkeeper.digest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers digests and when the next ones are due. Joins the running transaction. */
public interface Digests {
    /** When the next one is due; empty for a reader seen for the first time. */
    Optional<Instant> due(DigestKind kind, String recipientId);

    /** Moves the due date if it is still what it was; false if somebody else was quicker. Null means not set yet. */
    boolean advance(DigestKind kind, String recipientId, @Nullable Instant from, Instant to);

    /** False, and nothing changes, if a record of this id is there. */
    boolean save(DigestRecord record);

    /** The newest digest of a kind that reached its reader, as a baseline. */
    Optional<Baseline> lastSent(DigestKind kind, String recipientId);

    /** True if a digest written after the given instant will not reach its reader any more. */
    boolean undeliveredSince(DigestKind kind, String recipientId, Instant after);

    /** Skipped ones whose period ended after an instant, oldest first. */
    List<DigestRecord> skippedSince(DigestKind kind, String recipientId, Instant after);

    /** Open critical and high findings as printed in the last digests that were written, oldest first. */
    List<Integer> openInLast(DigestKind kind, String recipientId, int n);

    /** Everything of one digest; empty if there is none of this id. */
    Optional<DigestRecord> find(String id);

    /** Due dates that have passed, for the reconciler. */
    List<Overdue> overdue(Instant before);

    /** Drops the traces of digests before an instant; returns how many. */
    int forgetTraces(Instant before);

    /** A digest that should have been written. */
    record Overdue(DigestKind kind, String recipientId, Instant dueAt) {}
}
