package dev.watchkeeper.ops;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database for probes and metrics on a thread of its own, so that those who ask us never wait for it: they read
 * the last snapshot and its age. A look that hangs makes everything here unknown, and is said to hang; after a first
 * look that found the database away the others are not tried. Safe for use by all threads.
 */
public final class Sampler {
    /** After this the last snapshot says nothing about now. */
    public static final Duration STALE = Duration.ofSeconds(20);

    /** Figures may count rows, which is not free: they are taken with every third round only. */
    private static final int FIGURES_EVERY = 3;

    private static final Duration STALE_FIGURES = STALE.plus(Duration.ofSeconds(25));

    private final LongSupplier nanos;
    private final Probe gate;
    private final Consumer<Optional<String>> told;
    private final List<Probe> looks = new CopyOnWriteArrayList<>();
    private final List<Figure> figures = new CopyOnWriteArrayList<>();
    private volatile @Nullable Snapshot last;
    private volatile long begunAt;
    private int rounds;

    private record Snapshot(Map<String, Optional<String>> problems, long takenAt) {}

    /** A number and when it was taken. */
    private static final class Figure {
        private final Supplier<? extends Number> look;
        private volatile double value = Double.NaN;
        private volatile long takenAt;

        Figure(Supplier<? extends Number> look) {
            this.look = look;
        }
    }

    /**
     * A sampler that has seen nothing yet.
     *
     * @param nanos a monotonic clock such as {@code System::nanoTime}
     * @param gate asked first in each round; if it finds a problem, the others are unknown
     * @param told what the gate said, after each round
     */
    public Sampler(LongSupplier nanos, Probe gate, Consumer<Optional<String>> told) {
        this.nanos = nanos;
        this.gate = gate;
        this.told = told;
        this.begunAt = nanos.getAsLong();
    }

    /** The gate as a probe that answers at once. */
    public Probe gate() {
        return new Probe(gate.name(), () -> known(gate.name()));
    }

    /** A look that may hang as a probe that answers at once. */
    public Probe probe(String name, Supplier<Optional<String>> look) {
        looks.add(new Probe(name, look));
        return new Probe(name, () -> known(name));
    }

    /** A number that may hang as one that is there at once; NaN while it is not known. */
    public Supplier<Number> figure(Supplier<? extends Number> look) {
        Figure figure = new Figure(look);
        figures.add(figure);
        return () ->
                isOlder(figure.takenAt, STALE_FIGURES) || ageSeconds() > STALE.toSeconds() ? Double.NaN : figure.value;
    }

    /** Seconds since the last snapshot; since the start if there is none. */
    public double ageSeconds() {
        Snapshot known = last;
        return (nanos.getAsLong() - (known == null ? begunAt : known.takenAt)) / 1e9;
    }

    /** One round; may hang. Not for two threads at once. */
    public void round() {
        begunAt = nanos.getAsLong();
        Map<String, Optional<String>> problems = new HashMap<>();
        Optional<String> away = gate.ask();
        problems.put(gate.name(), away);
        for (Probe look : looks) {
            problems.put(look.name(), away.isPresent() ? unknown(away.get()) : look.ask());
        }
        last = new Snapshot(Map.copyOf(problems), nanos.getAsLong());
        told.accept(away);
        if (away.isPresent() || rounds++ % FIGURES_EVERY == 0) {
            figures.forEach(figure -> take(figure, away.isPresent()));
        }
    }

    private void take(Figure figure, boolean away) {
        double value = Double.NaN;
        if (!away) {
            try {
                value = figure.look.get().doubleValue();
            } catch (RuntimeException unknown) {
                value = Double.NaN; // as a scrape shows it
            }
        }
        figure.value = value;
        figure.takenAt = nanos.getAsLong();
    }

    private Optional<String> known(String name) {
        Snapshot known = last;
        if (known == null || isOlder(known.takenAt, STALE)) {
            return Optional.of("not known: the last look at the database began "
                    + (nanos.getAsLong() - begunAt) / 1_000_000_000L + " s ago and has not come back");
        }
        return known.problems.getOrDefault(name, Optional.of("not known yet"));
    }

    private static Optional<String> unknown(String cause) {
        return Optional.of("not known while the database is away: " + cause);
    }

    private boolean isOlder(long takenAt, Duration limit) {
        return nanos.getAsLong() - takenAt > limit.toNanos();
    }
}
