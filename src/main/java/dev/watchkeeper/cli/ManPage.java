package dev.watchkeeper.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page in man(7)'s macros: every command with its options, exit codes and example. */
final class ManPage {
    private ManPage() {}

    static String of(CommandSpec root) {
        StringBuilder page = new StringBuilder(".TH WATCHKEEPER 1 \"\" \"watchkeeper\" \"User Commands\"\n");
        page.append(
                ".SH NAME\nwatchkeeper \\- watch Google Workspace tenants and the promised response of every ticket\n");
        page.append(".SH SYNOPSIS\n.B watchkeeper\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
        page.append(".SH DESCRIPTION\n");
        text(page, root.usageMessage().description());
        page.append(".SH COMMANDS\n");
        commands("", root, page);
        page.append(".SH EXIT STATUS\n");
        root.usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.append(".TP\n")
                        .append(code.strip())
                        .append('\n')
                        .append(escaped(meaning))
                        .append('\n'));
        page.append(".TP\n3\ndone in part, or something is wrong with what was looked at\n");
        page.append(".TP\n4\ndone, and there is what \\-\\-fail\\-on asks for (audit)\n");
        page.append(".SH FILES\n.TP\n.I /etc/watchkeeper\nthe configuration\n.TP\n.I /var/lib/watchkeeper\n");
        page.append("database, backups, mails of mode file\n");
        return page.toString();
    }

    private static void commands(String path, CommandSpec command, StringBuilder page) {
        command.subcommands().forEach((name, line) -> {
            if (name.equals("help")) {
                return;
            }
            String full = path.isEmpty() ? name : path + " " + name;
            CommandSpec spec = line.getCommandSpec();
            page.append(".SS \"").append(escaped("watchkeeper " + full));
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                page.append(' ').append(escaped(parameter.paramLabel()));
            }
            page.append("\"\n");
            text(page, spec.usageMessage().description());
            for (OptionSpec option : spec.options()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                    page.append(".TP\n.B ").append(escaped(String.join(", ", option.names())));
                    page.append(option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "");
                    page.append('\n');
                    text(page, option.description());
                }
            }
            String[] example = spec.usageMessage().footer();
            if (example.length > 0) {
                page.append(".PP\nExample:\n.RS\n.nf\n")
                        .append(escaped(example[0].strip()))
                        .append("\n.fi\n.RE\n");
            }
            commands(full, spec, page);
        });
    }

    private static void text(StringBuilder page, String... lines) {
        for (String line : lines) {
            page.append(escaped(line)).append('\n');
        }
    }

    /** Backslashes and hyphens mean themselves, and no line begins like a request. */
    private static String escaped(String text) {
        String clean =
                text.replace("%%", "%").replace("%n", " ").replace("\\", "\\e").replace("-", "\\-");
        return clean.startsWith(".") || clean.startsWith("'") ? "\\&" + clean : clean;
    }
}
