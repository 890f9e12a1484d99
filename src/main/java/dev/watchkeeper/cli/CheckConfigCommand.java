package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.config.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Validates the whole configuration without starting anything and prints all problems. */
@Command(
        name = "check-config",
        description = "Validates every configuration file and prints all problems with file, line, key and remedy.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--defaults", description = "Print every key of watchkeeper.yaml with its default, and end.")
    private boolean defaults;

    @Override
    public Integer call() {
        PrintWriter out = config.out();
        if (defaults) {
            out.print(ConfigurationLoader.packagedDefaults());
            out.flush();
            return ExitCode.OK;
        }
        Path directory = config.directory();
        Problems problems = new Problems();
        Optional<Configuration> read =
                new ConfigurationLoader(System::getenv, Clock.systemUTC()).readClosely(directory, problems);
        if (json) {
            Json.print(out, document(directory, problems, read));
        } else {
            problems.all().forEach(out::println);
            out.println(summary(directory, problems, read));
        }
        return problems.hasErrors() ? ExitCode.USAGE : ExitCode.OK;
    }

    private static String summary(Path directory, Problems problems, Optional<Configuration> read) {
        int warnings = problems.all().size() - problems.errors();
        if (problems.hasErrors() || read.isEmpty()) {
            return directory + ": " + count(problems.errors(), "error") + ", " + count(warnings, "warning");
        }
        Configuration configuration = read.get();
        return directory + " is in order: "
                + count(configuration.portfolio().tenants().size(), "tenant") + ", "
                + count(configuration.portfolio().people().size(), "person").replace("persons", "people") + ", "
                + count(warnings, "warning");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static Map<String, Object> document(Path directory, Problems problems, Optional<Configuration> read) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("directory", directory.toString());
        document.put("ok", !problems.hasErrors());
        read.filter(configuration -> !problems.hasErrors()).ifPresent(configuration -> {
            document.put("tenants", configuration.portfolio().tenants().size());
            document.put("people", configuration.portfolio().people().size());
        });
        List<Map<String, Object>> listed =
                problems.all().stream().map(CheckConfigCommand::entry).toList();
        document.put("problems", listed);
        return document;
    }

    private static Map<String, Object> entry(Problem problem) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("level", problem.warning() ? "warning" : "error");
        entry.put("file", problem.place().file());
        entry.put("line", problem.place().line() == 0 ? null : problem.place().line());
        entry.put("key", problem.path());
        entry.put("message", problem.message());
        entry.put("remedy", problem.remedy());
        return entry;
    }
}
