package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** The database itself. */
@Command(
        name = "db",
        description = "Migrates, backs up, exports and adopts the database; works beside a running daemon.",
        mixinStandardHelpOptions = true,
        subcommands = {DbMigrateCommand.class, DbBackupCommand.class, DbExportCommand.class, DbAdoptCommand.class})
final class DbCommand {}
