package dev.watchkeeper.status;

/** Fetches the incidents document; never throws for what the network does. */
@FunctionalInterface
public interface Feed {
    /** How a fetch ended. */
    enum Outcome {
        FETCHED,
        NOT_MODIFIED,
        FAILED
    }

    /**
     * One fetch.
     *
     * @param body the document, if fetched
     * @param reason in words, if failed
     */
    record Fetched(Outcome outcome, String body, String entityTag, String lastModified, String reason) {
        static Fetched failed(String reason) {
            return new Fetched(Outcome.FAILED, "", "", "", reason);
        }
    }

    /**
     * Asks for the document unless it is still the one with these validators.
     *
     * @param entityTag and lastModified as the server gave them last; empty for none
     */
    Fetched fetch(String entityTag, String lastModified);
}
