package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of one metric on one ticket, as the fold sees it at {@link #asOf}; immutable. All seconds are business
 * seconds unless said otherwise.
 *
 * @param ticket our key, {@code zendesk-main/4711}
 * @param cycle counts from 1
 * @param confirmation null while there is nothing to confirm
 * @param dueAt first instant at which the target is reached; null while paused below the target, or without target
 * @param breachAt last instant at which it is not exceeded; for a breached clock the recorded breach
 * @param reason why the verdict is as it is, where that is not plain: live_contact, regraded, merged, deleted, spam,
 *     closed_without_reply, no_target, no_contract, initiated_by_agent, solved, closed, restarted
 * @param targetSeconds null if nothing is promised
 * @param remainingSeconds null without target; 0 once it is used up
 * @param pausedRealSeconds seconds of the wall clock spent paused
 * @param plan at the verdict, or now; null without contract
 * @param targetVersion grows with each regrade, not with pauses; part of an alarm's key
 * @param marks reached ones with their instant, and those ahead if the clock goes on as it is
 * @param nextAt when to look again: the next mark, the first late second, or a change of policy or contract known ahead
 * @param silentUntil marks up to this instant come from a back-fill and raise no alarm; null if none do
 * @param flags such as {@code calendar_incomplete:2027}, in order of the alphabet
 * @param watermark the least of the sources that feed the ticket
 */
public record Clock(
        String ticket,
        @Nullable String customer,
        Metric metric,
        int cycle,
        RunState runState,
        Verdict verdict,
        @Nullable Confirmation confirmation,
        Instant startedAt,
        @Nullable Instant dueAt,
        @Nullable Instant breachAt,
        @Nullable Instant fulfilledAt,
        @Nullable Instant cancelledAt,
        @Nullable String reason,
        @Nullable Long targetSeconds,
        long usedSeconds,
        Instant asOf,
        @Nullable Long remainingSeconds,
        long overrunSeconds,
        long pausedSeconds,
        long pausedRealSeconds,
        @Nullable String plan,
        TicketSeverity severity,
        @Nullable Channel channel,
        @Nullable String calendar,
        int policyVersion,
        @Nullable Integer calendarVersion,
        int targetVersion,
        List<Mark> marks,
        @Nullable Instant nextAt,
        @Nullable Instant silentUntil,
        Deciding deciding,
        List<Pause> pauses,
        List<String> flags,
        Instant watermark) {
    /** Flag of a clock that had ended when something became known that would judge it otherwise. */
    public static final String STANDS_AS_ENDED = "stands_as_ended";

    /** Grows when the same inputs would give another clock. */
    public static final int ENGINE_VERSION = 1;

    /**
     * A share of the target: {@code 50}, {@code 75}, {@code 90}, {@code warn}, or {@code breach}.
     *
     * @param seconds business seconds at which it is reached
     */
    public record Mark(String name, long seconds, Instant at) {}

    /** A stretch that did not count, [from, to); {@code to} is null while it lasts. */
    public record Pause(Instant from, @Nullable Instant to, String reason) {}

    /** The events that made the clock what it is. */
    public record Deciding(
            TicketEvent.@Nullable Key start,
            TicketEvent.@Nullable Key lastPause,
            TicketEvent.@Nullable Key end,
            TicketEvent.@Nullable Key regrade) {}

    public Clock {
        marks = List.copyOf(marks);
        pauses = List.copyOf(pauses);
        flags = List.copyOf(flags);
    }

    /** The key of the clock, {@code zendesk-main/4711/first_response/1}. */
    public String id() {
        return ticket + "/" + metric.word() + "/" + cycle;
    }

    public boolean isOpen() {
        return verdict == Verdict.OPEN;
    }

    public boolean isProvisional() {
        return confirmation == Confirmation.PROVISIONAL;
    }

    public boolean hasFlag(String flag) {
        return flags.contains(flag);
    }

    /** The instant at which it ended; null while it goes on. */
    @Nullable
    Instant endedAt() {
        return runState == RunState.STOPPED ? asOf : null;
    }

    /** The marks that came by {@code now}; the breach only if there is one. */
    public List<Mark> reachedMarks(Instant now) {
        Instant until = runState == RunState.STOPPED ? asOf : now;
        return marks.stream()
                .filter(mark -> mark.name().equals("breach")
                        ? verdict == Verdict.BREACHED
                        : !mark.at().isAfter(until))
                .toList();
    }

    /** The marks that come if the clock goes on as it is; none once it has ended, is late or is paused. */
    public List<Mark> plannedMarks(Instant now) {
        if (runState != RunState.RUNNING || verdict != Verdict.OPEN) {
            return List.of();
        }
        List<Mark> reached = reachedMarks(now);
        return marks.stream().filter(mark -> !reached.contains(mark)).toList();
    }

    /** The same, as it ended before something became known that would judge it otherwise. */
    Clock standing() {
        List<String> more = Stream.concat(flags.stream(), Stream.of(STANDS_AS_ENDED))
                .distinct()
                .sorted()
                .toList();
        return with(confirmation, breachAt, reason, targetVersion, marks, more);
    }

    Clock withConfirmation(Confirmation other) {
        return with(other, breachAt, reason, targetVersion, marks);
    }

    /** The same breach, dated elsewhere. */
    Clock withBreach(Instant at, @Nullable String why) {
        List<Mark> dated = marks.stream()
                .map(mark ->
                        mark.name().equals("breach") ? new Mark(mark.name(), mark.seconds(), at.plusSeconds(1)) : mark)
                .toList();
        return with(
                watermark.isBefore(at.plusSeconds(1)) ? Confirmation.PROVISIONAL : Confirmation.CONFIRMED,
                at,
                why,
                targetVersion,
                dated);
    }

    /** The same after so many verdicts that were told and taken back: what is told anew is another alarm. */
    Clock afterRetractions(int count) {
        return count == 0 ? this : with(confirmation, breachAt, reason, targetVersion + count, marks);
    }

    private Clock with(
            @Nullable Confirmation confirmation,
            @Nullable Instant breachAt,
            @Nullable String reason,
            int targetVersion,
            List<Mark> marks) {
        return with(confirmation, breachAt, reason, targetVersion, marks, flags);
    }

    private Clock with(
            @Nullable Confirmation confirmation,
            @Nullable Instant breachAt,
            @Nullable String reason,
            int targetVersion,
            List<Mark> marks,
            List<String> flags) {
        return new Clock(
                ticket,
                customer,
                metric,
                cycle,
                runState,
                verdict,
                confirmation,
                startedAt,
                dueAt,
                breachAt,
                fulfilledAt,
                cancelledAt,
                reason,
                targetSeconds,
                usedSeconds,
                asOf,
                remainingSeconds,
                overrunSeconds,
                pausedSeconds,
                pausedRealSeconds,
                plan,
                severity,
                channel,
                calendar,
                policyVersion,
                calendarVersion,
                targetVersion,
                marks,
                nextAt,
                silentUntil,
                deciding,
                pauses,
                flags,
                watermark);
    }

    /** The same with other counting seconds; for comparing what does not move by itself. */
    Clock withCounters(
            long used,
            Instant at,
            @Nullable Long remaining,
            long overrun,
            long paused,
            long pausedReal,
            Instant seenTo) {
        return new Clock(
                ticket,
                customer,
                metric,
                cycle,
                runState,
                verdict,
                confirmation,
                startedAt,
                dueAt,
                breachAt,
                fulfilledAt,
                cancelledAt,
                reason,
                targetSeconds,
                used,
                at,
                remaining,
                overrun,
                paused,
                pausedReal,
                plan,
                severity,
                channel,
                calendar,
                policyVersion,
                calendarVersion,
                targetVersion,
                marks,
                nextAt,
                silentUntil,
                deciding,
                pauses,
                flags,
                seenTo);
    }

    /** When the verdict was decided: met at fulfilment, breached at the breach; empty for all else. */
    public Optional<Instant> verdictAt() {
        return switch (verdict) {
            case MET -> Optional.ofNullable(fulfilledAt);
            case BREACHED -> Optional.ofNullable(breachAt);
            case CANCELLED -> Optional.ofNullable(cancelledAt);
            case OPEN, NOT_APPLICABLE -> Optional.empty();
        };
    }

    /** The alarm key of a mark, {@code clock/mark/target_version}. */
    public String alarmKey(Mark mark) {
        return id() + "/" + mark.name() + "/" + targetVersion;
    }
}
