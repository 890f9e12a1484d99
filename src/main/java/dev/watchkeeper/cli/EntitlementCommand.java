package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** What contracts promise once per period. */
@Command(
        name = "entitlement",
        description =
                "Health checks, compliance reviews and trainings that contracts promise: what is due, done, missed.",
        mixinStandardHelpOptions = true,
        subcommands = {EntitlementListCommand.class, EntitlementDoneCommand.class})
final class EntitlementCommand {}
