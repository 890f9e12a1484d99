package dev.watchkeeper.tenant;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account manager, lead or member of the on-call rota; mail preferences included (reference: mail, section 7).
 *
 * @param workDays {@code cn-workdays} or a list such as {@code mon-fri}; read by the calendar package
 * @param quietHours ranges of local time in which findings do not ring; SLA alerts ignore them
 * @param minSeverityDigest and minSeverityAlert: lowest severity that reaches the person, lower case word
 */
public record Person(
        String id,
        String name,
        String email,
        Language language,
        ZoneId zone,
        String workDays,
        DigestMode dailyMode,
        LocalTime dailyAt,
        DayOfWeek weeklyDay,
        LocalTime weeklyAt,
        String minSeverityDigest,
        String minSeverityAlert,
        List<String> slaMailMarks,
        String leadFrom,
        List<TimeRange> quietHours,
        @Nullable Instant pausedUntil,
        @Nullable String delegateTo,
        @Nullable String lead,
        boolean attachCsv,
        boolean minimalPrivacy) {
    /** When a daily digest is sent. */
    public enum DigestMode {
        OFF,
        ON_CHANGE,
        ALWAYS
    }

    /** A range of local time; one that ends before it starts runs over midnight. */
    public record TimeRange(LocalTime from, LocalTime to) {
        public boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    public Person {
        slaMailMarks = List.copyOf(slaMailMarks);
        quietHours = List.copyOf(quietHours);
    }

    /** The same person, written to in another language. */
    public Person speaking(Language other) {
        return with(other, dailyMode);
    }

    /** The same person with another rule for the daily digest. */
    public Person withDaily(DigestMode other) {
        return with(language, other);
    }

    private Person with(Language language, DigestMode dailyMode) {
        return new Person(
                id,
                name,
                email,
                language,
                zone,
                workDays,
                dailyMode,
                dailyAt,
                weeklyDay,
                weeklyAt,
                minSeverityDigest,
                minSeverityAlert,
                slaMailMarks,
                leadFrom,
                quietHours,
                pausedUntil,
                delegateTo,
                lead,
                attachCsv,
                minimalPrivacy);
    }
}
