package dev.watchkeeper.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A display name and an address. The address is stricter than the standards allow, on purpose: no quoting, no comments,
 * no groups, no non-ASCII local part, a domain of A-labels with a dot.
 */
public record Mailbox(String name, String address) {
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9._%+-]{1,64}");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?=.{3,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");

    public Mailbox {
        int at = address.indexOf('@');
        if (at < 0
                || !LOCAL.matcher(address.substring(0, at)).matches()
                || address.startsWith(".")
                || address.charAt(at - 1) == '.'
                || address.contains("..")
                || !DOMAIN.matcher(address.substring(at + 1).toLowerCase(Locale.ROOT))
                        .matches()) {
            throw new IllegalArgumentException("'" + printable(address)
                    + "' is not an address we send to; accepted: one local part of letters, digits and . _ % + -,"
                    + " one @, a domain with a dot, for example li@reseller.example");
        }
    }

    /** An address without a name. */
    public static Mailbox of(String address) {
        return new Mailbox("", address);
    }

    public String domain() {
        return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
    }
}
