package dev.watchkeeper.dns;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Domain names as people write them, and comparison on whole labels. */
public final class DomainName {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private DomainName() {}

    /**
     * The A-label form, lower case, without final dot. Letters that IDNA 2003 and 2008 treat differently (ß, ς) are
     * encoded as IDNA 2008 does; a name that is already ASCII is taken as it is.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static String parse(String written) {
        String name = written.trim().replace('。', '.').replace('．', '.').replace('｡', '.');
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        StringBuilder ascii = new StringBuilder();
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            ascii.append(ascii.isEmpty() ? "" : ".").append(label(label, written));
        }
        if (labels.length < 2) {
            throw wrong(written, "it needs a dot, such as example.com");
        }
        if (DIGITS.matcher(labels[labels.length - 1]).matches()) {
            throw wrong(written, "it ends in digits like an IP address");
        }
        if (ascii.length() > 253) {
            throw wrong(written, "it is longer than 253 characters");
        }
        return ascii.toString();
    }

    private static String label(String label, String written) {
        String ascii;
        if (label.chars().allMatch(c -> c < 0x80)) {
            ascii = label.toLowerCase(Locale.ROOT);
        } else if (label.indexOf('ß') >= 0 || label.indexOf('ς') >= 0) {
            ascii = "xn--" + Punycode.encode(label.toLowerCase(Locale.ROOT));
        } else {
            try {
                ascii = IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                throw wrong(written, "the part '" + Txt.printable(label) + "' is not allowed in a domain");
            }
        }
        if (!LABEL.matcher(ascii).matches()) {
            throw wrong(
                    written,
                    label.isEmpty()
                            ? "a part between two dots is empty"
                            : "the part '" + Txt.printable(label)
                                    + "' may hold letters, digits and inner hyphens only, 63 at most");
        }
        return ascii;
    }

    private static IllegalArgumentException wrong(String written, String why) {
        return new IllegalArgumentException("'" + Txt.printable(written) + "' is not a domain name: " + why);
    }

    /** True for labels of lower-case letters, digits, hyphens and underscores, as DNS can carry them. */
    static boolean isHost(String host) {
        if (host.isEmpty() || host.length() > 253) {
            return false;
        }
        int label = 0;
        for (int i = 0; i <= host.length(); i++) {
            if (i == host.length() || host.charAt(i) == '.') {
                if (label < 1 || label > 63) {
                    return false;
                }
                label = 0;
            } else if ("abcdefghijklmnopqrstuvwxyz0123456789_-".indexOf(host.charAt(i)) < 0) {
                return false;
            } else {
                label++;
            }
        }
        return true;
    }

    /** True if a name is the suffix itself or lies below it, on whole labels; both lower case without final dot. */
    static boolean isUnder(String name, String suffix) {
        return name.equals(suffix) || name.endsWith("." + suffix);
    }
}
