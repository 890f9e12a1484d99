package dev.watchkeeper.app;

import dev.watchkeeper.digest.OpenClock;
import dev.watchkeeper.digest.SlaFigures;
import dev.watchkeeper.digest.SlaWeek;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.sla.Attainment;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.SlaAlerts;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What digests ask about promises, answered from the stored clocks. */
final class ClockFigures implements SlaFigures {
    /** Old breaches that nobody answers come first by deadline, and must not push out what runs out today. */
    private static final int MOST = 10_000;

    private final ClockBook book;
    private final ClockReports reports;
    private final Supplier<Portfolio> portfolio;
    private final Supplier<Boolean> inUse;
    private final SlaAlerts.Pages links;

    /**
     * @param inUse false while there is no ticket source
     */
    ClockFigures(
            ClockBook book,
            ClockReports reports,
            Supplier<Portfolio> portfolio,
            Supplier<Boolean> inUse,
            SlaAlerts.Pages links) {
        this.book = book;
        this.reports = reports;
        this.portfolio = portfolio;
        this.inUse = inUse;
        this.links = links;
    }

    @Override
    public List<OpenClock> atRisk(Collection<String> tenantIds, Person reader, Instant now) {
        Set<String> customers = customers(tenantIds);
        List<Clock> clocks = reports.openByDeadline(customers, MOST);
        Map<String, ClockBook.Entry> entries =
                book.entries(clocks.stream().map(Clock::ticket).distinct().toList());
        List<OpenClock> open = new ArrayList<>();
        for (Clock clock : clocks) {
            ClockBook.Entry entry = entries.get(clock.ticket());
            Instant due = clock.dueAt();
            boolean marked = clock.marks().stream()
                    .anyMatch(mark ->
                            !mark.at().isAfter(now) && reader.slaMailMarks().contains(mark.name()));
            // As with alerts: whoever is on it need not be warned, but hears of the breach.
            boolean warned = marked && entry != null && entry.card().ackedAt() == null;
            if (entry != null && due != null && (clock.verdict() == Verdict.BREACHED || warned)) {
                tenant(clock).ifPresent(tenant -> open.add(openClock(clock, due, entry, tenant)));
            }
        }
        return open;
    }

    private OpenClock openClock(Clock clock, Instant due, ClockBook.Entry entry, Tenant tenant) {
        Long remaining = clock.remainingSeconds();
        boolean replied = entry.clocks().stream()
                .anyMatch(one -> one.metric() == Metric.FIRST_RESPONSE && one.fulfilledAt() != null);
        String title = entry.card().title();
        return new OpenClock(
                tenant.id(),
                SlaAlerts.incident(clock),
                entry.card().shownNumber(),
                title == null ? "" : title,
                clock.metric().word(),
                clock.severity().name(),
                entry.card().openedAt() == null
                        ? clock.startedAt()
                        : entry.card().openedAt(),
                due,
                clock.verdict() == Verdict.BREACHED,
                Duration.ofSeconds(remaining == null ? 0 : remaining),
                entry.card().assignee() != null,
                replied,
                links.of(entry.card().sourceId(), entry.card().subject()));
    }

    @Override
    public Optional<SlaWeek> week(Collection<String> tenantIds, ZoneId zone, Instant now) {
        if (!inUse.get()) {
            return Optional.empty();
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate from = today.minusDays(7);
        Set<String> customers = customers(tenantIds);
        List<Clock> clocks = reports.forReport(customers, start(today.minusDays(14), zone), start(today, zone)).stream()
                .filter(clock -> clock.metric() == Metric.FIRST_RESPONSE)
                .toList();
        List<Integer> late = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(today); day = day.plusDays(1)) {
            late.add(Attainment.report(clocks, start(day, zone), start(day.plusDays(1), zone))
                    .total()
                    .breached());
        }
        int atRisk = (int) reports.openByDeadline(customers, MOST).stream()
                .filter(clock -> clock.isOpen()
                        && clock.marks().stream().anyMatch(mark -> !mark.at().isAfter(now)))
                .count();
        return Optional.of(new SlaWeek(
                from,
                today.minusDays(1),
                share(Attainment.report(clocks, start(from, zone), start(today, zone))
                        .total()),
                share(Attainment.report(clocks, start(today.minusDays(14), zone), start(from, zone))
                        .total()),
                late,
                atRisk));
    }

