package dev.watchkeeper.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells a reader when to give up: the tenant's time is over, or the daemon is stopping. Polled, never an interrupt. */
@FunctionalInterface
public interface Deadline {
    Deadline NONE = () -> false;

    boolean passed();

    /** Whether a reading that can be taken up again should now give way to other tenants; never if it has passed. */
    default boolean givesWay() {
        return false;
    }

    /** When an audit in several turns began: what was read since need not be read again. Null if it has one turn only. */
    default @Nullable Instant begunAt() {
        return null;
    }

    /** Throws CANCELLED if the deadline has passed. */
    default void check(String source) throws SourceException {
        if (passed()) {
            throw new SourceException(SourceException.Kind.CANCELLED, source, "stopped at the deadline");
        }
    }

    /** The same end for a reading that can be taken up again: it also ends when it has to give way. */
    default Deadline untilItGivesWay() {
        return () -> passed() || givesWay();
    }
}
