package dev.watchkeeper.report;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report is composed from.
 *
 * @param findings unresolved ones, and those to which something happened since the quarter began
 * @param events since the quarter began, oldest first
 * @param trend earlier quarters, oldest first
 * @param google sentences about Google's published incidents
 * @param plan what the contract brings next quarter
 */
public record ReportFacts(
        Tenant tenant,
        Person manager,
        Quarter quarter,
        int revision,
        Instant asOf,
        List<Finding> findings,
        List<FindingEvent> events,
        List<CheckLine> checks,
        List<TrendPoint> trend,
        Service service,
        List<CustomerText> google,
        Optional<Usage> usage,
        List<PlanLine> plan) {
    /**
     * The verdict of one check that stands.
     *
     * @param group problem group of the catalogue, for example {@code external_mail}
     */
    public record CheckLine(String id, String group, Outcome outcome, Instant since) {
        public CustomerText title() {
            return CustomerTexts.problem(id);
        }
    }

    /** Figures printed in an earlier report. */
    public record TrendPoint(Quarter quarter, int score, int open) {}

    /**
     * How promises were kept.
     *
     * @param rows per metric, in the order of the table
     * @param months first replies by month
     * @param tickets with a verdict in the quarter
     * @param restated verdicts of the quarter that were corrected after being confirmed
     */
    public record Service(
            List<ServiceRow> rows, List<MonthShare> months, List<Breach> breaches, int tickets, int restated) {
        public static final Service NONE = new Service(List.of(), List.of(), List.of(), 0, 0);

        public Service {
            rows = List.copyOf(rows);
            months = List.copyOf(months);
            breaches = List.copyOf(breaches);
            for (ServiceRow row : rows) {
                long listed = breaches.stream()
                        .filter(b -> b.metric().equals(row.metric()))
                        .count();
                if (listed != row.share().whole() - row.share().part()) {
                    throw new IllegalArgumentException(row.metric() + ": " + listed + " breaches listed, "
                            + (row.share().whole() - row.share().part()) + " counted");
                }
            }
        }
    }

    /** One metric over the quarter. */
    public record ServiceRow(String metric, Share share) {}

    /** First replies of one month. */
    public record MonthShare(YearMonth month, Share share) {}

    /**
     * A promise that was not kept.
     *
     * @param title the ticket's, empty if it is not known
     * @param cause key of a cause that customers may read, empty if none was given
     */
    public record Breach(String ticket, String title, String metric, Instant at, Duration over, String cause) {}

    /** Licences and storage on one day; null where Google does not say. */
    public record Usage(
            LocalDate day,
            @Nullable Long assigned,
            @Nullable Long paid,
            @Nullable Long active,
            @Nullable Long storageUsedMb,
            @Nullable Long storageTotalMb) {}

    /** Something planned or to be decided. */
    public record PlanLine(CustomerText what, LocalDate by) {}

    public ReportFacts {
        findings = List.copyOf(findings);
        events = List.copyOf(events);
        checks = List.copyOf(checks);
        trend = List.copyOf(trend);
        google = List.copyOf(google);
        plan = List.copyOf(plan);
    }
}
