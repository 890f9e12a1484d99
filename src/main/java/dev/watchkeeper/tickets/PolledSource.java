package dev.watchkeeper.tickets;

import java.time.Instant;

/** A ticket source that is read, as opposed to one that pushes. One reader per source at a time. */
public interface PolledSource {
    String id();

    /**
     * Reads everything new. What was stored before a failure stays, with the cursor that fits it; reading again
     * repeats, never skips.
     *
     * @throws SourceUnreadable if the source cannot be read to its end
     */
    void poll(Instant now) throws SourceUnreadable;

    /** A source could not be read; the message is for the operator. */
    final class SourceUnreadable extends Exception {
        public SourceUnreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
