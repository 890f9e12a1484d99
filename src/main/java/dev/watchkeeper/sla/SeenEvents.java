package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.TicketEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which events a large input has had, and where each stands: 16 bytes of heap apiece, since a million of keys as
 * objects would take some hundred megabytes. A key is told by its hash and then by the event itself.
 */
final class SeenEvents {
    private static final long FREE = -1;

    private final Replay.Events events;
    private long[] hashes = new long[1024];
    private long[] positions = free(1024);
    private int size;

    SeenEvents(Replay.Events events) {
        this.events = events;
    }

    /** The event of this key that was taken in first; null if there is none. */
    @Nullable
    TicketEvent find(TicketEvent.Key key) {
        long hash = hash(key);
        for (int slot = slot(hash); positions[slot] != FREE; slot = next(slot)) {
            if (hashes[slot] == hash) {
                TicketEvent event = events.at(positions[slot]);
                if (event.key().equals(key)) {
                    return event;
                }
            }
        }
        return null;
    }

    /** Remembers an event that {@link #find} does not know. */
    void add(TicketEvent.Key key, long position) {
        if (2 * size >= positions.length) {
            grow();
        }
        put(hash(key), position);
        size++;
    }

    private void put(long hash, long position) {
        int slot = slot(hash);
        while (positions[slot] != FREE) {
            slot = next(slot);
        }
        hashes[slot] = hash;
        positions[slot] = position;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldPositions = positions;
        hashes = new long[2 * oldHashes.length];
        positions = free(2 * oldPositions.length);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldPositions[i] != FREE) {
                put(oldHashes[i], oldPositions[i]);
            }
        }
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & hashes.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & hashes.length - 1;
    }

    private static long[] free(int length) {
        long[] positions = new long[length];
        Arrays.fill(positions, FREE);
        return positions;
    }

    /** FNV-1a over both texts, with a good last mix. */
    private static long hash(TicketEvent.Key key) {
        long hash = step(0xcbf29ce484222325L, key.source());
        hash = step(hash * 31 + 1, key.id());
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    private static long step(long hash, String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
