package dev.watchkeeper.audit;

import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.UserUsage;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Brings usage reports up to date: the newest day, the days missing before it, and the users' reports in sum. */
final class UsageReader {
    /** Google counts usage in days of Pacific standard time, without summer time. */
    static final ZoneOffset GOOGLE_DAY = ZoneOffset.ofHours(-8);

    /** Applications that some check reads; others may be late or missing without harm. */
    private static final Set<String> READ = Set.of("accounts", "gmail", "drive");

    /** A day without data for so long will not get any. */
    private static final int FINAL_AFTER_DAYS = 7;

    private static final int EMPTY_DAYS_IN_A_ROW = 7;

    private final GoogleSource google;
    private final UsageDays usage;
    private final ReadingPlan plan;

    UsageReader(GoogleSource google, UsageDays usage, ReadingPlan plan) {
        this.google = google;
        this.usage = usage;
        this.plan = plan;
    }

    static LocalDate today(Instant now) {
        return now.atOffset(GOOGLE_DAY).toLocalDate();
    }

    void readCustomer(Tenant tenant, Instant now, Deadline deadline) throws SourceException {
        LocalDate today = today(now);
        LocalDate oldest = today.minusDays(plan.usageDays());
        Map<LocalDate, UsageDays.State> stored = new HashMap<>();
        usage.since(tenant.id(), oldest).forEach(day -> stored.put(day.report().date(), day.state()));
        UsageReport.Reading newest = google.newestCustomerUsage(tenant, today, plan.usageSteps(), deadline);
        save(tenant, newest, now);
        int empty = 0;
        for (LocalDate date = newest.date().minusDays(1);
                !date.isBefore(oldest) && empty < EMPTY_DAYS_IN_A_ROW;
                date = date.minusDays(1)) {
            UsageDays.State state = stored.get(date);
            if (state != null && state != UsageDays.State.PARTIAL) {
                continue;
            }
            try {
                save(tenant, google.customerUsage(tenant, date, deadline), now);
                empty = 0;
            } catch (SourceException e) {
                if (e.kind() != SourceException.Kind.NO_DATA) {
                    throw e;
                }
                empty++;
                if (date.isBefore(today.minusDays(FINAL_AFTER_DAYS))) {
                    UsageReport nothing = new UsageReport(date, null, null, Map.of());
                    usage.save(tenant.id(), new UsageDays.Day(nothing, UsageDays.State.MISSING, List.of()), now);
                }
            }
        }
    }

    private void save(Tenant tenant, UsageReport.Reading reading, Instant now) {
        for (UsageReport report : reading.reports()) {
            usage.save(tenant.id(), day(report, reading.warnings()), now);
        }
    }

    private static UsageDays.Day day(UsageReport report, List<UsageReport.Warning> warnings) {
        Set<String> late = applications(report.date(), warnings, "PARTIAL_DATA_AVAILABLE");
        Set<String> never = applications(report.date(), warnings, "DATA_NOT_AVAILABLE");
        if (late.isEmpty() && never.isEmpty()) {
            return new UsageDays.Day(report, UsageDays.State.COMPLETE, List.of());
        }
        // Half a number is worse than none.
        Map<String, Object> whole = new HashMap<>(report.values());
        whole.keySet().removeIf(name -> {
            String application = name.substring(0, Math.max(0, name.indexOf(':')));
            return late.contains(application) || never.contains(application);
        });
        Set<String> both = new TreeSet<>(late);
        both.addAll(never);
        return new UsageDays.Day(
                new UsageReport(report.date(), null, null, whole),
                late.isEmpty() ? UsageDays.State.MISSING : UsageDays.State.PARTIAL,
                List.copyOf(both));
    }

    private static Set<String> applications(LocalDate date, List<UsageReport.Warning> warnings, String code) {
        return warnings.stream()
                .filter(w -> w.code().equals(code) && READ.contains(w.application()) && date.equals(w.date()))
                .map(UsageReport.Warning::application)
                .collect(Collectors.toSet());
    }

    UserUsage readUsers(Tenant tenant, Instant now, Deadline deadline) throws SourceException {
        UserUsage.Tally tally = new UserUsage.Tally();
        UsageReport.Reading reading = google.newestUserUsage(
                tenant, today(now), plan.usageSteps(), deadline, users -> users.forEach(tally::add));
        return tally.sum(reading.date());
    }
}
