package dev.watchkeeper.cli;

import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ProofLine;
import dev.watchkeeper.sla.RunState;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.tickets.Channel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The proof of a clock as a table and a sum that a person can check with a pocket calculator; the same as JSON. */
final class ProofText {
    /** A longer sum is left to the column of the table. */
    private static final int TERMS = 12;

    private ProofText() {}

    static void print(PrintWriter out, Clock clock, List<ProofLine> proof, ZonedText zone) {
        if (proof.isEmpty()) {
            return;
        }
        Table table = new Table("    FROM", "TO", "COUNTED s", "PAUSED s", "WHY", "CALENDAR", "JUDGED BY");
        for (ProofLine line : proof) {
            ProofLine.InForce by = line.inForce();
            boolean paused = line.why() == ProofLine.Why.PAUSED;
            table.row(
                    "    " + zone.time(line.from()),
                    zone.time(line.to()),
                    line.counted() ? line.seconds() : "",
                    paused ? line.seconds() : "",
                    line.why().word().replace('_', ' ')
                            + (line.pausedFor() == null
                                    ? ""
                                    : ", " + line.pausedFor().replace('_', ' ')),
                    by.calendar() == null ? "none" : by.calendar(),
                    by(by));
        }
        table.print(out);
        out.println("    " + sum(clock, proof));
    }

    /** {@code used 1800 + 10800 = 12600 s of 14400 s promised}. */
    private static String sum(Clock clock, List<ProofLine> proof) {
        List<Long> counted = proof.stream()
                .filter(line -> line.counted() && line.seconds() > 0)
                .map(ProofLine::seconds)
                .toList();
        String terms = counted.size() < 2 || counted.size() > TERMS
                ? ""
                : counted.stream().map(String::valueOf).collect(Collectors.joining(" + ")) + " = ";
        Long target = clock.targetSeconds();
        return "used " + terms + clock.usedSeconds() + " s"
                + (target == null ? ", nothing promised" : " of " + target + " s promised")
                + (clock.overrunSeconds() > 0
                        ? ", late by " + clock.usedSeconds() + " - " + target + " = " + clock.overrunSeconds() + " s"
                        : "");
    }

    private static String by(ProofLine.InForce by) {
        Channel channel = by.channel();
        return (by.plan() == null ? "no plan" : by.plan()) + " " + by.severity()
                + (channel == null ? "" : " " + channel.word()) + ", " + by.policy();
    }

    /** What is left of a promise that waits for the customer; empty for all else. */
    static String left(Clock clock) {
        Long remaining = clock.remainingSeconds();
        return clock.runState() == RunState.PAUSED && clock.verdict() == Verdict.OPEN && remaining != null
                ? ZonedText.length(remaining) + " left"
                : "";
    }

    static List<Map<String, @Nullable Object>> json(List<ProofLine> proof) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (ProofLine line : proof) {
            ProofLine.InForce by = line.inForce();
            Channel channel = by.channel();
            Map<String, @Nullable Object> one = Json.object(
                    "from", line.from().toString(),
                    "to", line.to().toString(),
                    "seconds", line.seconds(),
                    "counted", line.counted(),
                    "why", line.why().word(),
                    "calendar", by.calendar(),
                    "plan", by.plan(),
                    "severity", by.severity().name(),
                    "channel", channel == null ? null : channel.word(),
                    "policy", by.policy());
            if (line.pausedFor() != null) {
                one.put("paused_for", line.pausedFor());
            }
            lines.add(one);
        }
        return lines;
    }
}
