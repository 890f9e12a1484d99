package dev.watchkeeper.cli;

import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.sources.SourceSettings;
import dev.watchkeeper.tickets.sources.TicketSources;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where tickets come from, how far each was read, and the SQL that is run. */
@Command(
        name = "sources",
        description = "Shows every ticket source and how far it has been read.",
        mixinStandardHelpOptions = true)
final class TicketSourcesCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--sql",
            description = "Print the SQL that is run against ticket systems, for their administrators.")
    private boolean sql;

    @Override
    public Integer call() {
        if (sql) {
            config.load().sources().forEach(source -> config.out().print(TicketSources.sql(source)));
            return ExitCode.OK;
        }
        return ServiceDesk.with(config, application -> {
            Table table = new Table("ID", "TYPE", "COMPLETE TO", "LAST HEARD", "FAILING SINCE", "ERROR");
            for (SourceSettings source : application.configuration().get().sources()) {
                Optional<SourceStates.SourceState> state =
                        application.tickets().states().find(source.id());
                table.row(
                        source.id(),
                        source.type().name().toLowerCase(Locale.ROOT),
                        state.map(SourceStates.SourceState::watermark).orElse(null),
                        state.map(SourceStates.SourceState::okAt).orElse(null),
                        state.map(SourceStates.SourceState::failingSince).orElse(null),
                        state.map(SourceStates.SourceState::error).orElse(null));
            }
            if (table.isEmpty()) {
                config.out().println("no ticket sources; see sources.yaml");
            } else {
                table.print(config.out());
            }
            return ExitCode.OK;
        });
    }
}
