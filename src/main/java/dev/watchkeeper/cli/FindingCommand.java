package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** Findings and their life. */
@Command(
        name = "finding",
        description = "Lists and shows findings, acknowledges and mutes them, tells their history.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FindingListCommand.class,
            FindingShowCommand.class,
            FindingAckCommand.class,
            FindingMuteCommand.class,
            FindingUnmuteCommand.class,
            FindingHistoryCommand.class
        })
final class FindingCommand {}
