package dev.watchkeeper.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What shells and {@code man} want to know of the commands, made of the commands themselves. */
@Command(
        name = "completion",
        description = "Prints the completion for a shell, or the manual page; packages install them.",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    /** What can be printed. */
    enum Kind {
        BASH,
        ZSH,
        FISH,
        MAN
    }

    @Parameters(paramLabel = "KIND", description = "bash, zsh, fish or man.")
    private Kind kind = Kind.BASH;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        // Made anew, so that pages and completions do not depend on where this jar lies.
        CommandSpec all = Main.commands("watchkeeper").getCommandSpec();
        out.print(
                switch (kind) {
                    case BASH -> AutoComplete.bash("watchkeeper", all.commandLine());
                    case ZSH ->
                        "#compdef watchkeeper\nautoload -U +X bashcompinit && bashcompinit\n"
                                + AutoComplete.bash("watchkeeper", all.commandLine());
                    case FISH -> FishCompletion.of(all);
                    case MAN -> ManPage.of(all);
                });
        out.flush();
        return ExitCode.OK;
    }
}
