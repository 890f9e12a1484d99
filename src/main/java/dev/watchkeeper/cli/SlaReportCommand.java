package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.sla.Attainment;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.tenant.Tenant;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attainment of a month with the counts behind it; each tenant's month in that tenant's zone. */
@Command(
        name = "report",
        description = "Prints how well promises were kept in a month, with the counts behind each percentage.",
        mixinStandardHelpOptions = true)
final class SlaReportCommand implements Callable<Integer> {
    /** What a line of the report is about. */
    private record Group(String metric, String plan, String severity) implements Comparable<Group> {
        static Group of(Clock clock) {
            return new Group(
                    clock.metric().word(),
                    clock.plan() == null ? "" : clock.plan(),
                    clock.severity().name());
        }

        @Override
        public int compareTo(Group other) {
            return (metric + plan + severity).compareTo(other.metric + other.plan + other.severity);
        }
    }

    private record Line(Tenant tenant, Group group, Attainment.Counts counts) {}

    private record Month(
            Tenant tenant,
            Instant from,
            Instant to,
            Attainment.Report total,
            List<Line> lines,
            List<ClockBook.HistoryRow> restatements,
            List<Clock> standing) {}

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--month", paramLabel = "YYYY-MM", required = true, description = "For example 2026-10.")
    private String month = "";

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant; may be repeated.")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV, a line per tenant, promise, plan and severity.")
    private boolean csv;

    @Override
    public Integer call() {
        YearMonth of;
        try {
            of = YearMonth.parse(month);
        } catch (DateTimeParseException e) {
            throw new UsageException("--month " + month + ": no month; accepted: YYYY-MM, for example 2026-10");
        }
        return ServiceDesk.with(config, application -> report(application, of));
    }

    private int report(Application application, YearMonth of) {
        var portfolio = application.configuration().portfolio();
        List<Tenant> chosen = tenants.isEmpty()
                ? portfolio.tenants()
                : tenants.stream()
                        .map(name -> TenantShowCommand.find(portfolio, name))
                        .toList();
        List<Month> months = new ArrayList<>();
        for (Tenant tenant : chosen) {
            Month one = month(application.sla().reports(), tenant, of);
            if (!tenants.isEmpty() || !one.lines().isEmpty()) {
                months.add(one);
            }
        }
        Attainment.Counts all =
                months.stream().map(m -> m.total().total()).reduce(Attainment.Counts.ZERO, Attainment.Counts::plus);
        if (json) {
            Json.print(config.out(), document(of, application.world().clock().instant(), months, all));
        } else if (csv) {
            table(months).printCsv(config.out());
        } else {
            print(of, months, all);
        }
        return ExitCode.OK;
    }

    private static Month month(ClockReports reports, Tenant tenant, YearMonth of) {
        ZoneId zone = tenant.zone();
        Instant from = of.atDay(1).atStartOfDay(zone).toInstant();
        Instant to = of.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        Set<String> customers = new TreeSet<>();
        tenant.domains().forEach(domain -> customers.add(domain.toLowerCase(Locale.ROOT)));
        List<Clock> clocks = reports.forReport(customers, from, to);
        List<Line> lines = new ArrayList<>();
        new TreeMap<>(Attainment.reportBy(clocks, Group::of, from, to)).forEach((group, report) -> {
            if (!report.total().equals(Attainment.Counts.ZERO)) {
                lines.add(new Line(tenant, group, report.total()));
            }
        });
        Set<String> own = new TreeSet<>();
        clocks.forEach(clock -> own.add(clock.id()));
        List<ClockBook.HistoryRow> restated = reports.restatements(from, to).stream()
                .filter(row -> own.contains(row.clockId()))
                .toList();
        List<Clock> standing = clocks.stream()
                .filter(clock -> clock.hasFlag(Clock.STANDS_AS_ENDED))
                .toList();
        return new Month(tenant, from, to, Attainment.report(clocks, from, to), lines, restated, standing);
    }

    private static Map<String, @Nullable Object> document(
            YearMonth of, Instant now, List<Month> months, Attainment.Counts all) {
        List<Object> tenants = new ArrayList<>();
        for (Month month : months) {
            List<Object> lines = new ArrayList<>();
            for (Line line : month.lines()) {
                Map<String, @Nullable Object> one = Json.object(
                        "metric", line.group().metric(),
                        "plan",
                                line.group().plan().isEmpty()
                                        ? null
                                        : line.group().plan(),
                        "severity", line.group().severity());
                one.putAll(counts(line.counts()));
                lines.add(one);
            }
            Attainment.Report total = month.total();
            List<Object> pauses = new ArrayList<>();
            total.longestPauses()
                    .forEach(clock -> pauses.add(Json.object(
                            "ticket", clock.ticket(),
                            "metric", clock.metric().word(),
                            "paused_seconds", clock.pausedSeconds())));
            List<Object> restated = new ArrayList<>();
            month.restatements()
                    .forEach(row -> restated.add(Json.object(
                            "clock", row.clockId(),
                            "at", row.at().toString(),
                            "old", row.oldValue(),
                            "new", row.newValue(),
                            "cause", row.cause(),
                            "known_at", row.at().toString(),
                            "reason", why(row))));
            List<Object> standing = new ArrayList<>();
            month.standing()
                    .forEach(clock -> standing.add(Json.object(
                            "clock", clock.id(),
                            "verdict", clock.verdict().word(),
                            "ended_at", clock.asOf().toString())));
            tenants.add(Json.object(
                    "tenant", month.tenant().id(),
                    "zone", month.tenant().zone().getId(),
                    "from", month.from().toString(),
                    "to", month.to().toString(),
                    "total", counts(total.total()),
                    "tickets", total.tickets(),
                    "tickets_with_breach", total.ticketsWithBreach(),
                    "cancelled_for", total.cancelledFor(),
                    "paused_pct",
                            total.pausedShare().map(BigDecimal::toPlainString).orElse(null),
                    "longest_pauses", pauses,
                    "lines", lines,
                    "restatements", restated,
                    "stand_as_ended", standing));
        }
        return Json.object("month", of.toString(), "as_of", now.toString(), "total", counts(all), "tenants", tenants);
    }

    /** What made it known, in words. */
    private static String why(ClockBook.HistoryRow row) {
        return switch (row.cause()) {
            case "event" -> "by an event that arrived or was corrected";
            case "rules" -> "by a change of plans, calendars or contracts";
            case "restate" -> "when the past was repaired by 'sla restate'";
            case "time", "watermark" -> "when the source had delivered everything up to then";
            default -> "by event " + row.cause();
        };
    }

    private static Map<String, @Nullable Object> counts(Attainment.Counts counts) {
        return Json.object(
                "attainment_pct", counts.share().orElse(null),
                "n", counts.n(),
                "met", counts.met(),
                "breached", counts.breached(),
                "live_contacts", counts.liveContacts(),
                "closed_without_reply", counts.closedWithoutReply(),
                "cancelled", counts.cancelled(),
                "history_incomplete", counts.notCounted(),
                "running", counts.running(),
                "not_yet_confirmed", counts.provisional());
    }

    private static Table table(List<Month> months) {
        Table table = new Table(
                "TENANT",
                "PROMISE",
                "PLAN",
                "SEV",
                "KEPT %",
                "N",
                "MET",
                "BREACHED",
                "LIVE",
                "CLOSED UNANSWERED",
                "CANCELLED",
                "RUNNING",
                "UNCONFIRMED");
        for (Month month : months) {
            for (Line line : month.lines()) {
                Attainment.Counts counts = line.counts();
                table.row(
                        month.tenant().id(),
                        line.group().metric().replace('_', ' '),
                        line.group().plan(),
                        line.group().severity(),
                        counts.percent(),
                        counts.n(),
                        counts.met(),
                        counts.breached(),
                        counts.liveContacts(),
                        counts.closedWithoutReply(),
                        counts.cancelled(),
                        counts.running(),
                        counts.provisional());
            }
        }
        return table;
    }

    private void print(YearMonth of, List<Month> months, Attainment.Counts all) {
        var out = config.out();
        Table table = table(months);
        if (table.isEmpty()) {
            out.println("nothing was promised or due in " + of);
            return;
        }
        table.print(out);
        out.println();
        out.println("All: " + all.percent() + (all.n() == 0 ? "" : " %") + " of " + all.n() + " kept, "
                + all.provisional() + " not yet confirmed, " + all.cancelled() + " cancelled, " + all.running()
                + " running");
        for (Month month : months) {
            Attainment.Report total = month.total();
            if (total.ticketsWithBreach() > 0) {
                out.println(month.tenant().id() + ": " + total.ticketsWithBreach() + " of " + total.tickets()
                        + " tickets with a breach");
            }
            total.pausedShare()
                    .filter(share -> share.signum() > 0)
                    .ifPresent(share ->
                            out.println(month.tenant().id() + ": paused " + share.toPlainString() + " % of the time"));
            ZonedText zone = new ZonedText(month.tenant().zone());
            month.restatements()
                    .forEach(row -> out.println("restated " + row.clockId() + ": " + row.oldValue() + " -> "
                            + row.newValue() + ", known " + zone.time(row.at()) + " (" + zone.name() + ") "
                            + why(row)));
            month.standing()
                    .forEach(clock -> out.println("not judged again " + clock.id() + ": "
                            + clock.verdict().word().replace('_', ' ') + "; ended " + zone.time(clock.asOf()) + " ("
                            + zone.name() + "), before customer, plan or rules were known as they are now"));
        }
    }
}
