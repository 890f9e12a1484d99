package dev.watchkeeper.app;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.Steps;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockKeeper;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.sla.DeadlineWatch;
import dev.watchkeeper.sla.NewsDesk;
import dev.watchkeeper.sla.Restatement;
import dev.watchkeeper.sla.RuleKnowledge;
import dev.watchkeeper.sla.RuleVersions;
import dev.watchkeeper.sla.Watermarks;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiClockReports;
import dev.watchkeeper.store.JdbiClocks;
import dev.watchkeeper.store.JdbiRuleKnowledge;
import dev.watchkeeper.store.JdbiRuleVersions;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.sources.TicketSources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Clocks: a fold of events, the watch over deadlines, and what both tell. */
public record SlaGraph(
        ClockBook book,
        ClockReports reports,
        ClockKeeper keeper,
        DeadlineWatch watch,
        CurrentFold fold,
        Restatement restatement,
        RuleVersions versions) {
    private static final Duration UNCONFIGURED_DELAY = Duration.ofMinutes(15);

    static SlaGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            TicketGraph tickets,
            NewsDesk desk,
            OneByOne oneByOne,
            Runnable beat) {
        Clock clock = database.clock(world.clock());
        ClockBook book = new JdbiClocks(database);
        RuleKnowledge knowledge = new JdbiRuleKnowledge(database);
        CurrentFold fold = new CurrentFold(live, knowledge, clock);
        Function<Instant, Watermarks> marks = now -> watermarks(live, tickets.states(), now);
        ClockKeeper keeper = new ClockKeeper(book, tickets.events(), fold, marks, desk, oneByOne);
        return new SlaGraph(
                book,
                new JdbiClockReports(database),
                keeper,
                new DeadlineWatch(keeper, book, clock, beat),
                fold,
                new Restatement(book, tickets.events(), fold, marks, knowledge::repaired, desk, oneByOne),
                new JdbiRuleVersions(database));
    }

    /** What the bell does behind the watch: changed rules, confirmed verdicts, and a round of its own. */
    long sweep(LiveConfiguration live, SourceStates states, OwnFindings own, Transactions transactions, Instant now) {
        Configuration configuration = live.get();
        ServiceLevels levels = configuration.levels();
        return new Steps()
                // That the rules changed is known only once their versions are.
                .run(() -> transactions.run(() -> knowRules(configuration, levels, own, now)))
                .then(() -> confirm(live, states, now))
                .then(() -> watch.tick(now))
                .end();
    }

    private void knowRules(Configuration configuration, @Nullable ServiceLevels levels, OwnFindings own, Instant now) {
        if (keeper.rulesMayHaveChanged(configuration.rulesMark(), now) && levels != null) {
            fold.renew();
            List<String> inPlace = versions.record(
                    levels.policies().versions(), levels.calendars().specs(), now);
            if (!inPlace.isEmpty()) {
                own.raise(
                        "SELF-RULES",
                        "rules",
                        Severity.MEDIUM,
                        new Text("A version that already ruled was changed", "已生效的版本被修改"),
                        new Text(
                                String.join(", ", inPlace)
                                        + " changed in place: open clocks count under the new text from"
                                        + " their beginning, closed ones keep their verdicts",
                                String.join("、", inPlace) + " 被直接修改：未结的计时按新内容从头计算，已结的结论不变"),
                        new Text(
                                "Give a change its own version with effective_from; to repair the past run"
                                        + " 'watchkeeper sla restate --dry-run'",
                                "修改请使用新的版本号和 effective_from；要更正过去，请运行 watchkeeper sla restate --dry-run"));
            } else {
                own.clear("SELF-RULES", "rules");
            }
        }
    }

    private long confirm(LiveConfiguration live, SourceStates states, Instant now) {
        Map<String, Instant> bySource = new HashMap<>();
        marks(live, states, now).forEach((name, mark) -> bySource.put(TicketEvent.sourceId(name), mark));
        return keeper.queueConfirmable(bySource);
    }

    private static Map<String, Instant> marks(LiveConfiguration live, SourceStates states, Instant now) {
        return TicketSources.watermarks(live.get().sources(), states.all(), now);
    }

    /** Sources that nobody configured, such as an operator's corrections, count like webhooks. */
    private static Watermarks watermarks(LiveConfiguration live, SourceStates states, Instant now) {
        return new Watermarks(marks(live, states, now), now.minus(UNCONFIGURED_DELAY));
    }
}
