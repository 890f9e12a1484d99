package dev.watchkeeper.app;

import dev.watchkeeper.audit.AuditRecords;
import dev.watchkeeper.audit.CheckResult;
import dev.watchkeeper.audit.Entitlement;
import dev.watchkeeper.audit.Entitlements;
import dev.watchkeeper.audit.UsageDays;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.incidents.BoundWording;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.report.CustomerText;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportFacts.Breach;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.MonthShare;
import dev.watchkeeper.report.ReportFacts.PlanLine;
import dev.watchkeeper.report.ReportFacts.Service;
import dev.watchkeeper.report.ReportFacts.ServiceRow;
import dev.watchkeeper.report.ReportFacts.Usage;
import dev.watchkeeper.report.ReportSources;
import dev.watchkeeper.sla.Attainment;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What quarterly reports ask of audits, clocks, Google's incidents, usage and contracts. */
final class ReportData implements ReportSources {
    /** Users report on these first; further products only if they had an incident. */
    private static final int PRODUCTS = 3;

    private final Catalogue catalogue;
    private final AuditRecords records;
    private final ClockBook book;
    private final ClockReports clocks;
    private final Incidents incidents;
    private final UsageDays usage;
    private final Entitlements entitlements;
    private final Supplier<ZoneId> statusZone;

    ReportData(
            Catalogue catalogue,
            AuditRecords records,
            ClockBook book,
            ClockReports clocks,
            Incidents incidents,
            UsageDays usage,
            Entitlements entitlements,
            Supplier<ZoneId> statusZone) {
        this.catalogue = catalogue;
        this.records = records;
        this.book = book;
        this.clocks = clocks;
        this.incidents = incidents;
        this.usage = usage;
        this.entitlements = entitlements;
        this.statusZone = statusZone;
    }

    @Override
    public List<CheckLine> checks(Tenant tenant) {
        Map<String, CheckResult> standing = new LinkedHashMap<>();
        records.standing(List.of(tenant.id())).forEach(r -> standing.put(r.checkId(), r));
        List<CheckLine> lines = new ArrayList<>();
        for (CatalogueEntry entry : catalogue.entries()) {
            CheckResult result = standing.get(entry.id());
            if (result != null) {
                lines.add(new CheckLine(entry.id(), entry.group(), result.outcome(), result.since()));
            }
        }
        return lines;
    }

    @Override
    public boolean watched(Tenant tenant, Quarter quarter) {
        return !records.history(tenant.id(), quarter.start(tenant.zone()), quarter.end(tenant.zone()))
                .isEmpty();
    }

