package dev.watchkeeper.app;

import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.Fold;
import dev.watchkeeper.sla.RuleKnowledge;
import dev.watchkeeper.sla.RuleSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fold over the rules in force, made anew when a reload changes them; what changed is known from then on. */
public final class CurrentFold implements Supplier<Fold> {
    /** Breaches older than this are not dated anew; their tickets are long closed. */
    private static final Duration HORIZON = Duration.ofDays(400);
    /** How long a repair of the past made by another process may go unnoticed. */
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final LiveConfiguration live;
    private final RuleKnowledge knowledge;
    private final Clock clock;
    private String madeFor = "";
    private Instant repaired = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private @Nullable Fold made;

    CurrentFold(LiveConfiguration live, RuleKnowledge knowledge, Clock clock) {
        this.live = live;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /**
     * The fold of now.
     *
     * @throws IllegalStateException if no plans are configured
     */
    @Override
    public synchronized Fold get() {
        Configuration now = live.get();
        Fold fold = made;
        if (isRepairedElsewhere() || fold == null || !now.rulesMark().equals(madeFor)) {
            fold = make(now);
            made = fold;
            madeFor = now.rulesMark();
        }
        return fold;
    }

    /** Makes it anew at the next use: the transaction in which a change was noted may have been rolled back. */
    synchronized void renew() {
        made = null;
    }

    /** A command may repair the past while this process runs. */
    private boolean isRepairedElsewhere() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt.plus(LOOK)) && !now.isBefore(lookedAt)) {
            return false;
        }
        lookedAt = now;
        Instant before = repaired;
        repaired = knowledge.repairedAt();
        return !repaired.equals(before);
    }

    private Fold make(Configuration configuration) {
        ServiceLevels levels = configuration.levels();
        if (levels == null) {
            throw new IllegalStateException("there is no plans.yaml: no deadline can be computed");
        }
        Contracts contracts = Contracts.of(configuration.portfolio());
        Instant now = clock.instant();
        knowledge.learn(
                new RuleSet(
                        levels.policies().versions(),
                        levels.calendars().specs(),
                        contracts.byCustomer(),
                        levels.holidays().listed()),
                now);
        return levels.fold(contracts).knowing(knowledge.beliefs(now.minus(HORIZON)), levels.holidays(), repaired);
    }
}
