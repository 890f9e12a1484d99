package dev.watchkeeper.app;

import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiOpenTickets;
import dev.watchkeeper.store.JdbiSourceStates;
import dev.watchkeeper.store.JdbiTicketEvents;
import dev.watchkeeper.tickets.Intake;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.SourcePolling;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvents;
import dev.watchkeeper.tickets.sources.SourceSettings;
import dev.watchkeeper.tickets.sources.TicketSources;
import dev.watchkeeper.tickets.sources.WebhookIntake;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where tickets come from: webhooks and polled sources, into one log of events. */
public record TicketGraph(TicketEvents events, SourceStates states, Intake intake, SourcePolling polling) {
    /**
     * Assembles it.
     *
     * @param stale hears of sources that have fallen silent, and since when
     */
    static TicketGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            SourceNotices notices,
            BiConsumer<String, Instant> stale) {
        Clock clock = world.clock();
        TicketEvents events = new JdbiTicketEvents(database);
        SourceStates states = new JdbiSourceStates(database);
        Supplier<List<SourceSettings>> sources = () -> live.get().sources();
        Intake intake = new WebhookIntake(sources, events, states, notices, database, clock);
        PolledSources polled = new PolledSources(
                sources,
                now -> TicketSources.polled(now, events, states, notices, new JdbiOpenTickets(database), database));
        SourcePolling polling =
                new SourcePolling(polled, () -> TicketSources.patience(sources.get()), states, notices, stale, clock);
        return new TicketGraph(events, states, intake, polling);
    }

    /** Keeps the readers of the sources until a reload changes them. Used by the one thread that polls. */
    private static final class PolledSources implements Supplier<List<PolledSource>> {
        private final Supplier<List<SourceSettings>> settings;
        private final Function<List<SourceSettings>, List<PolledSource>> maker;
        private List<SourceSettings> madeFor = List.of();
        private List<PolledSource> made = List.of();

        PolledSources(
                Supplier<List<SourceSettings>> settings, Function<List<SourceSettings>, List<PolledSource>> maker) {
            this.settings = settings;
            this.maker = maker;
        }

        @Override
        public synchronized List<PolledSource> get() {
            List<SourceSettings> now = settings.get();
            if (!now.equals(madeFor)) {
                made = maker.apply(now);
                madeFor = now;
            }
            return made;
        }
    }
}