    @Override
    public List<WeekFacts.Row> attainment(Collection<String> tenantIds, LocalDate from, LocalDate to, ZoneId zone) {
        Instant begin = start(from, zone);
        Instant end = start(to.plusDays(1), zone);
        List<Clock> clocks = reports.forReport(customers(tenantIds), begin, end);
        List<WeekFacts.Row> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            for (TicketSeverity severity : TicketSeverity.values()) {
                List<Clock> some = clocks.stream()
                        .filter(clock -> clock.metric() == metric && clock.severity() == severity)
                        .toList();
                Share share = share(Attainment.report(some, begin, end).total());
                if (share.whole() > 0) {
                    long worst = some.stream()
                            .filter(clock -> clock.verdict() == Verdict.BREACHED)
                            .mapToLong(Clock::overrunSeconds)
                            .max()
                            .orElse(0);
                    rows.add(new WeekFacts.Row(metric.word(), severity.name(), share, Duration.ofSeconds(worst)));
                }
            }
        }
        return rows;
    }

    @Override
    public List<WeekFacts.Restatement> restatements(
            Collection<String> tenantIds, LocalDate from, LocalDate to, ZoneId zone) {
        Instant begin = start(from, zone);
        List<ClockBook.HistoryRow> changed = reports.restatements(begin, start(to.plusDays(1), zone));
        Map<String, Clock> clocks = new HashMap<>();
        book.entries(changed.stream()
                        .map(row -> ticketOf(row.clockId()))
                        .distinct()
                        .toList())
                .values()
                .forEach(entry -> entry.clocks().forEach(clock -> clocks.put(clock.id(), clock)));
        List<WeekFacts.Restatement> found = new ArrayList<>();
        for (ClockBook.HistoryRow row : changed) {
            Clock clock = clocks.get(row.clockId());
            if (clock == null) {
                continue;
            }
            tenant(clock)
                    .filter(tenant -> tenantIds.contains(tenant.id()))
                    .ifPresent(tenant -> found.add(new WeekFacts.Restatement(
                            tenant.id(),
                            clock.ticket().substring(clock.ticket().indexOf('/') + 1),
                            new Text(
                                    row.oldValue() + " → " + row.newValue(),
                                    verdict(row.oldValue()) + " → " + verdict(row.newValue())))));
        }
        return found;
    }

    private static String verdict(@org.jspecify.annotations.Nullable String word) {
        return switch (String.valueOf(word)) {
            case "met" -> "达标";
            case "breached" -> "超时";
            case "cancelled" -> "取消";
            default -> "未定";
        };
    }

    /** The ticket of a clock id: all but metric and cycle. */
    private static String ticketOf(String clockId) {
        int cycle = clockId.lastIndexOf('/');
        return clockId.substring(0, clockId.lastIndexOf('/', cycle - 1));
    }

    private static Share share(Attainment.Counts counts) {
        return new Share(counts.met(), counts.n());
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private Set<String> customers(Collection<String> tenantIds) {
        Set<String> customers = new HashSet<>();
        for (String id : tenantIds) {
            portfolio
                    .get()
                    .tenant(id)
                    .ifPresent(tenant ->
                            tenant.domains().forEach(domain -> customers.add(domain.toLowerCase(Locale.ROOT))));
        }
        return customers;
    }

    private Optional<Tenant> tenant(Clock clock) {
        String customer = clock.customer();
        return customer == null ? Optional.empty() : portfolio.get().byDomain(customer);
    }
}
