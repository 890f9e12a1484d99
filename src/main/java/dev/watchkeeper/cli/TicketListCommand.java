package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.sla.RunState;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Open clocks by next deadline. */
@Command(name = "list", description = "Lists open clocks by next deadline.", mixinStandardHelpOptions = true)
final class TicketListCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant's.")
    @Nullable
    private String tenant;

    @Mixin
    private final LimitOption limit = new LimitOption(100);

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Override
    public Integer call() {
        limit.get(); // a wrong number is told before the database is opened
        return ServiceDesk.with(config, this::list);
    }

    private int list(Application application) {
        Portfolio portfolio = application.configuration().portfolio();
        ClockReports reports = application.sla().reports();
        Set<String> customers = customers(portfolio);
        List<Clock> found = reports.openByDeadline(customers, limit.andOneMore());
        List<Clock> clocks = limit.cut(found);
        boolean truncated = limit.isExceededBy(found);
        long total = truncated ? reports.countOpen(customers) : clocks.size();
        Map<String, ClockBook.Entry> entries = application
                .sla()
                .book()
                .entries(clocks.stream().map(Clock::ticket).distinct().toList());
        Instant now = application.world().clock().instant();
        if (json) {
            List<Map<String, @Nullable Object>> documents = new ArrayList<>();
            for (Clock clock : clocks) {
                documents.add(document(clock, entries.get(clock.ticket()), portfolio, now));
            }
            Json.print(
                    config.out(),
                    Json.object("as_of", now.toString(), "clocks", documents, "truncated", truncated, "total", total));
            return ExitCode.OK;
        }
        Table table = new Table(
                "TICKET", "CUSTOMER", "PROMISE", "SEV", "DUE", "LEFT", "STATE", "ASSIGNEE", "TITLE", "NUMBER");
        for (Clock clock : clocks) {
            ClockBook.Entry entry = entries.get(clock.ticket());
            table.row(
                    clock.ticket(),
                    clock.customer(),
                    clock.metric().word().replace('_', ' '),
                    clock.severity(),
                    clock.dueAt(),
                    left(clock, now),
                    state(clock),
                    entry == null ? null : entry.card().assignee(),
                    entry == null ? null : entry.card().title(),
                    entry == null ? null : entry.card().shownNumber());
        }
        if (csv) {
            table.printCsv(config.out());
            limit.tell(config.err(), clocks.size(), total, "open clocks");
        } else if (table.isEmpty()) {
            config.out().println("no open clocks");
        } else {
            table.print(config.out());
            limit.tell(config.out(), clocks.size(), total, "open clocks");
        }
        return ExitCode.OK;
    }

    private @Nullable Set<String> customers(Portfolio portfolio) {
        if (tenant == null) {
            return null;
        }
        Set<String> customers = new TreeSet<>();
        TenantShowCommand.find(portfolio, tenant)
                .domains()
                .forEach(domain -> customers.add(domain.toLowerCase(Locale.ROOT)));
        return customers;
    }

    private static Map<String, @Nullable Object> document(
            Clock clock, ClockBook.@Nullable Entry entry, Portfolio portfolio, Instant now) {
        Map<String, @Nullable Object> document = Json.object();
        document.putAll(ClockJson.of(clock, now));
        String customer = clock.customer();
        document.put("customer", customer);
        document.put(
                "tenant",
                customer == null
                        ? null
                        : portfolio.byDomain(customer).map(Tenant::id).orElse(null));
        document.put("remaining_seconds", clock.remainingSeconds());
        document.put("number", entry == null ? null : entry.card().shownNumber());
        document.put("title", entry == null ? null : entry.card().title());
        document.put("assignee", entry == null ? null : entry.card().assignee());
        document.put("acknowledged_by", entry == null ? null : entry.card().ackedBy());
        document.put("quality", entry == null ? List.of() : entry.card().flags());
        return document;
    }

    private static String left(Clock clock, Instant now) {
        Instant due = clock.dueAt();
        Long remaining = clock.remainingSeconds();
        if (clock.runState() == RunState.PAUSED) {
            return remaining == null ? "" : length(remaining) + " left, paused";
        }
        if (due == null || clock.verdict() == Verdict.BREACHED) {
            return "";
        }
        // Past the deadline and not yet judged: the daemon is down, or has not come to it.
        return now.isAfter(due) ? "passed" : length(Duration.between(now, due).toSeconds());
    }

    private static String state(Clock clock) {
        return clock.verdict() == Verdict.BREACHED
                ? "breached" + (clock.isProvisional() ? ", not yet confirmed" : "")
                : clock.runState().word();
    }

    private static String length(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
