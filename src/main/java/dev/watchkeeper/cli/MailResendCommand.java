package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.mail.OutboxEntry;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mail resend}: a second copy, asked for by a person. */
@Command(
        name = "resend",
        description = "Sends a mail again that was sent: the same bytes under the same Message-ID.",
        mixinStandardHelpOptions = true)
final class MailResendCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ID", description = "Number or key of the mail.")
    private String id = "";

    @Option(names = "--confirm", description = "Really send; without it the command only says what it would do.")
    private boolean confirmed;

    @Override
    public Integer call() {
        try (MailStore store = MailStore.open(config.load())) {
            OutboxEntry entry = store.find(id);
            String mail = "mail " + entry.id() + " (" + entry.state().name().toLowerCase(Locale.ROOT) + ") to "
                    + entry.toAddress() + ": " + entry.subject();
            if (!confirmed) {
                config.out().println("would be sent again: " + mail);
                config.out().println("add --confirm to do it; the reader may see two copies");
                return ExitCode.OK;
            }
            if (!store.outbox()
                    .resend(entry.id(), store.mode(), World.realClock().instant())) {
                config.out()
                        .println("not sent again: " + mail + "; only sent or uncertain mails with stored bytes can be");
                return ExitCode.PARTIAL;
            }
            config.out().println("will be sent again: " + mail);
        }
        return ExitCode.OK;
    }
}
