package dev.watchkeeper.app;

import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an id, a mailbox, a domain and a customer id look like. */
final class Addresses {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+" + LABEL);
    private static final Pattern MAILBOX =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(" + LABEL + "\\.)+" + LABEL);
    private static final Pattern CUSTOMER = Pattern.compile("C[A-Za-z0-9]{1,40}|my_customer");

    private Addresses() {}

    static void checkId(Problems problems, Bound<?> entry, String id) {
        if (!ID.matcher(id).matches()) {
            problems.error(
                    entry.at("id"),
                    entry.pathOf("id"),
                    "id '" + id + "' is not accepted",
                    "lower-case letters, digits, '.', '_' and '-', at most 64, for example xinghai");
        }
    }

    static void checkMailbox(Problems problems, Place place, String path, String mailbox) {
        int at = mailbox.lastIndexOf('@');
        String folded = at < 0
                ? mailbox
                : mailbox.substring(0, at) + mailbox.substring(at).toLowerCase(Locale.ROOT);
        if (!MAILBOX.matcher(folded).matches()) {
            problems.error(
                    place, path, "'" + mailbox + "' is not a mail address", "write for example li.na@example.cn");
        }
    }

    static void checkDomain(Problems problems, Place place, String path, String domain) {
        if (!DOMAIN.matcher(domain.toLowerCase(Locale.ROOT)).matches()) {
            problems.error(
                    place,
                    path,
                    "'" + domain + "' is not a domain",
                    "write for example example.cn; names in other scripts in their xn-- form");
        }
    }

    static void checkCustomerId(Problems problems, Place place, String path, String id) {
        if (!CUSTOMER.matcher(id).matches()) {
            problems.error(
                    place,
                    path,
                    "'" + id + "' is not a customer id",
                    "Google's id starts with C, for example C03az79cb (Admin console, Account settings); or my_customer");
        }
    }
}
