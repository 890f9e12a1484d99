package dev.watchkeeper.tickets;

import dev.watchkeeper.jobs.OutageLog;
import dev.watchkeeper.jobs.Steps;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every polled source when its bell rings, and says which sources have fallen silent. One source's failure is
 * its own.
 */
public final class SourcePolling {
    private static final Logger LOG = LoggerFactory.getLogger(SourcePolling.class);

    /**
     * How long a source may be silent.
     *
     * @param after null if silence means nothing
     */
    public record Patience(String sourceId, @Nullable Duration after) {}

    private final Supplier<List<PolledSource>> sources;
    private final Supplier<List<Patience>> patience;
    private final SourceStates states;
    private final SourceNotices notices;
    private final BiConsumer<String, Instant> stale;
    private final Clock clock;
    private final Map<String, OutageLog> outages = new ConcurrentHashMap<>();

    /**
     * Polls and judges.
     *
     * @param stale hears of every stale source and since when, at each round
     */
    public SourcePolling(
            Supplier<List<PolledSource>> sources,
            Supplier<List<Patience>> patience,
            SourceStates states,
            SourceNotices notices,
            BiConsumer<String, Instant> stale,
            Clock clock) {
        this.sources = sources;
        this.patience = patience;
        this.states = states;
        this.notices = notices;
        this.stale = stale;
        this.clock = clock;
    }

    /** Polls all sources once, one after the other, then looks for stale ones; returns how many could be read. */
    public int pollAll() {
        return pollAll(() -> false);
    }

    /** The same until it is told to stop. */
    public int pollAll(BooleanSupplier stopping) {
        int read = 0;
        for (PolledSource source : sources.get()) {
            if (stopping.getAsBoolean()) {
                return read;
            }
            Instant now = clock.instant();
            try {
                source.poll(now);
                read++;
                outage(source).worked();
            } catch (PolledSource.SourceUnreadable e) {
                outage(source).failed(e);
                fail(source, String.valueOf(e.getMessage()), now);
            } catch (RuntimeException | StackOverflowError e) {
                outage(source).failed(e);
                fail(source, e.toString(), now);
            }
        }
        judgeSilence(clock.instant());
        return read;
    }

    /** If our own database is what failed, this fails as well, and the next round must do. */
    private void fail(PolledSource source, String cause, Instant now) {
        try {
            states.failed(source.id(), cause, now);
        } catch (RuntimeException e) {
            LOG.error("That source {} failed cannot be noted", source.id(), e);
        }
    }

    private OutageLog outage(PolledSource source) {
        return outages.computeIfAbsent(
                source.id(), id -> new OutageLog("reading of source " + id, LOG, System::nanoTime));
    }

    /** Raises or clears the notice of every source. */
    public void judgeSilence(Instant now) {
        Steps steps = new Steps();
        patience.get().forEach(one -> steps.run(() -> judgeSilence(one, now)));
        steps.end();
    }

    private void judgeSilence(Patience one, Instant now) {
        Duration after = one.after();
        if (after != null) {
            SourceStates.SourceState state = states.find(one.sourceId())
                    .orElseGet(() -> new SourceStates.SourceState(one.sourceId(), null, null, null, null, null));
            Instant okAt = state.okAt();
            Instant since = okAt == null ? state.failingSince() : okAt;
            if (since == null) {
                return; // never heard of, and nothing tried yet
            }
            if (Duration.between(since, now).compareTo(after) > 0) {
                stale.accept(one.sourceId(), since);
                String error = state.error() == null ? "" : ": " + state.error();
                notices.raise(
                        one.sourceId(),
                        SourceNotices.Kind.STALE,
                        new Text(
                                "nothing could be read since " + since + error + ". Verdicts of its tickets stay"
                                        + " unconfirmed until it comes back",
                                "自 " + since + " 起没有读到数据" + error + "。恢复之前，该来源工单的结论不能确认"));
            } else {
                notices.clear(one.sourceId(), SourceNotices.Kind.STALE);
            }
        }
    }
}
