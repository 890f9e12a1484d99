package dev.watchkeeper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sla}: clocks of any events, and how well promises were kept. */
@Command(
        name = "sla",
        description = "Clocks of any events, and how well promises were kept.",
        mixinStandardHelpOptions = true,
        subcommands = {SlaReplayCommand.class, SlaReportCommand.class, SlaRestateCommand.class})
final class SlaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do, for example: sla replay --events FILE.jsonl");
    }
}
