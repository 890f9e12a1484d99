package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An MTA-STS policy file (RFC 8461 3.2). Pure.
 *
 * @param mx the patterns, a hundred at most
 * @param faults what makes it invalid, in words
 */
record StsPolicy(String mode, long maxAge, List<String> mx, List<String> faults) {
    private static final int MOST_MX = 100;
    private static final long LONGEST_AGE = 31_557_600;
    private static final List<String> MODES = List.of("none", "testing", "enforce");
    private static final Pattern AGE = Pattern.compile("[0-9]{1,10}");

    StsPolicy {
        mx = List.copyOf(mx);
        faults = List.copyOf(faults);
    }

    static StsPolicy parse(String text) {
        Few<String> faults = new Few<>();
        List<String> mx = new ArrayList<>();
        String version = null;
        String mode = null;
        String age = null;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                faults.add("'" + Txt.brief(line) + "' is not key: value");
                continue;
            }
            String key = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            switch (key) {
                case "version" -> version = version == null ? value : version;
                case "mode" -> mode = mode == null ? value : mode;
                case "max_age" -> age = age == null ? value : age;
                case "mx" -> {
                    String host = value.toLowerCase(Locale.ROOT);
                    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
                    if (!DomainName.isHost(host.startsWith("*.") ? host.substring(2) : host)) {
                        faults.add("mx: " + Txt.brief(value) + " is not a host name");
                    } else if (mx.size() < MOST_MX) {
                        mx.add(host);
                    } else {
                        faults.add("more than " + MOST_MX + " mx lines");
                    }
                }
                default -> {
                    // Unknown keys are allowed.
                }
            }
        }
        if (!"STSv1".equals(version)) {
            faults.add("version: STSv1 is missing");
        }
        if (mode == null || !MODES.contains(mode)) {
            faults.add("mode must be none, testing or enforce"
                    + (mode == null ? "" : ", not '" + Txt.brief(mode) + "'")
                    + Typing.meant(mode == null ? "" : mode.toLowerCase(Locale.ROOT), MODES));
        }
        long seconds = age != null && AGE.matcher(age).matches() ? Long.parseLong(age) : -1;
        if (seconds < 0 || seconds > LONGEST_AGE) {
            faults.add("max_age must be a number up to " + LONGEST_AGE);
        }
        if (mx.isEmpty() && !"none".equals(mode)) {
            faults.add("no mx line");
        }
        return new StsPolicy(mode == null || !MODES.contains(mode) ? "" : mode, seconds, mx, faults.kept());
    }

    /** True if a line covers the host; a star stands for exactly one label. */
    boolean covers(String host) {
        return mx.stream().anyMatch(pattern -> {
            if (!pattern.startsWith("*.")) {
                return pattern.equals(host);
            }
            int dot = host.indexOf('.');
            return dot > 0 && host.substring(dot + 1).equals(pattern.substring(2));
        });
    }
}
