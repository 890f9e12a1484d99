package dev.watchkeeper.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names a finding by what it is about. */
final class Fingerprint {
    /** Without letters that are misread on the telephone (Crockford). */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LETTERS = 12;

    private Fingerprint() {}

    /** {@code F-} and 60 bits: among a million findings two of the same name are one chance in two million. */
    static String of(String tenantId, String checkId, String subject) {
        byte[] hash = sha256(tenantId + '\0' + checkId + '\0' + subject);
        StringBuilder name = new StringBuilder("F-");
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | (hash[i] & 0xff);
        }
        for (int i = 0; i < LETTERS; i++) {
            name.append(ALPHABET.charAt((int) (bits >>> (59 - 5 * i)) & 31));
        }
        return name.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
