package dev.watchkeeper.app;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person as {@code people.yaml} writes it; keys that are absent come from {@code personDefaults}. */
public record PersonEntry(
        String id,
        String name,
        String email,
        Language language,
        ZoneId zone,
        String workDays,
        Digest digest,
        MinSeverity minSeverity,
        Sla sla,
        List<QuietRange> quietHours,
        @Nullable Moment pausedUntil,
        @Nullable String delegateTo,
        @Nullable String lead,
        Attach attach,
        Privacy privacy) {
    /** When digests come. */
    public record Digest(Daily daily, Weekly weekly) {}

    /** The daily digest. */
    public record Daily(Person.DigestMode mode, LocalTime at) {}

    /** The weekly digest. */
    public record Weekly(WeekTime at) {}

    /** The lowest severity that reaches the person. */
    public record MinSeverity(Severity digest, Severity alert) {}

    /** Which marks of a clock are mailed, and from which one on the lead is told too. */
    public record Sla(List<Mark> mailMarks, LeadFrom leadFrom) {}

    /** A mark of a clock: a share of the target, the warning before the deadline, or the breach. */
    public record Mark(String word) {
        private static final List<String> WORDS = List.of("50", "75", "90", "warn", "breach");

        public Mark {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(
                        "mark '" + word + "' is not known; accepted: " + String.join(", ", WORDS));
            }
        }
    }

    /** From which mark on the lead is told too. */
    public enum LeadFrom {
        WARN,
        BREACH,
        NEVER
    }

    /** What is attached to a digest. */
    public enum Attach {
        NONE,
        CSV
    }

    /** How much a mail tells. */
    public enum Privacy {
        FULL,
        MINIMAL
    }

    /** A range of local time, written {@code 20:00-08:00}. */
    public record QuietRange(Person.TimeRange range) {
        public static QuietRange of(String text) {
            String[] ends = text.split("[-–]", 2);
            try {
                return new QuietRange(
                        new Person.TimeRange(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip())));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not accepted; write a range of local time: 20:00-08:00", e);
            }
        }
    }
}
