package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** The customer's quarterly report. */
@Command(
        name = "report",
        description = "Drafts quarterly reports and, once approved, sends them to the customer.",
        mixinStandardHelpOptions = true,
        subcommands = {ReportQuarterlyCommand.class, ReportApproveCommand.class})
final class ReportCommand {}
