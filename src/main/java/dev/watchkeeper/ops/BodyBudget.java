package dev.watchkeeper.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Heap for bodies that are arriving, counted by what has arrived and not by what was announced: a sender that hangs after
 * its first byte holds one small piece. Safe for use by all threads.
 */
final class BodyBudget {
    private static final int PIECE = 4 << 10;

    private final Semaphore pieces;

    BodyBudget(int bytes) {
        this.pieces = new Semaphore(bytes / PIECE);
    }

    /** A body, cut after {@code most} bytes; empty if there is no room for it just now. Its room is free again at once. */
    Optional<byte[]> read(InputStream in, int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(PIECE);
        int held = 0;
        try {
            while (body.size() < most) {
                int first = in.read(); // waits without holding anything
                if (first < 0) {
                    break;
                }
                if (!pieces.tryAcquire()) {
                    return Optional.empty();
                }
                held++;
                body.write(first);
                body.write(in.readNBytes(Math.min(PIECE, most - body.size() + 1) - 1));
            }
            return Optional.of(body.toByteArray());
        } finally {
            pieces.release(held);
        }
    }
}
