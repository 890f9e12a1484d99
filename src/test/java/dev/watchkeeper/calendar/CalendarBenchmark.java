package dev.watchkeeper.calendar;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
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

/**
 * Business time on the index against the plain day walk, and what compiling costs. Run the main method; goal: 3 million
 * add or between a second on one core, 12 years compiled within 100 ms cold.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CalendarBenchmark {
    private static final int INPUTS = 1 << 16;
    private static final long FROM = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
    private static final long TWELVE_YEARS = 12 * 365 * 86_400L;

    private final CalendarSpec spec =
            ServiceCalendarTest.CN.rulesAt(Instant.EPOCH).spec();
    private final ServiceCalendar calendar = ServiceCalendar.of(spec, HolidaySets.shipped());
    private final PlainWalk walk = new PlainWalk(List.of(spec), HolidaySets.shipped());
    private final long[] starts = new long[INPUTS];
    private final long[] seconds = new long[INPUTS];
    private int next;

    /** Random instants of twelve years, spans up to 200 business hours. */
    public CalendarBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < INPUTS; i++) {
            starts[i] = FROM + random.nextLong(TWELVE_YEARS);
            seconds[i] = random.nextLong(1, 720_000);
        }
        calendar.between(FROM, FROM + TWELVE_YEARS + 400 * 86_400L);
    }

    @Benchmark
    public long add() {
        int i = next++ & (INPUTS - 1);
        return calendar.dueAt(starts[i], seconds[i]);
    }

    @Benchmark
    public long between() {
        int i = next++ & (INPUTS - 1);
        return calendar.between(starts[i], starts[i] + 5 * seconds[i]);
    }

    @Benchmark
    public long plainAdd() {
        int i = next++ & (INPUTS - 1);
        return walk.due(starts[i], seconds[i]);
    }

    @Benchmark
    public long plainBetween() {
        int i = next++ & (INPUTS - 1);
        return walk.between(starts[i], starts[i] + 5 * seconds[i]);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Fork(3)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public long compileTwelveYearsCold() {
        return ServiceCalendar.of(spec, HolidaySets.shipped()).between(FROM, FROM + TWELVE_YEARS);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public long compileTwelveYearsWarm() {
        return ServiceCalendar.of(spec, HolidaySets.shipped()).between(FROM, FROM + TWELVE_YEARS);
    }

    /** Runs all of the above. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(CalendarBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
