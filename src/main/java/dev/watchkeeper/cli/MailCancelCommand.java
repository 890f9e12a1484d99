package dev.watchkeeper.cli;

import dev.watchkeeper.mail.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mail cancel}. */
@Command(name = "cancel", description = "Withdraws a mail that still waits.", mixinStandardHelpOptions = true)
final class MailCancelCommand implements Callable<Integer> {
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
                    config.out().println("would be cancelled: " + mail);
                } else if (store.outbox().cancel(entry.id())) {
                    config.out().println("cancelled: " + mail);
                } else {
                    refused++;
                    config.out().println("not cancelled: " + mail + "; only pending or held mails can be");
                }
            }
        }
        return refused == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    }
}
