package dev.watchkeeper.tickets;

/** Carries one event to one target. */
public interface OutboundTransport {
    /**
     * Delivers.
     *
     * @throws Undelivered saying whether another try makes sense
     */
    void deliver(String target, OutboundEvent event) throws Undelivered;

    /** Was not taken. */
    final class Undelivered extends Exception {
        private final boolean permanent;

        public Undelivered(String message, boolean permanent) {
            super(message);
            this.permanent = permanent;
        }

        public boolean permanent() {
            return permanent;
        }
    }
}