    @Override
    public Service service(Tenant tenant, Quarter quarter) {
        ZoneId zone = tenant.zone();
        Instant from = quarter.start(zone);
        Instant to = quarter.end(zone);
        Set<String> customers = new HashSet<>();
        tenant.domains().forEach(domain -> customers.add(domain.toLowerCase(Locale.ROOT)));
        List<Clock> all = clocks.forReport(customers, from, to);
        List<ServiceRow> rows = new ArrayList<>();
        List<Breach> breaches = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            List<Clock> some = all.stream().filter(c -> c.metric() == metric).toList();
            Attainment.Counts counts = Attainment.report(some, from, to).total();
            if (counts.n() > 0) {
                rows.add(new ServiceRow(metric.word(), new Share(counts.met(), counts.n())));
                List<Clock> late =
                        some.stream().filter(c -> isBreachOf(c, from, to)).toList();
                Map<String, ClockBook.Entry> cards =
                        book.entries(late.stream().map(Clock::ticket).distinct().toList());
                late.forEach(c -> breaches.add(breach(c, cards.get(c.ticket()))));
            }
        }
        List<Clock> first =
                all.stream().filter(c -> c.metric() == Metric.FIRST_RESPONSE).toList();
        List<MonthShare> months = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            YearMonth month = YearMonth.from(quarter.firstDay()).plusMonths(i);
            Attainment.Counts counts = Attainment.report(
                            first,
                            month.atDay(1).atStartOfDay(zone).toInstant(),
                            month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant())
                    .total();
            months.add(new MonthShare(month, new Share(counts.met(), counts.n())));
        }
        Set<String> tickets = new HashSet<>();
        all.forEach(c -> tickets.add(c.id()));
        int restated = (int) clocks.restatements(from, to).stream()
                .map(ClockBook.HistoryRow::clockId)
                .filter(tickets::contains)
                .distinct()
                .count();
        return new Service(
                rows, months, breaches, Attainment.report(all, from, to).tickets(), restated);
    }

    /** The same clocks that attainment counts as breached. */
    private static boolean isBreachOf(Clock clock, Instant from, Instant to) {
        Optional<Instant> at = clock.verdictAt();
        return clock.verdict() == Verdict.BREACHED
                && !clock.hasFlag("history_incomplete")
                && at.isPresent()
                && !at.get().isBefore(from)
                && at.get().isBefore(to);
    }

    private static Breach breach(Clock clock, ClockBook.@Nullable Entry entry) {
        String title = entry == null ? null : entry.card().title();
        String number = entry == null
                ? clock.ticket().substring(clock.ticket().indexOf('/') + 1)
                : entry.card().shownNumber();
        return new Breach(
                number,
                title == null ? "" : title,
                clock.metric().word(),
                clock.verdictAt().orElse(clock.startedAt()),
                Duration.ofSeconds(clock.overrunSeconds()),
                cause(clock));
    }

    /** What a customer may read of why; notes of a ticket system are not among it. */
    private static String cause(Clock clock) {
        if ("closed_without_reply".equals(clock.reason())) {
            return "closed_without_reply";
        }
        return clock.fulfilledAt() == null ? "open" : "late";
    }

    @Override
    public List<CustomerText> google(Tenant tenant, Quarter quarter, Instant now) {
        Instant okAt = incidents.feed().okAt();
        if (okAt == null) {
            return List.of();
        }
        List<Incident> all =
                incidents.all().stream().map(KeptIncident::incident).toList();
        List<String> used = tenant.products().isEmpty() ? Product.CORE : tenant.products();
        List<CustomerText> sentences = new ArrayList<>();
        int product = 0;
        for (Product known : Product.KNOWN) {
            if (!used.contains(known.id())) {
                continue;
            }
            product++;
            for (int i = 0; i < 3; i++) {
                YearMonth month = YearMonth.from(quarter.firstDay()).plusMonths(i);
                MonthBound bound = MonthBound.of(
                        all,
                        known.id(),
                        month,
                        statusZone.get(),
                        now,
                        MonthBound.OUTAGE_AND_DISRUPTION,
                        incidents.feed().beganAt());
                if (bound.incidentMinutes() > 0 || product <= PRODUCTS) {
                    Text bounds = BoundWording.of(bound, known, okAt);
                    sentences.add(new CustomerText(bounds.en(), bounds.zh()));
                }
            }
        }
        return sentences;
    }

    @Override
    public Optional<Usage> usage(Tenant tenant, Quarter quarter) {
        return usage.since(tenant.id(), quarter.lastDay().minusDays(14)).stream()
                .filter(day -> !day.report().date().isAfter(quarter.lastDay()))
                .reduce((a, b) -> b)
                .map(day -> new Usage(
                        day.report().date(),
                        day.report().number("accounts:num_users"),
                        day.report().number("accounts:apps_total_licenses"),
                        day.report().number("gmail:num_30day_active_users"),
                        day.report().number("accounts:customer_used_quota_in_mb"),
                        day.report().number("accounts:total_quota_in_mb")));
    }

    @Override
    public List<PlanLine> plan(Tenant tenant, Quarter quarter) {
        LocalDate first = quarter.firstDay();
        LocalDate last = quarter.lastDay();
        return entitlements.list(tenant.id()).stream()
                .filter(e -> e.doneAt() == null
                        && !e.to().isBefore(first)
                        && !e.from().isAfter(last))
                .map(e -> new PlanLine(words(e.kind()), earlier(e, last)))
                .toList();
    }

    private static LocalDate earlier(Entitlement entitlement, LocalDate last) {
        LocalDate end = entitlement.to().minusDays(1);
        return end.isBefore(last) ? end : last;
    }

    private static CustomerText words(EntitlementKind kind) {
        return switch (kind) {
            case HEALTH_CHECK -> new CustomerText("Health check", "健康检查");
            case COMPLIANCE_REVIEW -> new CustomerText("Compliance review", "合规审查");
            case TRAINING -> new CustomerText("Training", "培训");
        };
    }
}
