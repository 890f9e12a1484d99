package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;

/**
 * An SPF record taken apart (RFC 7208 4.5 to 7). Pure.
 *
 * @param terms in order; those with faults are left out
 * @param faults what makes the record a permanent error, in words; the first twenty
 * @param faultCount how many there are in all
 * @param whole false if it has more terms than are read
 */
record SpfRecord(String text, List<SpfTerm> terms, List<String> faults, int faultCount, boolean whole) {
    /** The largest records known have some 100 terms; whoever writes more wants something else. */
    static final int MOST_TERMS = 500;

    private static final Set<String> MECHANISMS = Set.of("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists");
    private static final Pattern MACRO =
            Pattern.compile("%(?:\\{[slodiphvSLODIPHV](?:0*[1-9][0-9]*)?[rR]?[.\\-+,/_=]*}|%|_|-)");
    private static final Pattern TOP_LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
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

    /** True if a TXT record was meant as SPF but does not count as such, or does. */
    static boolean isMeant(Txt txt) {
        String plain = txt.text().strip().toLowerCase(Locale.ROOT);
        return plain.startsWith("v=spf")
                || plain.startsWith("v = spf")
                || plain.startsWith("v =spf")
                || plain.startsWith("v= spf")
                || plain.startsWith("\"v=spf")
                || plain.startsWith("spf1 ")
                || plain.startsWith("spf=");
    }

    static SpfRecord parse(Txt txt) {
        List<SpfTerm> terms = new ArrayList<>();
        Few<String> faults = new Few<>();
        if (!txt.ascii()) {
            faults.add("characters outside printable ASCII");
        }
        int words = 0;
        int redirects = 0;
        int explanations = 0;
        String text = txt.text();
        for (int from = 6; from < text.length() && words < MOST_TERMS; ) {
            int blank = text.indexOf(' ', from);
            String word = text.substring(from, blank < 0 ? text.length() : blank);
            from += word.length() + 1;
            if (word.isEmpty()) {
                continue;
            }
            words++;
            try {
                SpfTerm term = term(word);
                terms.add(term);
                redirects += term.isModifier() && term.name().equals("redirect") ? 1 : 0;
                explanations += term.isModifier() && term.name().equals("exp") ? 1 : 0;
            } catch (IllegalArgumentException e) {
                faults.add("'" + Txt.brief(word) + "': " + e.getMessage());
            }
        }
        if (redirects > 1 || explanations > 1) {
            faults.add(redirects > 1 ? "redirect= stands more than once" : "exp= stands more than once");
        }
        return new SpfRecord(text, terms, faults.kept(), faults.count(), words < MOST_TERMS);
    }

    private static SpfTerm term(String word) {
        boolean qualified = "+-~?".indexOf(word.charAt(0)) >= 0;
        int start = qualified ? 1 : 0;
        int end = nameEnd(word, start);
        require(end > start, "not a mechanism and not a modifier");
        String name = word.substring(start, end).toLowerCase(Locale.ROOT);
        String rest = word.substring(end);
        if (rest.startsWith("=") && !qualified) {
            return modifier(word, name, rest.substring(1));
        }
        require(rest.isEmpty() || rest.charAt(0) == ':' || rest.charAt(0) == '/', "not a mechanism and not a modifier");
        require(MECHANISMS.contains(name), "unknown mechanism" + Typing.meant(name, MECHANISMS));
        char qualifier = qualified ? word.charAt(0) : '+';
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

    /** Where a name of letters, digits, dots, underscores and hyphens ends; the start if it begins with none. */
    private static int nameEnd(String word, int start) {
        int end = start;
        while (end < word.length() && isNamePart(word.charAt(end), end == start)) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (!first && ((c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'));
    }

    private static SpfTerm modifier(String word, String name, String target) {
        boolean known = name.equals("redirect") || name.equals("exp");
        if (known) {
            checkDomain(target);
        } else {
            checkMacros(target);
        }
        return new SpfTerm(word, ' ', name, target, false, !known);
    }

    /** {@code a} and {@code mx}: an optional domain, then up to two prefix lengths. */
    private static SpfTerm hosts(String word, char qualifier, String name, String rest) {
        // Colons and slashes may stand inside a domain-spec; only a tail of digits is a prefix length.
        boolean everything = false;
        String spec = rest;
        int double6 = spec.lastIndexOf("//");
        if (double6 >= 0 && DIGITS.matcher(spec.substring(double6 + 2)).matches()) {
            everything = prefix(spec.substring(double6 + 2), 128) == 0;
            spec = spec.substring(0, double6);
        }
        int single4 = spec.lastIndexOf('/');
        if (single4 >= 0 && DIGITS.matcher(spec.substring(single4 + 1)).matches()) {
            everything |= prefix(spec.substring(single4 + 1), 32) == 0;
            spec = spec.substring(0, single4);
        }
        require(spec.isEmpty() || spec.startsWith(":"), "not understood");
        String domain = spec.isEmpty() ? "" : checkDomain(spec.substring(1));
        return new SpfTerm(word, qualifier, name, domain, everything, false);
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
        String top = name.substring(dot + 1);
        require(
                TOP_LABEL.matcher(top).matches() && !DIGITS.matcher(top).matches(),
                "the last label is not a top-level domain");
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
