package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.HoursExplained;
import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.tickets.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stretches a clock went through, each under one set of terms; its proof is made of them. Used by one thread. */
final class Stretches {
    private record Stretch(
            long from,
            long to,
            @Nullable String pausedFor,
            Terms terms,
            @Nullable Channel channel) {}

    private final List<Stretch> all = new ArrayList<>(2);

    void add(long from, long to, @Nullable String pausedFor, Terms terms, @Nullable Channel channel) {
        all.add(new Stretch(from, to, pausedFor, terms, channel));
    }

    /** The call that was answered as it came takes no time, but is what the clock was judged by. */
    void answeredLive(long t, Terms terms, @Nullable Channel channel) {
        if (all.isEmpty()) {
            add(t, t, null, terms, channel);
        }
    }

    /** In order, without gaps; neighbours that say the same are one line. */
    List<ProofLine> lines() {
        List<ProofLine> lines = new ArrayList<>();
        for (Stretch stretch : all) {
            ServiceCalendar calendar = stretch.terms().calendar();
            if (stretch.from() == stretch.to()) {
                append(
                        lines,
                        line(stretch, stretch.from(), stretch.to(), true, ProofLine.Why.LIVE, calendarAt(stretch)));
            } else if (calendar == null) {
                append(lines, line(stretch, stretch.from(), stretch.to(), false, ProofLine.Why.NO_CONTRACT, null));
            } else {
                for (HoursExplained.Piece piece : HoursExplained.of(calendar, stretch.from(), stretch.to())) {
                    boolean paused = piece.open() && stretch.pausedFor() != null;
                    append(
                            lines,
                            line(
                                    stretch,
                                    piece.from(),
                                    piece.to(),
                                    piece.open() && !paused,
                                    paused ? ProofLine.Why.PAUSED : why(piece),
                                    calendar.id() + "@" + piece.version()));
                }
            }
        }
        return lines;
    }

    private static ProofLine.Why why(HoursExplained.Piece piece) {
        if (piece.open()) {
            return piece.special() ? ProofLine.Why.MAKE_UP_DAY : ProofLine.Why.OPEN;
        }
        return piece.special() ? ProofLine.Why.HOLIDAY : ProofLine.Why.CLOSED;
    }

    private static @Nullable String calendarAt(Stretch stretch) {
        ServiceCalendar calendar = stretch.terms().calendar();
        return calendar == null
                ? null
                : calendar.id() + "@" + calendar.versionAt(Instant.ofEpochSecond(stretch.from()));
    }

    private static ProofLine line(
            Stretch stretch, long from, long to, boolean counted, ProofLine.Why why, @Nullable String calendar) {
        Terms terms = stretch.terms();
        Policy policy = terms.policy();
        return new ProofLine(
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(to),
                counted,
                why,
                why == ProofLine.Why.PAUSED ? stretch.pausedFor() : null,
                new ProofLine.InForce(
                        calendar,
                        terms.plan(),
                        terms.severity(),
                        stretch.channel(),
                        policy.policy() + "@" + policy.version()));
    }

    private static void append(List<ProofLine> lines, ProofLine next) {
        ProofLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        boolean same = last != null
                && last.to().equals(next.from())
                && last.equals(new ProofLine(
                        last.from(), last.to(), next.counted(), next.why(), next.pausedFor(), next.inForce()));
        if (last != null && same) {
            lines.set(
                    lines.size() - 1,
                    new ProofLine(
                            last.from(), next.to(), last.counted(), last.why(), last.pausedFor(), last.inForce()));
        } else {
            lines.add(next);
        }
    }
}
