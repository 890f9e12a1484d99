package dev.watchkeeper.sla;

import java.lang.management.ManagementFactory;
import java.time.Instant;

/**
 * The fold of one ticket of thousands of messages to and fro, as a mail loop makes them: CPU per fold, after one fold to
 * warm up. Run the main method; an argument is the number of messages.
 */
final class LongTicketBench {
    private LongTicketBench() {}

    static Script loop(int messages) {
        Instant opened = Script.at("2026-09-07T01:00Z");
        Script script = Script.on("ALL")
                .target(Metric.FIRST_RESPONSE, "1h")
                .target(Metric.NEXT_RESPONSE, "2h")
                .target(Metric.RESOLUTION, "40h")
                .target(Metric.PERIODIC_UPDATE, "16h")
                .opened(opened.toString());
        for (int i = 1; i <= messages; i++) {
            String at = opened.plusSeconds(30L * i).toString();
            script = i % 2 == 0 ? script.customer(at) : script.agent(at);
        }
        return script;
    }

    public static void main(String[] args) {
        int[] sizes = args.length == 0 ? new int[] {10_000, 20_000, 40_000} : new int[] {Integer.parseInt(args[0])};
        var threads = ManagementFactory.getThreadMXBean();
        for (int size : sizes) {
            Script script = loop(size);
            Fold fold = script.fold();
            TicketHistory history = script.history(script.events());
            Instant now = Script.at("2026-12-01T00:00Z");
            fold.fold(history, Watermarks.COMPLETE, now);
            long before = threads.getCurrentThreadCpuTime();
            int clocks = fold.fold(history, Watermarks.COMPLETE, now).clocks().size();
            System.out.printf(
                    "%,d messages, %,d clocks: %,d ms CPU a fold%n",
                    size, clocks, (threads.getCurrentThreadCpuTime() - before) / 1_000_000);
        }
    }
}
