package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** Tickets as the clocks see them. */
@Command(
        name = "ticket",
        description = "Lists open clocks, explains a ticket, says who takes care of it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TicketListCommand.class,
            TicketExplainCommand.class,
            TicketAckCommand.class,
            TicketSourcesCommand.class
        })
final class TicketCommand {}
