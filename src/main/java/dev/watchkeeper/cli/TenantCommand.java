package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** The portfolio as the daemon sees it. */
@Command(
        name = "tenant",
        description = "Lists and shows tenants, and imports them into the configuration.",
        mixinStandardHelpOptions = true,
        subcommands = {TenantListCommand.class, TenantShowCommand.class, TenantImportCommand.class})
final class TenantCommand {}
