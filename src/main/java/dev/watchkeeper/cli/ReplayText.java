package dev.watchkeeper.cli;

import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.sla.Attainment;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.FoldResult;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.Replay;
import dev.watchkeeper.sla.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A replay as a person reads it: ticket by ticket, times in the customer's zone, the counts at the end. */
final class ReplayText {
    private final PrintWriter out;
    private final ServiceCalendars calendars;
    private final Function<String, Optional<ZoneId>> zones;
    private final Map<Metric, Attainment.Counts> totals = new EnumMap<>(Metric.class);
    private final Set<ZonedText> shown = new HashSet<>();
    private int tickets;
    private Instant at = Instant.EPOCH;

    /**
     * A replay for people.
     *
     * @param zones of customers; where it knows none, the calendar's is taken
     */
    ReplayText(PrintWriter out, ServiceCalendars calendars, Function<String, Optional<ZoneId>> zones) {
        this.out = out;
        this.calendars = calendars;
        this.zones = zones;
    }

    /** One ticket with its proofs, then {@code problems}. */
    void print(FoldResult explained, List<Map<String, Object>> problems, Instant now) {
        at = now;
        ticket(explained);
        problems.forEach(problem -> out.println("Problem: " + where(problem) + problem.get("message")));
    }

    /** Ticket by ticket as they are folded, then the counts, then {@code problems}, which the fold fills. */
    void print(Replay replay, List<Map<String, Object>> problems, Instant now) {
        at = now;
        replay.fold(this::ticket);
        out.println("As of " + asOf(now) + ": " + tickets + " tickets");
        totals.forEach(this::attainment);
        problems.forEach(problem -> out.println("Problem: " + where(problem) + problem.get("message")));
    }

    /** In the zone of the tickets if they share one. */
    private String asOf(Instant now) {
        if (shown.size() != 1) {
            return Shown.time(now, ZoneOffset.UTC);
        }
        ZonedText zone = shown.iterator().next();
        return zone.time(now) + " (" + zone.name() + ")";
    }

    private void ticket(FoldResult ticket) {
        tickets++;
        ZonedText zone = new ZonedText(zone(ticket));
        shown.add(zone);
        out.println(ticket.ticket() + "  " + or(ticket.customer(), "customer unknown") + "  plan "
                + or(ticket.plan(), "none") + ", " + ticket.severity() + ", "
                + ticket.category().word().replace('_', ' ') + "  (times in " + zone.name() + ")");
        for (Clock clock : ticket.clocks()) {
            clock(clock, zone);
            ProofText.print(out, clock, ticket.proofs().getOrDefault(clock.id(), List.of()), zone);
            Attainment.Counts one =
                    Attainment.report(List.of(clock), Instant.MIN, Instant.MAX).total();
            totals.merge(clock.metric(), one, Attainment.Counts::plus);
        }
        out.println();
    }

    private void clock(Clock clock, ZonedText zone) {
        out.printf(
                "  %-18s %-9s %s%n",
                clock.metric().word().replace('_', ' ') + " " + clock.cycle(), verdict(clock), used(clock));
        String second = times(clock, zone);
        if (!second.isEmpty()) {
            out.println("    " + second);
        }
        out.println("    judged by plan " + or(clock.plan(), "none") + ", " + clock.severity()
                + (clock.channel() == null ? "" : ", " + clock.channel().word())
                + ", policy version " + clock.policyVersion()
                + (clock.calendar() == null
                        ? ""
                        : ", calendar " + clock.calendar() + " version " + clock.calendarVersion()));
        clock.plannedMarks(at).stream()
                .filter(mark -> !mark.name().equals("breach"))
                .findFirst()
                .ifPresent(mark -> out.println("    next mark " + mark.name() + " at " + zone.time(mark.at())));
        clock.flags().forEach(flag -> out.println("    flag " + FlagText.of(flag)));
    }

    private static String verdict(Clock clock) {
        if (clock.verdict() == Verdict.NOT_APPLICABLE) {
            return "-";
        }
        return clock.verdict() == Verdict.OPEN
                ? clock.runState().word()
                : clock.verdict().word();
    }

    private static String used(Clock clock) {
        Long target = clock.targetSeconds();
        StringBuilder text = new StringBuilder();
        if (target == null) {
            text.append("nothing promised");
        } else {
            text.append("used ")
                    .append(length(clock.usedSeconds()))
                    .append(" of ")
                    .append(length(target));
        }
        if (clock.overrunSeconds() > 0) {
            text.append(", late by ").append(length(clock.overrunSeconds()));
        }
        if (clock.pausedSeconds() > 0) {
            text.append(", paused ").append(length(clock.pausedSeconds()));
        }
        if (!ProofText.left(clock).isEmpty()) {
            text.append(", ").append(ProofText.left(clock));
        }
        if (clock.reason() != null) {
            text.append(" (").append(clock.reason().replace('_', ' ')).append(')');
        }
        if (clock.isProvisional()) {
            text.append(", not yet confirmed");
        }
        return text.toString();
    }

    private static String times(Clock clock, ZonedText zone) {
        StringBuilder text = new StringBuilder("from " + zone.time(clock.startedAt()));
        append(text, ", due ", clock.dueAt(), zone);
        Instant breach = clock.breachAt();
        if (breach != null && !breach.equals(clock.dueAt())) {
            append(text, ", late after ", breach, zone);
        }
        append(text, ", done ", clock.fulfilledAt(), zone);
        append(text, ", ended ", clock.cancelledAt(), zone);
        return text.toString();
    }

    private static void append(StringBuilder text, String label, @Nullable Instant at, ZonedText zone) {
        if (at != null) {
            text.append(label).append(zone.time(at));
        }
    }

    private ZoneId zone(FoldResult ticket) {
        String customer = ticket.customer();
        Optional<ZoneId> own = customer == null ? Optional.empty() : zones.apply(customer);
        return own.or(() -> ticket.clocks().stream()
                        .flatMap(clock -> Stream.ofNullable(clock.calendar())
                                .flatMap(id -> calendars.find(id).stream())
                                .map(calendar -> calendar.zoneAt(clock.startedAt())))
                        .filter(zone -> !zone.getId().equals("UTC"))
                        .findFirst())
                .orElse(ZoneOffset.UTC);
    }

    private void attainment(Metric metric, Attainment.Counts counts) {
        if (counts.equals(Attainment.Counts.ZERO)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "  %-16s %s of %d kept",
                metric.word().replace('_', ' '),
                counts.n() == 0 ? counts.percent() : counts.percent() + " %",
                counts.n()));
        add(text, counts.breached(), "breached");
        add(text, counts.running(), "running");
        add(text, counts.liveContacts(), "answered live");
        add(text, counts.closedWithoutReply(), "closed without reply");
        add(text, counts.cancelled(), "cancelled");
        add(text, counts.provisional(), "not yet confirmed");
        out.println(text);
    }

    private static void add(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static String where(Map<String, Object> problem) {
        Object line = problem.get("line");
        Object ticket = problem.get("ticket");
        return line != null ? "line " + line + ": " : ticket != null ? ticket + ": " : "";
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String length(long seconds) {
        return ZonedText.length(seconds);
    }
}
