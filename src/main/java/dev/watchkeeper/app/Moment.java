package dev.watchkeeper.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A point in time as configuration files write it: a date (its first instant in a zone given later) or an instant. */
public record Moment(@Nullable LocalDate date, @Nullable Instant instant) {
    /** Reads {@code 2026-10-01} or {@code 2026-10-01T00:00:00+08:00}. */
    public static Moment of(String text) {
        return text.length() <= 10
                ? new Moment(LocalDate.parse(text), null)
                : new Moment(null, OffsetDateTime.parse(text).toInstant());
    }

    public Instant in(ZoneId zone) {
        if (date != null) {
            return date.atStartOfDay(zone).toInstant();
        }
        return instant == null ? Instant.EPOCH : instant;
    }
}
