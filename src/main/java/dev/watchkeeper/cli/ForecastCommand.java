package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.PredictionKeeper;
import dev.watchkeeper.audit.PredictionKeeper.Measured;
import dev.watchkeeper.config.CatalogueReader;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.health.Predictor;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiPredictions;
import dev.watchkeeper.store.JdbiTicketCounts;
import dev.watchkeeper.tenant.Language;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The calls to expect, and how good earlier forecasts were. */
@Command(
        name = "forecast",
        description =
                "Shows the support calls to expect, likeliest first; --measure holds earlier forecasts against the"
                        + " tickets that came.",
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant.")
    @Nullable
    private String tenant;

    @Option(names = "--measure", paramLabel = "DAYS", description = "Measure the forecasts of the last DAYS days.")
    private int measure;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Instant now = World.realClock().instant();
        try (Database database = Database.open(configuration.settings().database(), World.realClock())) {
            JdbiFindings findings = new JdbiFindings(database);
            PredictionKeeper keeper = new PredictionKeeper(
                    findings, new Predictor(CatalogueReader.packaged()), new JdbiPredictions(database));
            if (measure > 0) {
                LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
                print(keeper.measure(
                        configuration.portfolio(),
                        new JdbiTicketCounts(database),
                        today.minusDays(measure + 3L),
                        today.minusDays(3)));
                return ExitCode.OK;
            }
            FindingQuery open = FindingQuery.unresolved(now);
            if (tenant != null) {
                open = open.ofTenants(List.of(TenantShowCommand.find(configuration.portfolio(), tenant)
                        .id()));
            }
            print(keeper.likeliest(findings.search(open), now));
            return ExitCode.OK;
        }
    }

    private void print(List<Prediction> predictions) {
        PrintWriter out = config.out();
        Language shown = language.get();
        if (json) {
            Json.print(
                    out,
                    Json.object(
                            "forecast",
                            predictions.stream().map(p -> row(p, shown)).toList()));
            return;
        }
        if (predictions.isEmpty()) {
            out.println("no call is expected");
            return;
        }
        Table table = new Table("TENANT", "WEIGHT", "CALL", "BECAUSE", "FIRST");
        predictions.forEach(p -> table.row(
                p.tenantId(),
                p.shownWeight(),
                p.call().in(shown),
                p.reason().in(shown),
                p.firstStep().in(shown)));
        table.print(out);
    }

    private static Map<String, Object> row(Prediction p, Language shown) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tenant", p.tenantId());
        row.put("finding", p.findingId());
        row.put("check", p.checkId());
        row.put("group", p.group());
        row.put("weight", Double.valueOf(p.shownWeight()));
        row.put("call", p.call().in(shown));
        row.put("reason", p.reason().in(shown));
        row.put("first_step", p.firstStep().in(shown));
        return row;
    }

    private void print(Measured measured) {
        if (json) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("days", measured.days());
            row.put("predicted", measured.predicted());
            row.put("hits", measured.hits());
            row.put("with_tickets", measured.withTickets());
            row.put("precision", orNull(measured.precision()));
            row.put("recall", orNull(measured.recall()));
            row.put(
                    "checks",
                    measured.checks().stream().map(ForecastCommand::row).toList());
            Json.print(config.out(), row);
            return;
        }
        config.out()
                .printf(
                        "%d tenant-days: %d forecasts, %d came true; %d days with tickets, %d of them forecast%n",
                        measured.days(),
                        measured.predicted(),
                        measured.hits(),
                        measured.withTickets(),
                        measured.hits());
        if (!measured.checks().isEmpty()) {
            Table table = new Table("CHECK", "FORECAST", "CAME TRUE", "PRECISION", "RECALL", "TICKETS");
            measured.checks()
                    .forEach(check -> table.row(
                            check.check(),
                            String.valueOf(check.predicted()),
                            String.valueOf(check.hits()),
                            percent(check.precision()),
                            percent(check.recall()),
                            String.join(
                                    " ",
                                    check.tickets().stream().sorted().limit(5).toList())));
            table.print(config.out());
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : Math.round(share * 100) + "%";
    }

    private static Map<String, Object> row(PredictionKeeper.OfCheck check) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("check", check.check());
        row.put("predicted", check.predicted());
        row.put("hits", check.hits());
        row.put("precision", orNull(check.precision()));
        row.put("recall", orNull(check.recall()));
        row.put("tickets", check.tickets().stream().sorted().toList());
        return row;
    }

    private static @Nullable Double orNull(double share) {
        return Double.isNaN(share) ? null : Math.round(share * 1000) / 1000.0;
    }
}
