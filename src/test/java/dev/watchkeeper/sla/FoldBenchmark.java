package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The fold of one ticket of ten events and its clocks; goal: under 40 microseconds. Run the main method. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FoldBenchmark {
    private final Script script = Script.on("CN")
            .target(Metric.FIRST_RESPONSE, "4h")
            .target(Metric.NEXT_RESPONSE, "8h")
            .target(Metric.RESOLUTION, "40h")
            .target(Metric.PERIODIC_UPDATE, "16h")
            .opened("2026-09-07T09:30+08:00")
            .agent("2026-09-07T10:30+08:00")
            .customer("2026-09-07T14:00+08:00")
            .agent("2026-09-07T15:00+08:00")
            .status("2026-09-07T15:00:05+08:00", "waiting_customer")
            .customer("2026-09-08T11:00+08:00")
            .severity("2026-09-08T11:05+08:00", "S1")
            .agent("2026-09-08T16:00+08:00")
            .solved("2026-09-09T10:00+08:00")
            .reopened("2026-09-10T10:00+08:00");
    private final Fold fold = script.fold();
    private final TicketHistory history = script.history(script.events());
    private final Instant now = Script.at("2026-09-11T10:00+08:00");

    @Benchmark
    public FoldResult fold() {
        return fold.fold(history, Watermarks.COMPLETE, now);
    }

    /** Runs the above. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(FoldBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
