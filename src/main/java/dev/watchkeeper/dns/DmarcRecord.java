package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A DMARC record (RFC 9989). Pure.
 *
 * @param psd {@code y}, {@code n} or {@code u}
 */
record DmarcRecord(
        String text,
        Policy p,
        Policy sp,
        Policy np,
        String psd,
        boolean testing,
        List<String> rua,
        List<String> oldTags) {
    /** What receivers are asked to do, weakest first. */
    enum Policy {
        NONE,
        QUARANTINE,
        REJECT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Policy oneStepLower() {
            return this == REJECT ? QUARANTINE : NONE;
        }

        boolean isEnforced() {
            return this != NONE;
        }
    }

    private static final Pattern VERSION = Pattern.compile("v[ \t]*=[ \t]*DMARC1[ \t]*(?:;.*)?", Pattern.DOTALL);
    private static final Pattern MEANT =
            Pattern.compile("(?:.*;)?[ \t]*v[ \t]*=[ \t]*dmarc.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern MAIL_URI = Pattern.compile("mailto:[^@ ]+@[^@ ]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("![0-9]+[kmgtKMGT]?$");

    DmarcRecord {
        rua = List.copyOf(rua);
        oldTags = List.copyOf(oldTags);
    }

    /** True if the record counts as DMARC for receivers, whatever its tags. */
    static boolean isDmarc(Txt txt) {
        return VERSION.matcher(txt.text()).matches();
    }

    /** True if somebody meant to write DMARC, rightly or not. */
    static boolean isMeant(Txt txt) {
        return MEANT.matcher(txt.text()).matches();
    }

    /** Empty if receivers must ignore the record. */
    static Optional<DmarcRecord> parse(Txt txt) {
        if (!isDmarc(txt)) {
            return Optional.empty();
        }
        TagList tags = new TagList(lenient(txt.text()));
        List<String> old = new ArrayList<>();
        Set.of("pct", "rf", "ri").stream().sorted().filter(tags::has).forEach(old::add);
        List<String> rua = new ArrayList<>();
        for (String uri : tags.get("rua").split(",", -1)) {
            String plain = SIZE.matcher(uri.strip()).replaceFirst("");
            if (!plain.equals(uri.strip())) {
                old.add("!size");
            }
            if (MAIL_URI.matcher(plain).matches()) {
                rua.add(plain);
            }
        }
        Optional<Policy> p = policy(tags.get("p"));
        Optional<Policy> sp = policy(tags.get("sp"));
        Optional<Policy> np = policy(tags.get("np"));
        boolean broken = p.isEmpty() || (tags.has("sp") && sp.isEmpty()) || (tags.has("np") && np.isEmpty());
        if (broken && rua.isEmpty()) {
            return Optional.empty();
        }
        Policy own = broken ? Policy.NONE : p.orElse(Policy.NONE);
        Policy below = broken ? Policy.NONE : sp.orElse(own);
        Policy absent = broken ? Policy.NONE : np.orElse(below);
        String psd = tags.get("psd").toLowerCase(Locale.ROOT);
        return Optional.of(new DmarcRecord(
                txt.text(),
                own,
                below,
                absent,
                psd.equals("y") || psd.equals("n") ? psd : "u",
                tags.get("t").equalsIgnoreCase("y"),
                rua,
                old.stream().distinct().toList()));
    }

    /** Parts that are no tag are ignored, and of two tags with one name the first counts. */
    private static java.util.Map<String, String> lenient(String text) {
        java.util.Map<String, String> tags = new java.util.LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        return tags;
    }

    private static Optional<Policy> policy(String word) {
        for (Policy policy : Policy.values()) {
            if (policy.word().equalsIgnoreCase(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** The policy as applied: a record in test mode counts one step lower. */
    Policy applied(Policy stated) {
        return testing ? stated.oneStepLower() : stated;
    }
}
