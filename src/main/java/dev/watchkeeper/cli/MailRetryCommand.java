package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.mail.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mail retry}. */
@Command(
        name = "retry",
        description = "Sends a held, failed or expired mail, or tries a pending one now.",
        mixinStandardHelpOptions = true)
final class MailRetryCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Numbers or keys of mails.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() {
        int refused = 0;
        try (MailStore store = MailStore.open(config.load())) {
            List<OutboxEntry> entries = ids.stream().map(store::find).toList();
            for (OutboxEntry entry : entries) {
                String mail = "mail " + entry.id() + " (" + entry.state().name().toLowerCase(Locale.ROOT) + ") to "
                        + entry.toAddress();
                if (dryRun) {
                    config.out().println("would be retried: " + mail);
                } else if (store.outbox()
                        .retry(entry.id(), store.mode(), World.realClock().instant())) {
                    config.out().println("retried: " + mail);
                } else {
                    refused++;
                    config.out()
                            .println("not retried: " + mail + "; only held, failed, expired or pending mails can be");
                }
            }
        }
        return refused == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    }
}
