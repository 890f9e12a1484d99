package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportDesk;
import dev.watchkeeper.report.ReportRecord;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report quarterly}: drafts and asks the account manager; with {@code --approve} lets the newest draft go. */
@Command(
        name = "quarterly",
        description = "Drafts a customer's quarterly report and asks the account manager to review it.",
        mixinStandardHelpOptions = true)
final class ReportQuarterlyCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--tenant", required = true, paramLabel = "T", description = "Id or domain of the customer.")
    private String tenant = "";

    @Option(names = "--quarter", required = true, paramLabel = "2026Q3", description = "The quarter.")
    private String quarter = "";

    @Option(names = "--pdf", paramLabel = "FILE", description = "Only write the PDF there; nothing is stored or sent.")
    private @Nullable Path pdf;

    @Option(names = "--approve", description = "Approve the newest draft; the mail goes to the customer.")
    private boolean approve;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who approves (default: the name you are logged in with).")
    private @Nullable String by;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Umask.ownerOnly();
        Quarter wanted = quarter(quarter);
        return with(config, (application, configuration) -> {
            Tenant customer = TenantShowCommand.find(configuration.portfolio(), tenant);
            if (pdf != null) {
                return preview(application, customer, wanted, pdf);
            }
            ReportRecord record;
            if (approve) {
                List<ReportRecord> all = application.reports().reports().revisions(customer.id(), wanted);
                if (all.isEmpty()) {
                    throw new UsageException("there is no draft of " + wanted + " for " + customer.id()
                            + "; run the command without --approve first");
                }
                record = ReportApproveCommand.approve(config, application, customer, all.get(0), by);
            } else {
                record = application.reports().desk().draft(customer, wanted).record();
            }
            print(config, record, json);
            return ExitCode.OK;
        });
    }

    private int preview(Application application, Tenant customer, Quarter wanted, Path file) {
        ReportDesk.Drafted made = application.reports().desk().preview(customer, wanted);
        try {
            Files.write(file, made.files().pdf());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (json) {
            Map<String, @Nullable Object> document = document(made.record());
            document.put("pdf", file.toString());
            Json.print(config.out(), document);
        } else {
            config.out().println(file + ": " + made.files().pdf().length + " bytes; nothing was stored or sent");
        }
        return ExitCode.OK;
    }

    static void print(ConfigOption config, ReportRecord record, boolean json) {
        if (json) {
            Json.print(config.out(), document(record));
            return;
        }
        config.out()
                .println(record.name() + " is " + record.state().name().toLowerCase(Locale.ROOT)
                        + (record.approvedBy() == null ? "" : ", approved by " + record.approvedBy()));
        config.out().println("PDF sha256 " + record.pdfSha256());
        if (record.approvedBy() == null) {
            config.out()
                    .println("approve with: watchkeeper report approve " + record.tenantId() + " " + record.quarter()
                            + " r" + record.revision());
        }
    }

    static Map<String, @Nullable Object> document(ReportRecord record) {
        return Json.object(
                "tenant", record.tenantId(),
                "quarter", record.quarter().toString(),
                "revision", record.revision(),
                "state", record.state().name().toLowerCase(Locale.ROOT),
                "score", record.score(),
                "open", record.open(),
                "pdf_sha256", record.pdfSha256(),
                "drafted_at", record.draftedAt().toString(),
                "approved_by", record.approvedBy(),
                "approved_at", MailQueueCommand.text(record.approvedAt()));
    }

    static Quarter quarter(String text) {
        try {
            return Quarter.of(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Work with the application and what it was made from. */
    interface Step {
        int with(Application application, Configuration configuration);
    }

    static int with(ConfigOption config, Step step) {
        Configuration configuration = config.load();
        World world = World.real(configuration.settings(), configuration.directory(), World.realClock());
        try (Application application = Application.forCommand(LiveConfiguration.fixed(configuration), world)) {
            return step.with(application, configuration);
        } catch (ReportDesk.RefusedException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
