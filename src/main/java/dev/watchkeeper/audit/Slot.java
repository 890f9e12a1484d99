package dev.watchkeeper.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Spreads tenants by a hash of their id: the same place on every node and after every restart. */
final class Slot {
    private Slot() {}

    /** A number in {@code [0, slots)}; independent of the others for each purpose. */
    static long of(String tenantId, String purpose, long slots) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + '\0' + tenantId).getBytes(StandardCharsets.UTF_8));
            return Math.floorMod(ByteBuffer.wrap(hash).getLong(), slots);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
