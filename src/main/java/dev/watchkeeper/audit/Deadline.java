package dev.watchkeeper.audit;

/** Tells a reader when to give up: the tenant's time is over, or the daemon is stopping. Polled, never an interrupt. */
@FunctionalInterface
public interface Deadline {
    Deadline NONE = () -> false;

    boolean passed();

    /** Throws CANCELLED if the deadline has passed. */
    default void check(String source) throws SourceException {
        if (passed()) {
            throw new SourceException(SourceException.Kind.CANCELLED, source, "stopped at the deadline");
        }
    }
}
