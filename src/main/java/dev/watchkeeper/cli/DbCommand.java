package dev.watchkeeper.cli;

import picocli.CommandLine.Command;

/** The database itself. */
@Command(
        name = "db",
        description = "Migrates, backs up, restores, moves, exports and adopts the database.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DbMigrateCommand.class,
            DbBackupCommand.class,
            DbExportCommand.class,
            DbAdoptCommand.class,
            DbRestoreCommand.class,
            DbMoveCommand.class
        })
final class DbCommand {}
