package dev.watchkeeper.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one source of one tenant was read, and how the last try went.
 *
 * @param source for example {@code reports:login}, {@code usage:customer}
 * @param since and until: what was read without a gap; null if nothing was read yet
 * @param window the window that was begun and not finished; null if none
 * @param newestEvent the newest event ever seen, kept or not
 * @param problem why the last try failed; empty if it did not
 * @param deniedSince when Google began to refuse; null if it does not
 * @param deniedRuns refusals in a row, those of the first two minutes counted as one: a new tenant is looked at twice at
 *     once, for its continuous and its daily audit
 */
public record Cursor(
        String source,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Window window,
        @Nullable Instant newestEvent,
        Instant triedAt,
        String problem,
        String message,
        @Nullable Instant deniedSince,
        int deniedRuns) {
    private static final Duration ONE_LOOK = Duration.ofMinutes(2);

    /** A stretch of a log, read newest first and known from {@code downTo} on. */
    public record Window(Instant from, Instant to, Instant downTo) {}

    public static Cursor fresh(String source, Instant now) {
        return new Cursor(source, null, null, null, null, now, "", "", null, 0);
    }

    /** A page of the window was stored. */
    Cursor reading(Window progress, @Nullable Instant newest) {
        return new Cursor(
                source, since, until, progress, later(newest), triedAt, problem, message, deniedSince, deniedRuns);
    }

    /** The window was read to its end. */
    Cursor readTo(Instant from, Instant to, @Nullable Instant newest, Instant now) {
        Instant first = since == null || from.isBefore(since) ? from : since;
        Instant last = until == null || to.isAfter(until) ? to : until;
        return new Cursor(source, first, last, null, later(newest), now, "", "", null, 0);
    }

    Cursor failed(SourceException failure, Instant now) {
        boolean denied = failure.kind() == SourceException.Kind.PERMISSION;
        // A refusal ends only with an answer: a time-out in between proves nothing.
        return new Cursor(
                source,
                since,
                until,
                window,
                newestEvent,
                now,
                failure.kind().word(),
                failure.explanation(),
                denied && deniedSince == null ? now : deniedSince,
                denied ? Math.max(1, sameLook(now) ? deniedRuns : deniedRuns + 1) : deniedRuns);
    }

    private boolean sameLook(Instant now) {
        return deniedSince != null && now.isBefore(deniedSince.plus(ONE_LOOK));
    }

    boolean ok() {
        return problem.isEmpty() && until != null;
    }

    private @Nullable Instant later(@Nullable Instant other) {
        return newestEvent == null || (other != null && other.isAfter(newestEvent)) ? other : newestEvent;
    }
}
