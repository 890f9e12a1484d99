package dev.watchkeeper.dns;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    DmarcRecord {
        rua = List.copyOf(rua);
        oldTags = List.copyOf(oldTags);
    }

    /**
     * True if the record counts as DMARC for receivers, whatever its tags: the version stands first, its name in any
     * case, its value in exact letters.
     */
    static boolean isDmarc(Txt txt) {
        return "DMARC1".equals(version(txt.text().split(";", 2)[0]));
    }

    /** True if somebody meant to write DMARC, rightly or not. */
    static boolean isMeant(Txt txt) {
        String text = txt.lower();
        for (int from = 0; from >= 0 && from < text.length(); ) {
            int end = text.indexOf(';', from);
            String version = version(
                    text.substring(from, end < 0 ? text.length() : end).strip().replace("\"", ""));
            if (version != null && version.startsWith("dmarc")) {
                return true;
            }
            from = end < 0 ? -1 : end + 1;
        }
        return text.startsWith("dmarc1");
    }

    /** The value of a tag v; null if the part is another one. */
    private static @Nullable String version(String part) {
        int equals = part.indexOf('=');
        return equals > 0 && part.substring(0, equals).stripTrailing().equalsIgnoreCase("v")
                ? part.substring(equals + 1).strip()
                : null;
    }

    /** Empty if receivers must ignore the record. */
    static Optional<DmarcRecord> parse(Txt txt) {
        return isDmarc(txt) ? DmarcReading.of(txt).record() : Optional.empty();
    }

    /** The policy as applied: a record in test mode counts one step lower. */
    Policy applied(Policy stated) {
        return testing ? stated.oneStepLower() : stated;
    }
}
