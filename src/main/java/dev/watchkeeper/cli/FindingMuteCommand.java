package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A risk is accepted. */
@Command(
        name = "mute",
        description = "Accepts a risk until a date; a worse severity ends it.",
        mixinStandardHelpOptions = true)
final class FindingMuteCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    @Option(names = "--until", required = true, paramLabel = "DATE", description = "Last day on which it holds.")
    private String until = "";

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Instant now = World.realClock().instant();
        try (FindingStore store = FindingStore.open(configuration)) {
            return decision.decide(
                    config.out(),
                    store,
                    "muted",
                    finding -> store.keeper()
                            .mute(
                                    finding.id(),
                                    decision.author(),
                                    decision.reason(),
                                    DecisionOptions.until(until, finding, configuration),
                                    now));
        }
    }
}
