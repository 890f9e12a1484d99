package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.TenantImport;
import dev.watchkeeper.app.TenantImport.Outcome;
import dev.watchkeeper.app.TenantImport.Row;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.config.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes rows of a CSV file into the configuration. */
@Command(
        name = "import",
        description = {
            "Writes the rows of a CSV file into tenants/NAME.yaml of the configuration. What is there is kept; rows that"
                    + " are wrong are named by line and left out.",
            "Columns: id, name, domains (several separated by spaces), manager; optional: short_name, customer_id,"
                    + " admin, plan, from, to, zone, language, profile, notes."
        },
        mixinStandardHelpOptions = true)
final class TenantImportCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(
            paramLabel = "FILE.csv",
            description = "UTF-8, with a heading line; separated by comma, semicolon or tab.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Check the rows and write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.csv$", "");
        Path target =
                configuration.directory().resolve("tenants").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".yaml");
        Outcome outcome =
                new TenantImport(configuration, configuration.plans()).run(file.toString(), rows(), target, dryRun);
        if (json) {
            Json.print(config.out(), document(outcome));
        } else {
            print(config.out(), outcome);
        }
        return outcome.problems().stream().anyMatch(problem -> !problem.warning()) ? ExitCode.PARTIAL : ExitCode.OK;
    }

    private List<Row> rows() {
        try {
            String text = Files.readString(file);
            return rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (MalformedInputException e) {
            throw new UsageException(file + " is not text in UTF-8; save it as CSV UTF-8");
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            // The library wraps its own exceptions and puts their class names before the words.
            String why = String.valueOf(e.getMessage()).replaceFirst("^(?:[\\w.]+Exception: )+", "");
            throw new UsageException(file + " cannot be read as CSV: " + why);
        }
    }

    private List<Row> rows(String text) throws IOException {
        if (text.isBlank()) {
            throw new UsageException(
                    file + " is empty; the first line names the columns: " + String.join(",", TenantImport.COLUMNS));
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(text))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<String> columns = parser.getHeaderNames().stream()
                    .map(TenantImportCommand::column)
                    .toList();
            List<Row> rows = new ArrayList<>();
            long line = parser.getCurrentLineNumber();
            for (CSVRecord record : parser) {
                Map<String, String> cells = new LinkedHashMap<>();
                for (int i = 0; i < columns.size() && i < record.size(); i++) {
                    cells.put(columns.get(i), record.get(i));
                }
                rows.add(new Row((int) line + 1, cells, Math.max(0, record.size() - columns.size())));
                line = parser.getCurrentLineNumber();
            }
            return rows;
        }
    }

    /** What the heading is divided by: spreadsheets write semicolons or tabs where the comma is the decimal sign. */
    private static char separator(String text) {
        String heading = text.lines().findFirst().orElse("");
        for (char c : new char[] {';', '\t'}) {
            if (heading.indexOf(c) >= 0 && heading.indexOf(',') < 0) {
                return c;
            }
        }
        return ',';
    }

    private static String column(String heading) {
        for (String known : TenantImport.COLUMNS) {
            if (Node.plain(known).equals(Node.plain(heading.replace(' ', '_').replace('-', '_')))) {
                return known;
            }
        }
        throw new UsageException("column '" + heading + "' is not known; "
                + Suggestion.didYouMean(
                        heading, TenantImport.COLUMNS, "accepted: " + String.join(", ", TenantImport.COLUMNS)));
    }

    private void print(PrintWriter out, Outcome outcome) {
        outcome.problems().forEach(out::println);
        String verb = dryRun ? " would be added to " : " added to ";
        long leftOut = outcome.problems().stream()
                .filter(problem -> !problem.warning())
                .map(problem -> problem.place().line())
                .distinct()
                .count();
        out.println(outcome.added().size() + verb + outcome.file() + ", "
                + outcome.kept().size() + " kept unchanged, " + leftOut + (leftOut == 1 ? " row" : " rows")
                + " left out");
    }

    private static Map<String, @Nullable Object> document(Outcome outcome) {
        return Json.object(
                "file", outcome.file().toString(),
                "added", outcome.added(),
                "kept", outcome.kept(),
                "problems",
                        outcome.problems().stream()
                                .map(TenantImportCommand::entry)
                                .toList());
    }

    private static Map<String, @Nullable Object> entry(Problem problem) {
        return Json.object(
                "level", problem.warning() ? "warning" : "error",
                "line", problem.place().line(),
                "column", problem.path(),
                "message", problem.message(),
                "remedy", problem.remedy());
    }
}
