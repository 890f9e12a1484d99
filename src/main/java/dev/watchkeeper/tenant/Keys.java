package dev.watchkeeper.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys made of texts from outside, for columns that end somewhere: two keys are never cut into one. */
public final class Keys {
    private static final int HASH = 40;

    private Keys() {}

    /** The key if it fits; else its beginning and a hash of the whole. Lengths are in characters of Java. */
    public static String bounded(String key, int most) {
        return key.length() <= most ? key : key.substring(0, most - HASH - 1) + "~" + hash(key);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
