package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.List;

/** Outbound events between written and delivered. Writes join the running transaction; claims are leases. */
public interface OutboundEvents {
    /** Writes an event for a target; an id that is known for it changes nothing. */
    void write(String target, OutboundEvent event, Instant now);

    /** Targets for which something is due. */
    List<String> targetsDue(Instant now);

    /** Leases what is due for a target until an instant, oldest first. */
    List<Due> lease(String target, Instant now, Instant until, int limit);

    void delivered(long number, Instant at);

    /** Puts it off, or gives it up if {@code nextTry} is null. */
    void failed(long number, String error, @org.jspecify.annotations.Nullable Instant nextTry);

    /** How many wait. */
    int waiting();

    /**
     * One delivery to make.
     *
     * @param tries how often it was tried before
     */
    record Due(long number, String target, OutboundEvent event, int tries) {}
}
