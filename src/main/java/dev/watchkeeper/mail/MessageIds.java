package dev.watchkeeper.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Message-IDs derived from dedupe keys: the same mail has the same id after every crash, restart and re-send. */
public final class MessageIds {
    private static final int LONGEST = 180;

    private MessageIds() {}

    /**
     * {@code alert:48213-fr-1:breach:v1:am17} becomes {@code <alert.48213-fr-1.breach.v1.am17@domain>}. A key that changes
     * on the way (beyond colons) gets a piece of its hash, so that two keys never share an id.
     */
    public static String of(String dedupeKey, String domain) {
        String plain = dedupeKey.replace(':', '.');
        String left =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("\\.{2,}", ".");
        left = left.replaceAll("^\\.+|\\.+$", "");
        if (left.length() > LONGEST) {
            left = left.substring(0, LONGEST);
        }
        if (!left.equals(plain)) {
            left = left + "-" + hash(dedupeKey).substring(0, 10);
        }
        return "<" + left + "@" + domain + ">";
    }

    static String hash(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of some bytes as lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
