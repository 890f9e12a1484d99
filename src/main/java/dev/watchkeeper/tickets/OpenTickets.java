package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which tickets of a source we take for open, and which of them it did not show any more when it was last asked: what
 * a reader needs to notice tickets that vanished there without a word.
 */
public interface OpenTickets {
    /** Subjects of the open tickets, each with the number people know it by as far as we know; empty if none. */
    Map<String, String> open(String sourceId);

    /** Subjects of some other tickets, the newest: a source that shows none of them either is not to be believed. */
    List<String> others(String sourceId, int limit);

    /** Since when which tickets are missing there. */
    Map<String, Instant> missing(String sourceId);

    /** Replaces what is missing; joins the running transaction. */
    void missing(String sourceId, Map<String, Instant> since);

    /** Knows of no open ticket; for commands that read and go. */
    OpenTickets NONE = new OpenTickets() {
        @Override
        public Map<String, String> open(String sourceId) {
            return Map.of();
        }

        @Override
        public List<String> others(String sourceId, int limit) {
            return List.of();
        }

        @Override
        public Map<String, Instant> missing(String sourceId) {
            return Map.of();
        }

        @Override
        public void missing(String sourceId, Map<String, Instant> since) {}
    };
}
