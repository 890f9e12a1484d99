package dev.watchkeeper.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The end of every help page: what the exit codes mean, and one line that can be typed. */
final class HelpPages {
    /** Commands that may end with 3 or 4; see {@link ExitCode}. */
    private static final Set<String> PARTLY = Set.of(
            "audit",
            "doctor",
            "dns",
            "status",
            "finding.ack",
            "finding.mute",
            "finding.unmute",
            "mail.retry",
            "mail.cancel",
            "mail.resend",
            "mail.doctor",
            "sla.replay",
            "tenant.import",
            "calendar.eval");

    private static final Set<String> ON_CONDITION = Set.of("audit");

    private HelpPages() {}

    /** Completes the pages of a command and of all below it. */
    static CommandLine complete(CommandLine line, String launcher) {
        complete("", line, launcher, examples());
        return line;
    }

    private static void complete(String name, CommandLine line, String launcher, Properties examples) {
        UsageMessageSpec page = line.getCommandSpec().usageMessage();
        page.exitCodeListHeading("%nExit codes:%n");
        page.exitCodeList(exitCodes(name));
        String example = examples.getProperty(name.isEmpty() ? "watchkeeper" : name);
        if (example != null) {
            page.footerHeading("%nExample:%n");
            page.footer("  " + (launcher + " " + example).replace("%", "%%"));
        }
        line.getSubcommands().forEach((child, below) -> {
            if (!child.equals("help")) {
                complete(name.isEmpty() ? child : name + "." + child, below, launcher, examples);
            }
        });
    }

    private static Map<String, String> exitCodes(String name) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(" " + ExitCode.OK, "done");
        codes.put(" " + ExitCode.FAILED, "failed; the last line says why");
        codes.put(
                " " + ExitCode.USAGE, "the command line, the configuration or the database's version is not accepted");
        if (PARTLY.contains(name)) {
            codes.put(" " + ExitCode.PARTIAL, "done in part, or something is wrong with what was looked at");
        }
        if (ON_CONDITION.contains(name)) {
            codes.put(" " + ExitCode.CONDITION_MET, "done, and there is what --fail-on asks for");
        }
        return codes;
    }

    static Properties examples() {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(HelpPages.class.getResourceAsStream("/dev/watchkeeper/cli/examples.properties")),
                StandardCharsets.UTF_8)) {
            Properties examples = new Properties();
            examples.load(reader);
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words that no command took; asking for help does not excuse them. */
    static List<String> unknownWords(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.unmatched();
    }
}
