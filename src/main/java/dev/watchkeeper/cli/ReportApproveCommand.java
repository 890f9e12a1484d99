package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportRecord;
import dev.watchkeeper.tenant.Tenant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report approve}: a named person lets exactly these bytes go. */
@Command(
        name = "approve",
        description = "Approves one revision after review; the same bytes go to the customer.",
        mixinStandardHelpOptions = true)
final class ReportApproveCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "TENANT", description = "Id or domain of the customer.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "QUARTER", description = "For example 2026Q3.")
    private String quarter = "";

    @Parameters(index = "2", paramLabel = "REVISION", description = "For example r1.")
    private String revision = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who approves, kept with the report (default: the name you are logged in with).")
    private @Nullable String by;

    @Option(names = "--dry-run", description = "Only show what would be approved.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Umask.ownerOnly();
        Quarter wanted = ReportQuarterlyCommand.quarter(quarter);
        if (!revision.matches("[rR]\\d{1,4}")) {
            throw new UsageException("revision '" + revision + "' is not known; accepted: r1, r2 ...");
        }
        int number = Integer.parseInt(revision.substring(1));
        return ReportQuarterlyCommand.with(config, (application, configuration) -> {
            Tenant customer = TenantShowCommand.find(configuration.portfolio(), tenant);
            ReportRecord record = application
                    .reports()
                    .reports()
                    .find(customer.id(), wanted, number)
                    .orElseThrow(() -> new UsageException("there is no " + wanted + " r" + number + " for "
                            + customer.id() + "; see 'watchkeeper report quarterly --tenant " + customer.id()
                            + " --quarter " + wanted + "'"));
            if (dryRun) {
                ReportQuarterlyCommand.print(config, record, json);
            } else {
                ReportQuarterlyCommand.print(config, approve(config, application, customer, record, by), json);
            }
            return ExitCode.OK;
        });
    }

    static ReportRecord approve(
            ConfigOption config, Application application, Tenant customer, ReportRecord record, @Nullable String by) {
        config.err().println("PDF of " + record.name() + ": sha256 " + record.pdfSha256());
        String name = by == null || by.isBlank() ? System.getProperty("user.name", "") : by;
        if (name.isBlank()) {
            throw new UsageException("an approval needs the name of a person: add --by NAME");
        }
        return application.reports().desk().approve(customer, record.quarter(), record.revision(), name.strip());
    }
}
