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
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A replay as a person reads it: ticket by ticket, times in the zone of the calendar, the counts at the end. */
final class ReplayText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final PrintWriter out;
    private final ServiceCalendars calendars;
    private final Map<Metric, Attainment.Counts> totals = new EnumMap<>(Metric.class);
    private int tickets;

    ReplayText(PrintWriter out, ServiceCalendars calendars) {
        this.out = out;
        this.calendars = calendars;
    }

    /** Ticket by ticket as they are folded, then the counts, then {@code problems}, which the fold fills. */
    void print(Replay replay, List<Map<String, Object>> problems, Instant now) {
        replay.fold(this::ticket);
        out.println("As of " + now + ": " + tickets + " tickets");
        totals.forEach(this::attainment);
        problems.forEach(problem -> out.println("Problem: " + where(problem) + problem.get("message")));
    }

    private void ticket(FoldResult ticket) {
        tickets++;
        out.println(ticket.ticket() + "  " + or(ticket.customer(), "customer unknown") + "  plan "
                + or(ticket.plan(), "none") + ", " + ticket.severity() + ", "
                + ticket.category().word().replace('_', ' '));
        for (Clock clock : ticket.clocks()) {
            clock(clock);
            Attainment.Counts one =
                    Attainment.report(List.of(clock), Instant.MIN, Instant.MAX).total();
            totals.merge(clock.metric(), one, Attainment.Counts::plus);
        }
        out.println();
    }

    private void clock(Clock clock) {
        ZoneId zone = zone(clock);
        out.printf(
                "  %-18s %-9s %s%n",
                clock.metric().word().replace('_', ' ') + " " + clock.cycle(), verdict(clock), used(clock));
        String second = times(clock, zone);
        if (!second.isEmpty()) {
            out.println("    " + second);
        }
        if (!clock.flags().isEmpty()) {
            out.println("    flags: " + String.join(", ", clock.flags()));
        }
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
        if (clock.reason() != null) {
            text.append(" (").append(clock.reason().replace('_', ' ')).append(')');
        }
        if (clock.isProvisional()) {
            text.append(", not yet confirmed");
        }
        return text.toString();
    }

    private static String times(Clock clock, ZoneId zone) {
        StringBuilder text = new StringBuilder("from " + time(clock.startedAt(), zone));
        append(text, ", due ", clock.dueAt(), zone);
        Instant breach = clock.breachAt();
        if (breach != null && !breach.equals(clock.dueAt())) {
            append(text, ", late after ", breach, zone);
        }
        append(text, ", done ", clock.fulfilledAt(), zone);
        append(text, ", ended ", clock.cancelledAt(), zone);
        return text + (clock.calendar() == null ? "" : ", on " + clock.calendar());
    }

    private static void append(StringBuilder text, String label, @Nullable Instant at, ZoneId zone) {
        if (at != null) {
            text.append(label).append(time(at, zone));
        }
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    private ZoneId zone(Clock clock) {
        String id = clock.calendar();
        return id == null
                ? ZoneOffset.UTC
                : calendars.find(id).map(c -> c.zoneAt(clock.startedAt())).orElse(ZoneOffset.UTC);
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
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
