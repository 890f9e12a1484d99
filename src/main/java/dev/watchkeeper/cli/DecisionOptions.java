package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that decide about findings have in common. */
final class DecisionOptions {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "Findings as listed, for example F-0K3Z9TR2WQ5X.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--reason", required = true, description = "Why, for those who read it later.")
    private String reason = "";

    @Option(names = "--author", description = "Who decides (default: the user of this machine).")
    private String author = System.getProperty("user.name", "operator");

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    String reason() {
        return reason;
    }

    String author() {
        return author;
    }

    /** A date is included whole, in the tenant's zone. */
    static Instant until(String text, Finding finding, Configuration configuration) {
        ZoneId zone = configuration
                .portfolio()
                .tenant(finding.tenantId())
                .map(Tenant::zone)
                .orElse(ZoneOffset.UTC);
        try {
            return text.length() == "2026-12-31".length()
                    ? LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant()
                    : InstantText.read("--until", text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UsageException("--until " + text + " is no date; accepted: 2026-12-31 or 2026-12-31T16:00:00Z");
        }
    }

    /** Decides about each; names those that could not be decided about and why. */
    int decide(PrintWriter out, FindingStore store, String done, Function<Finding, Optional<Finding>> decision) {
        int refused = 0;
        List<Object> decided = new ArrayList<>();
        List<Object> problems = new ArrayList<>();
        for (String id : ids) {
            try {
                Finding finding = store.find(id);
                Finding after = decision.apply(finding).orElseThrow(() -> new IllegalStateException("it is gone"));
                decided.add(FindingJson.of(after, Language.EN, World.realClock().instant()));
                if (!json) {
                    out.println(
                            finding.id() + " " + done + ": " + finding.title().en() + ", " + finding.tenantId());
                }
            } catch (UsageException | IllegalStateException | IllegalArgumentException e) {
                refused++;
                problems.add(Json.object("id", id, "message", String.valueOf(e.getMessage())));
                if (!json) {
                    out.println(id + " not " + done + ": " + e.getMessage());
                }
            }
        }
        if (json) {
            Json.print(out, Json.object("findings", decided, "problems", problems));
        }
        return refused == 0 ? ExitCode.OK : refused == ids.size() ? ExitCode.USAGE : ExitCode.PARTIAL;
    }
}
