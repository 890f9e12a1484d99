package dev.watchkeeper.app;

import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockKeeper;
import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.DeadlineWatch;
import dev.watchkeeper.sla.Fold;
import dev.watchkeeper.sla.NewsDesk;
import dev.watchkeeper.sla.Watermarks;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiClocks;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Clocks: a fold of events, the watch over deadlines, and what both tell. */
public record SlaGraph(ClockBook book, ClockKeeper keeper, DeadlineWatch watch, Supplier<Fold> fold) {
    static SlaGraph assemble(
            LiveConfiguration live, World world, Database database, TicketGraph tickets, NewsDesk desk, Runnable beat) {
        Clock clock = database.clock(world.clock());
        ClockBook book = new JdbiClocks(database);
        Supplier<Fold> fold = new CurrentFold(live);
        ClockKeeper keeper = new ClockKeeper(
                book, tickets.events(), fold, now -> watermarks(live, tickets.states()), desk, database);
        return new SlaGraph(book, keeper, new DeadlineWatch(keeper, book, clock, beat), fold);
    }

    /** What the bell does behind the watch: changed rules, confirmed verdicts, and a round of its own. */
    long sweep(LiveConfiguration live, SourceStates states, Instant now) {
        keeper.rulesMayHaveChanged(live.get().rulesMark(), now);
        Map<String, Instant> bySource = new HashMap<>();
        states.all().forEach(state -> {
            if (state.watermark() != null) {
                bySource.put(state.sourceId(), state.watermark());
            }
        });
        long confirmable = keeper.queueConfirmable(bySource);
        return confirmable + watch.tick(now);
    }

    private static Watermarks watermarks(LiveConfiguration live, SourceStates states) {
        Map<String, Instant> bySource = new HashMap<>();
        for (SourceSettings source : live.get().sources()) {
            String name = source.name() == null ? "/" + source.id() : source.name();
            states.find(source.id()).map(state -> state.watermark()).ifPresent(mark -> bySource.put(name, mark));
        }
        return new Watermarks(bySource, Instant.MIN);
    }

    /** The fold over the rules in force, made anew when a reload changes them. */
    private static final class CurrentFold implements Supplier<Fold> {
        private final LiveConfiguration live;
        private String madeFor = "";
        private @Nullable Fold made;

        CurrentFold(LiveConfiguration live) {
            this.live = live;
        }

        @Override
        public synchronized Fold get() {
            Configuration now = live.get();
            Fold fold = made;
            if (fold == null || !now.rulesMark().equals(madeFor)) {
                ServiceLevels levels = now.levels();
                if (levels == null) {
                    throw new IllegalStateException("there is no plans.yaml: no deadline can be computed");
                }
                fold = levels.fold(Contracts.of(now.portfolio()));
                made = fold;
                madeFor = now.rulesMark();
            }
            return fold;
        }
    }
}
