package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;

/**
 * An SPF record taken apart (RFC 7208 4.5 to 7). Pure.
 *
 * @param terms in order; those with faults are left out
 * @param faults what makes the record a permanent error, in words
 */
record SpfRecord(String text, List<SpfTerm> terms, List<String> faults) {
    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*)=(.*)");
    private static final Pattern MECHANISM = Pattern.compile("([+\\-~?]?)([A-Za-z][A-Za-z0-9._-]*)([:/].*)?");
    private static final Set<String> MECHANISMS = Set.of("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists");
    private static final Pattern MACRO =
            Pattern.compile("%(?:\\{[slodiphvSLODIPHV](?:0*[1-9][0-9]*)?[rR]?[.\\-+,/_=]*}|%|_|-)");
    private static final Pattern TOP_LABEL = Pattern.compile("(?=.*[A-Za-z-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");

    SpfRecord {
        terms = List.copyOf(terms);
        faults = List.copyOf(faults);
    }

    /** True if a TXT record is meant as SPF: {@code v=spf1} in any case, then a space or the end. */
    static boolean isSpf(Txt txt) {
        return txt.startsWith("v=spf1")
                && (txt.text().length() == 6 || txt.text().charAt(6) == ' ');
    }

    static SpfRecord parse(Txt txt) {
        List<SpfTerm> terms = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        if (!txt.ascii()) {
            faults.add("characters outside printable ASCII");
        }
        int redirects = 0;
        int explanations = 0;
        for (String word : txt.text().substring(6).split(" ", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            try {
                SpfTerm term = term(word);
                terms.add(term);
                redirects += term.isModifier() && term.name().equals("redirect") ? 1 : 0;
                explanations += term.isModifier() && term.name().equals("exp") ? 1 : 0;
            } catch (IllegalArgumentException e) {
                faults.add("'" + Txt.printable(word) + "': " + e.getMessage());
            }
        }
        if (redirects > 1 || explanations > 1) {
            faults.add(redirects > 1 ? "redirect= stands more than once" : "exp= stands more than once");
        }
        return new SpfRecord(txt.text(), terms, faults);
    }

    private static SpfTerm term(String word) {
        Matcher modifier = MODIFIER.matcher(word);
        if (modifier.matches()) {
            String name = modifier.group(1).toLowerCase(Locale.ROOT);
            String target = modifier.group(2);
            boolean known = name.equals("redirect") || name.equals("exp");
            if (known) {
                checkDomain(target);
            } else {
                checkMacros(target);
            }
            return new SpfTerm(word, ' ', name, target, false, !known);
        }
        Matcher mechanism = MECHANISM.matcher(word);
        if (!mechanism.matches()) {
            throw new IllegalArgumentException("not a mechanism and not a modifier");
        }
        String name = mechanism.group(2).toLowerCase(Locale.ROOT);
        if (!MECHANISMS.contains(name)) {
            throw new IllegalArgumentException("unknown mechanism");
        }
        char qualifier = mechanism.group(1).isEmpty() ? '+' : mechanism.group(1).charAt(0);
        String rest = mechanism.group(3) == null ? "" : mechanism.group(3);
        return switch (name) {
            case "all" -> {
                require(rest.isEmpty(), "takes no argument");
                yield new SpfTerm(word, qualifier, name, "", true, false);
            }
            case "include", "exists" -> {
                require(rest.startsWith(":"), "needs a colon and a domain");
                yield new SpfTerm(word, qualifier, name, checkDomain(rest.substring(1)), false, false);
            }
            case "ptr" -> {
                require(rest.isEmpty() || rest.startsWith(":"), "takes a domain only");
                yield new SpfTerm(
                        word, qualifier, name, rest.isEmpty() ? "" : checkDomain(rest.substring(1)), false, false);
            }
            case "ip4", "ip6" -> range(word, qualifier, name, rest);
            default -> hosts(word, qualifier, name, rest);
        };
    }

    /** {@code a} and {@code mx}: an optional domain, then up to two prefix lengths. */
    private static SpfTerm hosts(String word, char qualifier, String name, String rest) {
        Matcher cut = Pattern.compile("(?::(.*?))?(?:/([^/]*))?(?://([^/]*))?").matcher(rest);
        if (rest.startsWith(":") && rest.contains("%{")) {
            // A slash may stand inside a macro as a delimiter; only a tail of digits is a prefix length.
            cut = Pattern.compile("(?::(.*?))?(?:/([0-9]*))?(?://([0-9]*))?").matcher(rest);
        }
        require(cut.matches(), "not understood");
        String domain = cut.group(1);
        if (domain != null) {
            checkDomain(domain);
        }
        boolean everything = false;
        if (cut.group(2) != null) {
            everything = prefix(cut.group(2), 32) == 0;
        }
        if (cut.group(3) != null) {
            everything |= prefix(cut.group(3), 128) == 0;
        }
        return new SpfTerm(word, qualifier, name, domain == null ? "" : domain, everything, false);
    }

    private static SpfTerm range(String word, char qualifier, String name, String rest) {
        require(rest.startsWith(":"), "needs a colon and an address");
        String address = rest.substring(1);
        int slash = address.indexOf('/');
        boolean v4 = name.equals("ip4");
        int prefix = slash < 0 ? (v4 ? 32 : 128) : prefix(address.substring(slash + 1), v4 ? 32 : 128);
        String host = slash < 0 ? address : address.substring(0, slash);
        byte[] bytes = Address.toByteArray(host, v4 ? Address.IPv4 : Address.IPv6);
        require(bytes != null && (!v4 || plainQuad(host)), v4 ? "not an IPv4 address" : "not an IPv6 address");
        return new SpfTerm(word, qualifier, name, "", prefix == 0, false, SpfNet.of(word, v4, bytes, prefix));
    }

    private static boolean plainQuad(String host) {
        for (String part : host.split("\\.", -1)) {
            if (!NUMBER.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    private static int prefix(String digits, int most) {
        require(NUMBER.matcher(digits).matches(), "a prefix length is a number without leading zero");
        int length = Integer.parseInt(digits);
        require(length <= most, "a prefix length is at most " + most);
        return length;
    }

    private static String checkDomain(String spec) {
        require(!spec.isEmpty(), "needs a domain");
        String plain = checkMacros(spec);
        if (MACRO.matcher(spec).results().anyMatch(m -> m.end() == spec.length())) {
            return spec;
        }
        String name = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        require(name.length() <= 253, "a name is at most 253 characters long");
        int dot = name.lastIndexOf('.');
        require(dot >= 0, "a domain needs a dot");
        require(TOP_LABEL.matcher(name.substring(dot + 1)).matches(), "the last label is not a top-level domain");
        for (String label : name.split("\\.", -1)) {
            require(!label.isEmpty(), "an empty label");
            require(label.length() <= 63, "a label is longer than 63 characters");
        }
        return spec;
    }

    /** Refuses a percent sign that starts no macro; returns the text with each macro replaced by a letter. */
    private static String checkMacros(String spec) {
        String plain = MACRO.matcher(spec).replaceAll("x");
        require(plain.indexOf('%') < 0, "a percent sign that starts no macro");
        return plain;
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
