package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** Mails before, in and after the outbox. */
@Command(
        name = "mail",
        description = "Previews mails, explains them, and looks into the outbox.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MailPreviewCommand.class,
            MailExplainCommand.class,
            MailQueueCommand.class,
            MailShowCommand.class,
            MailRetryCommand.class,
            MailCancelCommand.class,
            MailResendCommand.class,
            MailDoctorCommand.class
        })
final class MailCommand {}
