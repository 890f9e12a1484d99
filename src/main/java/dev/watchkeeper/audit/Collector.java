package dev.watchkeeper.audit;

import dev.watchkeeper.health.Completeness;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.OwnAccess;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what Google's logs and usage reports say of a tenant. A source that fails costs the checks that need it and
 * nothing else; a refusal is remembered run by run and never tried twice in one.
 */
public final class Collector {
    /** Logs that not every edition has: a refusal from the start is no loss of access. */
    private static final List<String> BY_EDITION = List.of("gmail", "takeout", "rules", "mobile");

    private static final String MAIL = "gmail";
    private static final int OLDEST_USAGE_DAYS = 7;
    private static final int LATE_AFTER_DAYS = 4;

    private final EventLog log;
    private final Cursors cursors;
    private final UsageDays usage;
    private final LogReader logs;
    private final UsageReader reports;
    private final ReadingPlan plan;
    private final Function<Tenant, Holidays> holidays;
    private final Supplier<String> ownClientId;
    private final MailDoubt mailDoubt;
    private final Map<String, Integer> mailPages = new ConcurrentHashMap<>();

    /**
     * @param mailInDoubt whether something was found at a tenant's mail that goes on, so that its mail log is read now
     */
    public Collector(
            GoogleSource google,
            EventLog log,
            Cursors cursors,
            UsageDays usage,
            Transactions transactions,
            ReadingPlan plan,
            Function<Tenant, Holidays> holidays,
            Supplier<String> ownClientId,
            BiPredicate<Tenant, Instant> mailInDoubt) {
        this.log = log;
        this.mailDoubt = new MailDoubt(log, mailInDoubt);
        this.cursors = cursors;
        this.usage = usage;
        this.plan = plan;
        this.logs = new LogReader(google, log, cursors, transactions, plan);
        this.reports = new UsageReader(google, usage, plan);
        this.holidays = holidays;
        this.ownClientId = ownClientId;
    }

    /** What was collected; others may add to the facts. */
    record Collected(TenantFacts.Builder facts, boolean settingsChanged) {}

    Collected collect(
            Tenant tenant, Scope scope, Instant startedAt, Deadline deadline, List<Examination.Problem> problems) {
        Instant now = startedAt.truncatedTo(ChronoUnit.MILLIS);
        Run run = new Run(tenant, scope, now, deadline, problems, new HashMap<>(cursors.of(tenant.id())));
        TenantFacts.Builder facts =
                TenantFacts.about(tenant, now).holidays(holidays.apply(tenant)).ownClientId(ownClientId.get());
        List<String> applications = new ArrayList<>(plan.continuous());
        applications.addAll(plan.daily());
        for (String application : applications) {
            facts.events(application, run.log(application));
        }
        run.usage(facts);
        facts.access(run.access());
        facts.completeness(run.completeness());
        return new Collected(facts, run.settingsChanged || log.hasUnjudgedSettings(tenant.id()));
    }

    /** The state of one collection. */
    private final class Run {
        private final Tenant tenant;
        private final Scope scope;
        private final Instant now;
        private final Deadline deadline;
        private final List<Examination.Problem> problems;
        private final Map<String, Cursor> known;
        private final List<String> read = new ArrayList<>();
        private final List<OwnAccess.Denied> denied = new ArrayList<>();
        private List<UsageDays.Day> days = List.of();
        private boolean settingsChanged;

        Run(
                Tenant tenant,
                Scope scope,
                Instant now,
                Deadline deadline,
                List<Examination.Problem> problems,
                Map<String, Cursor> known) {
            this.tenant = tenant;
            this.scope = scope;
            this.now = now;
            this.deadline = deadline;
            this.problems = problems;
            this.known = known;
        }

        private Cursor cursor(String source) {
            return known.getOrDefault(source, Cursor.fresh(source, now));
        }

        Fact<EventHistory> log(String application) {
            String source = "reports:" + application;
            Cursor cursor = cursor(source);
            if (isDue(application, cursor)) {
                try {
                    deadline.check(source);
                    LogReader.Reading reading = logs.read(tenant, application, cursor, now, deadline.untilItGivesWay());
                    boolean first = cursor.until() == null;
                    cursor = reading.cursor();
                    known.put(source, cursor);
                    read.add(source);
                    int added = reading.added();
                    if (application.equals(MAIL)) {
                        mailPages.put(tenant.id(), reading.pages());
                    }
                    if (scope != Scope.CONTINUOUS && !first) {
                        added += logs.secondLook(tenant, application, cursor, now, deadline);
                    }
                    settingsChanged |= application.equals("admin") && added > 0;
                } catch (SourceException e) {
                    if (e.kind() == SourceException.Kind.CANCELLED && deadline.givesWay()) {
                        throw new GivesWay(source);
                    }
                    return Fact.unavailable(failed(source, e, BY_EDITION.contains(application)));
                }
            }
            Instant since = cursor.since();
            Instant until = cursor.until();
            if (since == null || until == null) {
                return Fact.unavailable(Reasons.notRead(source));
            }
            return Fact.known(log.history(tenant.id(), application, since, until), until);
        }

