package dev.watchkeeper.dns;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DKIM key record (RFC 6376 3.6.1, RFC 8301, RFC 8463). Pure.
 *
 * @param fault what makes it unusable, in words; empty if it can be read
 * @param bits length of the key; 256 for ed25519, 0 if revoked or unusable
 */
record DkimKey(String type, int bits, boolean revoked, boolean testing, boolean sha1Only, String fault) {
    private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");
    private static final int ED25519_BYTES = 32;
    private static final int LONGEST_STRING = 255;
    /** Of a key of 16,384 bits; more would only cost time. */
    private static final int LONGEST_KEY = 4_000;

    static DkimKey parse(Txt txt) {
        if (SpfRecord.isSpf(txt)) {
            return unusable("an SPF record stands at the selector");
        }
        TagList tags = TagList.parse(txt.text());
        if (!tags.fault().isEmpty()) {
            return unusable(cut(txt) + tags.fault());
        }
        if (tags.has("v") && (!tags.startsWith("v") || !tags.get("v").equals("DKIM1"))) {
            return unusable("v must stand first and be DKIM1, in exactly these letters");
        }
        if (!tags.has("p")) {
            return unusable(
                    tags.has("P")
                            ? "no key: the tag p is written as P, and the names of tags are lower case"
                            : "no key: the tag p is missing");
        }
        String type = tags.get("k").isEmpty() ? "rsa" : tags.get("k").toLowerCase(Locale.ROOT);
        boolean testing = words(tags.get("t")).contains("y");
        List<String> hashes = words(tags.get("h"));
        boolean sha1Only = !hashes.isEmpty() && !hashes.contains("sha256");
        String key = BLANKS.matcher(tags.get("p")).replaceAll("");
        if (key.isEmpty()) {
            return new DkimKey(type, 0, true, testing, sha1Only, "");
        }
        if (key.length() > LONGEST_KEY) {
            return unusable("the key has " + key.length() + " characters; no key is that long");
        }
        List<String> services = words(tags.get("s"));
        if (!services.isEmpty() && !services.contains("*") && !services.contains("email")) {
            return unusable("the tag s excludes mail");
        }
        try {
            return new DkimKey(type, bits(type, key), false, testing, sha1Only, "");
        } catch (IllegalArgumentException e) {
            return unusable(
                    key.indexOf('"') >= 0 ? "quotes inside the key" : cut(txt) + String.valueOf(e.getMessage()));
        }
    }

    /** A panel that holds one string of 255 characters only cuts what is longer. */
    private static String cut(Txt txt) {
        return txt.octets() == LONGEST_STRING
                ? "cut at 255 characters, the longest string of a TXT record; the value needs two strings: "
                : "";
    }

    private static int bits(String type, String key) {
        byte[] bytes = decoded(key);
        return switch (type) {
            case "ed25519" -> {
                if (bytes.length != ED25519_BYTES) {
                    throw new IllegalArgumentException("an ed25519 key has 32 bytes, not " + bytes.length);
                }
                yield 256;
            }
            case "rsa" -> rsaBits(bytes, key.length());
            default -> throw new IllegalArgumentException("key type " + Txt.brief(type) + " is not known");
        };
    }

    private static byte[] decoded(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            int whole = key.length() - key.length() % 4;
            for (int i = 0; i < key.length(); i++) {
                char c = key.charAt(i);
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (!letter && "+/=".indexOf(c) < 0) {
                    throw new IllegalArgumentException(
                            "the key has the character '" + Txt.brief(String.valueOf(c)) + "', which base64 has not",
                            e);
                }
            }
            int equals = key.indexOf('=');
            if (equals >= 0 && equals < key.length() - 2) {
                throw new IllegalArgumentException("characters stand behind the end of the key", e);
            }
            byte[] beginning = Base64.getDecoder().decode(key.substring(0, Math.min(whole, 8)));
            int expected = characters(beginning);
            throw new IllegalArgumentException(
                    expected > key.length()
                            ? "the key is cut: " + key.length() + " characters of " + expected
                            : "the key is not whole base64: " + key.length() + " characters",
                    e);
        }
    }

    /** How many characters of base64 a DER sequence has that begins with these bytes; 0 if they begin none. */
    private static int characters(byte[] der) {
        int length = derLength(der);
        return length < 0 ? 0 : (length + 2) / 3 * 4;
    }

    /** The length of a DER sequence with its head; -1 if the bytes begin none. */
    private static int derLength(byte[] der) {
        if (der.length < 4 || der[0] != 0x30) {
            return -1;
        }
        int first = der[1] & 0xff;
        return switch (first) {
            case 0x81 -> 3 + (der[2] & 0xff);
            case 0x82 -> 4 + ((der[2] & 0xff) << 8 | (der[3] & 0xff));
            default -> first < 0x80 ? 2 + first : -1;
        };
    }

    private static int rsaBits(byte[] bytes, int characters) {
        int whole = derLength(bytes);
        if (whole > bytes.length) {
            throw new IllegalArgumentException("the key is cut: " + characters + " characters of " + characters(bytes));
        }
        if (whole >= 0 && whole < bytes.length) {
            throw new IllegalArgumentException((bytes.length - whole) + " bytes stand behind the end of the key");
        }
        try {
            var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes));
            return ((RSAPublicKey) key).getModulus().bitLength();
        } catch (InvalidKeySpecException e) {
            int length = shortLength(bytes);
            if (length > 0) {
                return length;
            }
            throw new IllegalArgumentException("not an RSA key (" + characters + " characters)", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /** The JDK refuses RSA under 512 bits; such a key is still whole: sequence of algorithm and bit string. */
    private static int shortLength(byte[] der) {
        boolean whole = der.length > 30 && der.length < 90 && der[0] == 0x30 && (der[1] & 0xff) == der.length - 2;
        return whole ? Math.max(1, (der.length - 30) * 8) : 0;
    }

    private static List<String> words(String value) {
        return value.isEmpty()
                ? List.of()
                : List.of(BLANKS.matcher(value.toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .split(":"));
    }

    private static DkimKey unusable(String fault) {
        return new DkimKey("", 0, false, false, false, fault);
    }

    /** Can sign mail that receivers accept. */
    boolean isGood() {
        return fault.isEmpty() && !revoked && !sha1Only && bits >= (type.equals("ed25519") ? 256 : 1024);
    }
}
