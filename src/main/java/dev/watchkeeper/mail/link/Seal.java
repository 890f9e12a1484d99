package dev.watchkeeper.mail.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Offers as text that only the holder of the key can make. Pure and deterministic: the same offer gives the same text,
 * so that a mail rendered twice is the same mail.
 *
 * <pre>
 * token   = base64url(content) "." base64url(HMAC-SHA256(key, "watchkeeper link\n" content))    no padding
 * content = "1" LF act LF recipient LF subject LF expiry                                        UTF-8; version 1
 * expiry  = seconds since 1970, or "-"
 * </pre>
 *
 * <p>The seal covers every field; fields hold no line feed, so content has one reading. Seals are compared in constant
 * time. Only one spelling of a token is accepted.
 */
public final class Seal {
    /** Shortest key in bytes: as long as the hash, see RFC 2104 section 3. */
    public static final int SHORTEST_KEY = 32;

    private static final int LONGEST_TOKEN = 1_500;
    private static final String VERSION = "1";
    private static final byte[] PURPOSE = "watchkeeper link\n".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<SecretKeySpec> keys;

    /**
     * A seal that makes links with the key, and accepts those of the key and of the one before.
     *
     * @param before null if there was none
     */
    public Seal(String key, @Nullable String before) {
        List<SecretKeySpec> all = new ArrayList<>();
        all.add(key(key));
        if (before != null) {
            all.add(key(before));
        }
        keys = List.copyOf(all);
    }

    private static SecretKeySpec key(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key for links has at least " + SHORTEST_KEY + " bytes, this one has "
                    + bytes.length + "; make one with: openssl rand -base64 48");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** What a token turned out to be. */
    public sealed interface Reading {}

    /**
     * A link of ours that is accepted.
     *
     * @param id names the offer for ever, whichever key sealed it: SHA-256 of its content, in hexadecimal
     */
    public record Good(Offer offer, String id) implements Reading {}

    /** A link of ours whose time is over. */
    public record Expired(Offer offer) implements Reading {}

    /** Not made by us, or not whole. */
    public record Foreign() implements Reading {}

    public String seal(Offer offer) {
        Instant expiry = offer.expiresAt();
        byte[] content = String.join(
                        "\n",
                        VERSION,
                        offer.act().word(),
                        offer.recipientId(),
                        offer.subject(),
                        expiry == null ? "-" : Long.toString(expiry.getEpochSecond()))
                .getBytes(StandardCharsets.UTF_8);
        return token(content, mac(keys.get(0), content));
    }

    public Reading read(String token, Instant now) {
        byte[] content = content(token);
        if (content.length == 0) {
            return new Foreign();
        }
        boolean ours = false;
        for (SecretKeySpec key : keys) {
            ours |= MessageDigest.isEqual(bytes(token(content, mac(key, content))), bytes(token));
        }
        Optional<Offer> offer = ours ? offer(content) : Optional.empty();
        if (offer.isEmpty()) {
            return new Foreign();
        }
        return offer.get().expired(now) ? new Expired(offer.get()) : new Good(offer.get(), id(content));
    }

    private static String token(byte[] content, byte[] mac) {
        return ENCODER.encodeToString(content) + "." + ENCODER.encodeToString(mac);
    }

    private static byte[] bytes(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }

    /** What stands before the dot; empty if that is not base64url. */
    private static byte[] content(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST_TOKEN) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(token.substring(0, dot));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static Optional<Offer> offer(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            String[] parts = text.split("\n", -1);
            if (parts.length != 5 || !parts[0].equals(VERSION)) {
                return Optional.empty();
            }
            Instant expiry = parts[4].equals("-") ? null : Instant.ofEpochSecond(Long.parseLong(parts[4]));
            return Act.of(parts[1]).map(act -> new Offer(act, parts[2], parts[3], expiry));
        } catch (CharacterCodingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(PURPOSE);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String id(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
