package dev.watchkeeper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code calendar}: looks at service calendars and computes with them. */
@Command(
        name = "calendar",
        description = "Looks at service calendars and computes with them.",
        mixinStandardHelpOptions = true,
        subcommands = {CalendarCheckCommand.class, CalendarEvalCommand.class})
final class CalendarCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: calendar check ID, or calendar eval");
    }
}
