package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Finding.State;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Findings, worst and oldest first. */
@Command(
        name = "list",
        description = "Lists findings, worst and oldest first; without --state those that are not resolved.",
        mixinStandardHelpOptions = true)
final class FindingListCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant; may be repeated.")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--manager", paramLabel = "ID", description = "Only the tenants of this account manager.")
    @Nullable
    private String manager;

    @Option(names = "--severity", paramLabel = "S", description = "This severity or worse.")
    private String severity = "low";

    @Option(names = "--state", paramLabel = "STATE", split = ",", description = "open, acknowledged, muted, resolved.")
    private List<String> states = new ArrayList<>();

    @Option(names = "--check", paramLabel = "ID", description = "Only this check; may be repeated.")
    private List<String> checks = new ArrayList<>();

    @Mixin
    private final LimitOption limit = new LimitOption(1000);

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Instant now = World.realClock().instant();
        FindingQuery query = query(configuration.portfolio(), now);
        List<Finding> found;
        try (FindingStore store = FindingStore.open(configuration)) {
            found = store.findings().search(query.atMost(limit.andOneMore()));
        }
        print(limit.cut(found), limit.isExceededBy(found), now);
        return ExitCode.OK;
    }

    private FindingQuery query(Portfolio portfolio, Instant now) {
        Set<String> ids = new LinkedHashSet<>();
        tenants.forEach(name -> ids.add(
                name.equals(Finding.OURSELVES)
                        ? name
                        : TenantShowCommand.find(portfolio, name).id()));
        if (manager != null) {
            if (portfolio.person(manager).isEmpty()) {
                throw new UsageException("--manager " + manager + " is not known; people.yaml has: "
                        + portfolio.people().stream().map(p -> p.id()).collect(Collectors.joining(", ")));
            }
            Set<String> managed =
                    portfolio.managedBy(manager).stream().map(Tenant::id).collect(Collectors.toSet());
            if (ids.isEmpty()) {
                ids.addAll(managed);
            } else {
                ids.retainAll(managed);
            }
            if (ids.isEmpty()) {
                // An empty set would mean all tenants.
                ids.add("");
            }
        }
        try {
            FindingQuery query =
                    FindingQuery.unresolved(now).ofTenants(ids).ofChecks(checks).atLeast(Severity.of(severity));
            return states.isEmpty()
                    ? query
                    : query.in(states.stream().map(State::of).toArray(State[]::new));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void print(List<Finding> found, boolean more, Instant now) {
        PrintWriter out = config.out();
        Language shown = language.get();
        if (json) {
            Json.print(
                    out,
                    Json.object(
                            "findings",
                            found.stream()
                                    .map(f -> FindingJson.of(f, shown, now))
                                    .toList(),
                            "truncated",
                            more));
            return;
        }
        Table table = new Table("ID", "SEVERITY", "STATE", "TENANT", "CHECK", "SUBJECT", "SINCE", "SUMMARY");
        for (Finding finding : found) {
            table.row(
                    finding.id(),
                    finding.severity().word(),
                    finding.state(now).word(),
                    finding.tenantId(),
                    finding.checkId(),
                    finding.subject(),
                    finding.openedAt(),
                    finding.summary().in(shown));
        }
        if (csv) {
            table.printCsv(out);
            if (more) {
                config.err().println("there are more than " + found.size() + " findings, raise --limit");
            }
            return;
        }
        if (table.isEmpty()) {
            out.println("no findings");
            return;
        }
        table.print(out);
        out.println(found.size() + " findings" + (more ? "; there are more, raise --limit" : ""));
    }
}
