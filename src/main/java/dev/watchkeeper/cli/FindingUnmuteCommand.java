package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A mute is taken back. */
@Command(name = "unmute", description = "Takes a mute back.", mixinStandardHelpOptions = true)
final class FindingUnmuteCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final DecisionOptions decision = new DecisionOptions();

    @Override
    public Integer call() {
        Instant now = World.realClock().instant();
        try (FindingStore store = FindingStore.open(config.load())) {
            return decision.decide(config.out(), store, "unmuted", finding -> {
                if (finding.muted() == null) {
                    throw new IllegalStateException("it is not muted");
                }
                return store.keeper().unmute(finding.id(), decision.author(), decision.reason(), now);
            });
        }
    }
}
