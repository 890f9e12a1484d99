package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A DMARC record as written: what receivers make of it, and the slips of whoever wrote it. Pure.
 *
 * @param record what receivers apply; empty if they must ignore the record
 * @param faults why the policy that was meant is not the one applied, in words
 * @param slips tags that receivers ignore although somebody meant something by them, in words
 */
record DmarcReading(Optional<DmarcRecord> record, List<String> faults, List<String> slips) {
    private static final Set<String> TAGS =
            Set.of("v", "p", "sp", "np", "t", "psd", "adkim", "aspf", "rua", "ruf", "fo", "pct", "rf", "ri");
    private static final List<String> OLD = List.of("pct", "rf", "ri");
    private static final List<String> POLICIES = List.of("none", "quarantine", "reject");
    private static final Pattern MAIL_URI = Pattern.compile("mailto:[^@ ]+@[^@ ]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("![0-9]{1,18}[kmgtKMGT]?$");
    private static final int MOST_URIS = 100;

    DmarcReading {
        faults = List.copyOf(faults);
        slips = List.copyOf(slips);
    }

    /** Reads a record that counts as DMARC by its version. */
    static DmarcReading of(Txt txt) {
        Few<String> faults = new Few<>();
        Few<String> slips = new Few<>();
        Map<String, String> tags = tags(txt.text(), faults, slips);
        if (!faults.isEmpty()) {
            return new DmarcReading(Optional.empty(), faults.kept(), slips.kept());
        }
        List<String> old =
                new ArrayList<>(OLD.stream().filter(tags::containsKey).toList());
        List<String> rua = uris(tags.getOrDefault("rua", ""), old, slips);
        Optional<DmarcRecord.Policy> p = policy(tags, "p", faults);
        Optional<DmarcRecord.Policy> sp = policy(tags, "sp", faults);
        Optional<DmarcRecord.Policy> np = policy(tags, "np", faults);
        if (p.isEmpty() && !tags.containsKey("p")) {
            String near = slipped(tags);
            faults.add("the policy p is missing" + (near.isEmpty() ? "" : "; was '" + near + "' meant as p?"));
        }
        checkOptional(tags, slips);
        if (!faults.isEmpty() && rua.isEmpty()) {
            return new DmarcReading(Optional.empty(), faults.kept(), slips.kept());
        }
        boolean broken = !faults.isEmpty();
        if (broken) {
            faults.add("receivers take it as p=none");
        }
        DmarcRecord.Policy own = broken ? DmarcRecord.Policy.NONE : p.orElse(DmarcRecord.Policy.NONE);
        DmarcRecord.Policy below = broken ? DmarcRecord.Policy.NONE : sp.orElse(own);
        String psd = tags.getOrDefault("psd", "u").toLowerCase(Locale.ROOT);
        DmarcRecord record = new DmarcRecord(
                txt.text(),
                own,
                below,
                broken ? DmarcRecord.Policy.NONE : np.orElse(below),
                psd.equals("y") || psd.equals("n") ? psd : "u",
                tags.getOrDefault("t", "n").equalsIgnoreCase("y"),
                rua,
                old.stream().distinct().toList());
        return new DmarcReading(Optional.of(record), faults.kept(), slips.kept());
    }

    private static Map<String, String> tags(String text, Few<String> faults, Few<String> slips) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int from = 0; from <= text.length(); ) {
            int end = text.indexOf(';', from);
            String part = text.substring(from, end < 0 ? text.length() : end).strip();
            from += end < 0 ? text.length() + 1 : end - from + 1;
            int equals = part.indexOf('=');
            if (part.isEmpty()) {
                continue;
            }
            if (equals <= 0) {
                slips.add("'" + Txt.brief(part) + "' is not tag=value and is ignored");
                continue;
            }
            String name = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = part.substring(equals + 1).strip();
            String before = tags.putIfAbsent(name, value);
            if (before != null) {
                faults.add("the tag " + Txt.brief(name) + " stands twice (" + Txt.brief(before) + ", "
                        + Txt.brief(value) + "): receivers discard the record, or take either of the two");
            } else if (!TAGS.contains(name) && !Typing.nearest(name, TAGS).isEmpty()) {
                slips.add("the tag " + Txt.brief(name) + " is not known and is ignored" + Typing.meant(name, TAGS));
            }
        }
        return tags;
    }

    /** A tag that is not known and may have been meant as the policy. */
    private static String slipped(Map<String, String> tags) {
        return tags.entrySet().stream()
                .filter(tag -> !TAGS.contains(tag.getKey()))
                .filter(tag -> tag.getKey().startsWith("p")
                        || POLICIES.contains(tag.getValue().toLowerCase(Locale.ROOT)))
                .map(tag -> Txt.brief(tag.getKey()))
                .findFirst()
                .orElse("");
    }

    private static Optional<DmarcRecord.Policy> policy(Map<String, String> tags, String tag, Few<String> faults) {
        String word = tags.get(tag);
        if (word == null) {
            return Optional.empty();
        }
        for (DmarcRecord.Policy policy : DmarcRecord.Policy.values()) {
            if (policy.word().equalsIgnoreCase(word)) {
                return Optional.of(policy);
            }
        }
        faults.add(
                tag + "=" + Txt.brief(word) + " is no policy" + Typing.meant(word.toLowerCase(Locale.ROOT), POLICIES));
        return Optional.empty();
    }

    private static List<String> uris(String rua, List<String> old, Few<String> slips) {
        List<String> uris = new ArrayList<>();
        for (String uri : rua.split(",", MOST_URIS)) {
            String written = uri.strip();
            String plain = SIZE.matcher(written).replaceFirst("");
            if (!plain.equals(written)) {
                old.add("!size");
            }
            String host = plain.substring(plain.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (MAIL_URI.matcher(plain).matches() && DomainName.isHost(host)) {
                uris.add(plain);
            } else if (!plain.isEmpty()) {
                slips.add("rua: '" + Txt.brief(plain) + "' is no mailto: address of a domain and is ignored");
            }
        }
        return uris;
    }

    private static void checkOptional(Map<String, String> tags, Few<String> slips) {
        oneOf(tags, "t", Set.of("y", "n"), slips);
        oneOf(tags, "psd", Set.of("y", "n", "u"), slips);
        oneOf(tags, "adkim", Set.of("r", "s"), slips);
        oneOf(tags, "aspf", Set.of("r", "s"), slips);
    }

    private static void oneOf(Map<String, String> tags, String tag, Set<String> values, Few<String> slips) {
        String value = tags.get(tag);
        if (value != null && !values.contains(value.toLowerCase(Locale.ROOT))) {
            String first = value.isEmpty() ? "" : value.substring(0, 1).toLowerCase(Locale.ROOT);
            slips.add(tag + "=" + Txt.brief(value) + " is not known and is ignored"
                    + (values.contains(first) ? "; " + tag + "=" + first + " was meant?" : ""));
        }
    }
}
