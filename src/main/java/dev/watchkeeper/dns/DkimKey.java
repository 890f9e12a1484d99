package dev.watchkeeper.dns;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    static DkimKey parse(Txt txt) {
        if (SpfRecord.isSpf(txt)) {
            return unusable("an SPF record stands at the selector");
        }
        Optional<TagList> list = TagList.parse(txt.text());
        if (list.isEmpty()) {
            return unusable("not a list of tag=value");
        }
        TagList tags = list.get();
        if (tags.has("v") && (!tags.startsWith("v") || !tags.get("v").equals("DKIM1"))) {
            return unusable("v must stand first and be DKIM1");
        }
        if (!tags.has("p")) {
            return unusable("no key: the tag p is missing");
        }
        String type = tags.get("k").isEmpty() ? "rsa" : tags.get("k").toLowerCase(Locale.ROOT);
        boolean testing = words(tags.get("t")).contains("y");
        List<String> hashes = words(tags.get("h"));
        boolean sha1Only = !hashes.isEmpty() && !hashes.contains("sha256");
        String key = BLANKS.matcher(tags.get("p")).replaceAll("");
        if (key.isEmpty()) {
            return new DkimKey(type, 0, true, testing, sha1Only, "");
        }
        List<String> services = words(tags.get("s"));
        if (!services.isEmpty() && !services.contains("*") && !services.contains("email")) {
            return unusable("the tag s excludes mail");
        }
        try {
            return new DkimKey(type, bits(type, key), false, testing, sha1Only, "");
        } catch (IllegalArgumentException e) {
            return unusable(key.indexOf('"') >= 0 ? "quotes inside the key" : String.valueOf(e.getMessage()));
        }
    }

    private static int bits(String type, String key) {
        byte[] bytes = Base64.getDecoder().decode(key);
        return switch (type) {
            case "ed25519" -> {
                if (bytes.length != ED25519_BYTES) {
                    throw new IllegalArgumentException("an ed25519 key has 32 bytes, not " + bytes.length);
                }
                yield 256;
            }
            case "rsa" -> rsaBits(bytes, key.length());
            default -> throw new IllegalArgumentException("key type " + Txt.printable(type) + " is not known");
        };
    }

    private static int rsaBits(byte[] bytes, int characters) {
        try {
            var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes));
            return ((RSAPublicKey) key).getModulus().bitLength();
        } catch (InvalidKeySpecException e) {
            int length = shortLength(bytes);
            if (length > 0) {
                return length;
            }
            throw new IllegalArgumentException(
                    "not a whole RSA key (" + characters + " characters; often cut at 255)", e);
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
