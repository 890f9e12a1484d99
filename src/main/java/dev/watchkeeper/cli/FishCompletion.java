package dev.watchkeeper.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the fish shell; the library knows bash and zsh only. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandSpec root) {
        StringBuilder script = new StringBuilder("complete -c watchkeeper -f\n");
        add(root, List.of(), script);
        return script.toString();
    }

    private static void add(CommandSpec command, List<String> path, StringBuilder script) {
        String children = String.join(" ", command.subcommands().keySet());
        String here = path.isEmpty()
                ? "__fish_use_subcommand"
                : path.stream()
                                .map(word -> "__fish_seen_subcommand_from " + word)
                                .collect(Collectors.joining("; and "))
                        + (children.isEmpty() ? "" : "; and not __fish_seen_subcommand_from " + children);
        command.subcommands()
                .forEach((name, child) -> line(script, here, "-a " + name, description(child.getCommandSpec())));
        for (OptionSpec option : command.options()) {
            String names = java.util.Arrays.stream(option.names())
                    .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .collect(Collectors.joining(" "));
            String files = option.arity().max() > 0 ? " -r" + (takesFile(option) ? " -F" : "") : "";
            String[] words = option.description();
            line(script, here, names + files, words.length == 0 ? "" : words[0]);
        }
        command.subcommands().forEach((name, child) -> {
            if (!name.equals("help")) {
                List<String> below = new java.util.ArrayList<>(path);
                below.add(name);
                add(child.getCommandSpec(), below, script);
            }
        });
    }

    private static boolean takesFile(OptionSpec option) {
        return option.paramLabel().matches(".*(FILE|DIR).*");
    }

    private static String description(CommandSpec command) {
        String[] words = command.usageMessage().description();
        return words.length == 0 ? "" : words[0];
    }

    private static void line(StringBuilder script, String condition, String what, String description) {
        script.append("complete -c watchkeeper -n '")
                .append(condition)
                .append("' ")
                .append(what);
        if (!description.isEmpty()) {
            script.append(" -d '")
                    .append(description
                            .replace("\\", "\\\\")
                            .replace("'", "\\'")
                            .replace("%%", "%"))
                    .append('\'');
        }
        script.append('\n');
    }
}
