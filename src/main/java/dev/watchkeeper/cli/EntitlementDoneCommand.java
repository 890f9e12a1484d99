package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.Entitlement;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiEntitlements;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that a promise was kept, with what proves it. */
@Command(
        name = "done",
        description = "Records that a promise was kept, with what proves it.",
        mixinStandardHelpOptions = true)
final class EntitlementDoneCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "KEY", description = "As listed, for example xinghai/training/2026-01-01.")
    private String key = "";

    @Option(names = "--evidence", required = true, description = "What proves it, for example 'minutes of 12 May'.")
    private String evidence = "";

    @Option(names = "--author", description = "Who says so (default: the user of this machine).")
    private String author = System.getProperty("user.name", "operator");

    @Override
    public Integer call() {
        if (evidence.isBlank()) {
            throw new UsageException("--evidence is empty; say what proves it, for example 'minutes of 12 May'");
        }
        Configuration configuration = config.load();
        try (Database database = Database.open(configuration.settings().database(), World.realClock())) {
            JdbiEntitlements entitlements = new JdbiEntitlements(database);
            List<Entitlement> all = entitlements.list("");
            Optional<Entitlement> found =
                    all.stream().filter(one -> one.key().equals(key.strip())).findFirst();
            Entitlement one = found.orElseThrow(() -> new UsageException(
                    "promise '" + key + "' is not known; 'watchkeeper entitlement list' shows the keys"));
            boolean done = entitlements.done(
                    one.tenantId(), one.kind(), one.from(), World.realClock().instant(), evidence.strip(), author);
            config.out().println(done ? key + " is done" : key + " was done before, at " + Shown.time(one.doneAt()));
            return ExitCode.OK;
        }
    }
}