        private boolean isDue(String application, Cursor cursor) {
            Instant until = cursor.until();
            Instant begunAt = deadline.begunAt();
            if (begunAt != null && until != null && cursor.ok() && !until.isBefore(begunAt)) {
                // Read in an earlier turn of this audit.
                return false;
            }
            if (until == null || !cursor.ok()) {
                return scope != Scope.CONTINUOUS || plan.continuous().contains(application);
            }
            if (!plan.continuous().contains(application)) {
                return scope != Scope.CONTINUOUS || (application.equals(MAIL) && isMailDueNow(until));
            }
            Duration least = plan.every().getOrDefault(application, Duration.ZERO);
            return scope != Scope.CONTINUOUS || !now.isBefore(until.plus(least));
        }

        private boolean isMailDueNow(Instant until) {
            Duration pause = MailDoubt.pause(mailPages.getOrDefault(tenant.id(), 0));
            return !now.isBefore(until.plus(pause)) && mailDoubt.isThere(tenant, cursor("reports:admin"), now);
        }

        /** Remembers a failure and says what it means for the facts. */
        private Text failed(String source, SourceException failure, boolean byEdition) {
            // The cursor may have moved on with the pages that were stored before the failure.
            Cursor before = cursors.of(tenant.id()).getOrDefault(source, Cursor.fresh(source, now));
            boolean ours = failure.kind() == SourceException.Kind.CANCELLED;
            Cursor after = ours ? before : before.failed(failure, now);
            if (!ours) {
                cursors.save(tenant.id(), after);
            }
            known.put(source, after);
            problems.add(new Examination.Problem(source, failure.kind().word(), failure.explanation()));
            Instant since = after.deniedSince();
            if (failure.kind() == SourceException.Kind.PERMISSION && since != null) {
                boolean lost = !byEdition || after.until() != null;
                denied.add(new OwnAccess.Denied(source, since, after.deniedRuns(), lost, failure.explanation()));
                return Reasons.noPermission(source);
            }
            return Reasons.failed(source, failure.explanation());
        }

        void usage(TenantFacts.Builder facts) {
            Text customerFailure = null;
            if (scope != Scope.CONTINUOUS) {
                customerFailure = reading("usage:customer", () -> reports.readCustomer(tenant, now, deadline));
                Text userFailure = reading(
                        "usage:users",
                        () -> facts.userUsage(Fact.known(reports.readUsers(tenant, now, deadline), now)));
                if (userFailure != null) {
                    facts.userUsage(Fact.unavailable(userFailure));
                }
            }
            LocalDate today = UsageReader.today(now);
            // A quarter and a bit: the longest look back of any check.
            days = usage.since(tenant.id(), today.minusDays(110));
            if (customerFailure != null) {
                facts.usage(Fact.unavailable(customerFailure));
            } else if (!days.isEmpty()) {
                List<UsageReport> filled = days.stream()
                        .map(UsageDays.Day::report)
                        .filter(report -> !report.values().isEmpty())
                        .toList();
                facts.usage(Fact.known(new UsageHistory(filled, today.minusDays(OLDEST_USAGE_DAYS)), now));
            }
        }

        private @Nullable Text reading(String source, Source what) {
            try {
                deadline.check(source);
                what.read();
                read.add(source);
                cursors.save(tenant.id(), cursor(source).readTo(now, now, null, now));
                return null;
            } catch (SourceException e) {
                return failed(source, e, false);
            }
        }

        OwnAccess access() {
            return new OwnAccess(denied, read);
        }

        Completeness completeness() {
            Instant newest = null;
            Instant since = null;
            for (Cursor cursor : cursors.of(tenant.id()).values()) {
                if (cursor.source().startsWith("reports:")) {
                    newest = later(newest, cursor.newestEvent());
                    Instant first = cursor.since();
                    since = since == null || (first != null && first.isBefore(since)) ? first : since;
                }
            }
            return new Completeness(newest, since, log.unreadable(tenant.id()), missingDays(), lateApplications());
        }

        /** Days that will never come, between the first and the last day that did. */
        private List<LocalDate> missingDays() {
            List<LocalDate> missing = new ArrayList<>();
            List<LocalDate> pending = new ArrayList<>();
            boolean begun = false;
            for (UsageDays.Day day : days) {
                if (day.state() == UsageDays.State.MISSING) {
                    if (begun) {
                        pending.add(day.report().date());
                    }
                } else {
                    begun = true;
                    missing.addAll(pending);
                    pending.clear();
                }
            }
            return missing;
        }

        private List<String> lateApplications() {
            LocalDate late = UsageReader.today(now).minusDays(LATE_AFTER_DAYS);
            TreeSet<String> applications = new TreeSet<>();
            days.stream()
                    .filter(day -> day.state() == UsageDays.State.PARTIAL
                            && day.report().date().isBefore(late))
                    .forEach(day -> applications.addAll(day.partial()));
            return List.copyOf(applications);
        }
    }

    @FunctionalInterface
    private interface Source {
        void read() throws SourceException;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
