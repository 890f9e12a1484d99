package dev.watchkeeper.mail.link;

import java.time.Instant;
import java.util.Optional;

/** Remembers which links were used. Joins the running transaction, so that a link is used exactly if its act is done. */
public interface UsedLinks {
    /**
     * Marks a link as used.
     *
     * @param id as {@link Seal.Good} gives it
     * @param offer what it offers; one that expires
     * @return false, and nothing changes, if it was used before; of two at the same time one waits for the other
     */
    boolean use(String id, Offer offer, Instant at);

    /** When it was used; empty if it was not. */
    Optional<Instant> usedAt(String id);

    /** Drops what has expired by then; returns how many. */
    int forget(Instant now);
}
