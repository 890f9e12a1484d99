package dev.watchkeeper.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** "I am on it": stops reminders, never a breach. */
@Command(
        name = "ack",
        description = "Notes who takes care of a ticket; further warnings and reminders stop, a breach still rings.",
        mixinStandardHelpOptions = true)
final class TicketAckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "KEY", description = "Source and ticket, for example zendesk-main/4711.")
    private String key = "";

    @Option(names = "--by", paramLabel = "WHO", required = true, description = "Id of the person in people.yaml.")
    private String by = "";

    @Override
    public Integer call() {
        return ServiceDesk.with(config, application -> {
            if (application.configuration().portfolio().person(by).isEmpty()) {
                throw new UsageException("--by " + by + ": no such person in people.yaml");
            }
            Instant now = application.world().clock().instant();
            boolean known =
                    application.database().in(() -> application.takeover().ticket(key, by, now));
            if (!known) {
                throw new UsageException("there is no ticket '" + key + "'; see 'watchkeeper ticket list'");
            }
            config.out().println(key + " is taken care of by " + by);
            return ExitCode.OK;
        });
    }
}
