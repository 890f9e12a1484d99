package dev.watchkeeper.cli;

import dev.watchkeeper.mail.alert.AlertDesk;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.SlaAlerts;
import java.time.Instant;
import java.util.List;
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
            boolean known = application.database().in(() -> {
                ClockBook book = application.sla().book();
                // The threads of its clocks hear it too, so that mails that still wait are dropped.
                ClockBook.Entry entry = book.entries(List.of(key)).get(key);
                if (entry != null) {
                    entry.clocks().forEach(clock -> tell(application.alerts(), SlaAlerts.incident(clock), now));
                }
                return book.acknowledge(key, by, now);
            });
            if (!known) {
                throw new UsageException("there is no ticket '" + key + "'; see 'watchkeeper ticket list'");
            }
            config.out().println(key + " is taken care of by " + by);
            return ExitCode.OK;
        });
    }

    /** Every thread of the matter, from the first deadline to the newest. */
    private void tell(AlertDesk alerts, String incident, Instant now) {
        int epoch = 1;
        while (alerts.acknowledge(epoch == 1 ? incident : incident + "e" + epoch, by, now)) {
            epoch++;
        }
    }
}
