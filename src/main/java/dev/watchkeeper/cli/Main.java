package dev.watchkeeper.cli;

import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseException;
import dev.watchkeeper.store.NewerDatabaseException;
import dev.watchkeeper.store.Program;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the jar: parses the command line, runs one command, turns its outcome into an exit code. */
@Command(
        name = "watchkeeper",
        description = "Watches Google Workspace tenants and the promised response of every ticket.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = CommandLine.HelpCommand.class)
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command line against the given streams; what tests and {@code main} both use. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commands();
        line.setOut(out);
        line.setErr(err);
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    /** Every command, one line each. */
    static CommandLine commands() {
        return commands(Invocation.text());
    }

    /** The same, with examples that begin with how the reader starts us. */
    static CommandLine commands(String launcher) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new RunCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new CheckConfigCommand())
                .addSubcommand(new CalendarCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new FindingCommand())
                .addSubcommand(new EntitlementCommand())
                .addSubcommand(new ForecastCommand())
                .addSubcommand(new TenantCommand())
                .addSubcommand(new MailCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new DnsCommand())
                .addSubcommand(new TicketCommand())
                .addSubcommand(new SlaCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new DbCommand())
                .addSubcommand(new CompletionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .setExecutionStrategy(Main::execute);
        return HelpPages.complete(line, launcher);
    }

    /** The library answers any request for help, also for a command that does not exist, and calls that well done. */
    private static int execute(CommandLine.ParseResult parsed) {
        List<String> unknown = HelpPages.unknownWords(parsed);
        CommandLine line = parsed.commandSpec().commandLine();
        if (!unknown.isEmpty()) {
            line.getErr().println("there is no command '" + unknown.get(0) + "'; try " + Invocation.text() + " help");
            return ExitCode.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (failure instanceof UsageException) {
            line.getErr().println(failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof ConfigException config) {
            config.problems().forEach(line.getErr()::println);
            line.getErr().println("the configuration cannot be used; nothing was started");
            return ExitCode.USAGE;
        }
        if (failure instanceof DatabaseException) {
            line.getErr().println(failure.getMessage());
            return failure instanceof NewerDatabaseException ? ExitCode.USAGE : ExitCode.FAILED;
        }
        line.getErr().println("watchkeeper: " + failure);
        failure.printStackTrace(line.getErr());
        return ExitCode.FAILED;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Program.text(), "database step " + Database.newestStep(), "Java " + Runtime.version()};
        }
    }
}
