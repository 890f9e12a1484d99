package dev.watchkeeper.google;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.admin.reports.Reports;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.GoogleSource;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.UsageReport.Reading;
import dev.watchkeeper.health.UsageReport.Warning;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Reports API through Google's own client of 2019, which forms the requests; answers are read without its typed
 * models (see {@link JsonValues}). One page in memory at a time.
 */
final class GoogleReports implements GoogleSource {
    /** Older activities do not exist; Google cuts silently, we do so knowingly. */
    static final Duration KEPT = Duration.ofDays(180);

    /** Longest window of the gmail log. */
    static final Duration GMAIL_WINDOW = Duration.ofDays(30);

    /** A date counts as complete when these have arrived; of the others nothing is asked daily. */
    private static final Set<String> NEEDED = Set.of("accounts", "gmail", "drive", "calendar");

    private static final int PAGE = 1000;
    private static final Pattern DATE = Pattern.compile("later than (\\d{4}-\\d{2}-\\d{2})");
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final ApiCaller caller;
    private final HttpTransport transport;
    private final String root;
    private final Clock clock;

    GoogleReports(ApiCaller caller, HttpTransport transport, String root, Clock clock) {
        this.caller = caller;
        this.transport = transport;
        this.root = root;
        this.clock = clock;
    }

    @Override
    public void activities(
            Tenant tenant, String application, Instant from, Instant to, Deadline deadline, PageConsumer pages)
            throws SourceException {
        Instant now = clock.instant();
        Instant oldest = now.minus(KEPT);
        Instant start = from.isBefore(oldest) ? oldest : from;
        Instant end = to.isAfter(now) ? now : to;
        Duration longest = application.equals("gmail") ? GMAIL_WINDOW : KEPT;
        while (start.isBefore(end)) {
            Instant windowStart = end.minus(longest).isAfter(start) ? end.minus(longest) : start;
            window(tenant, application, windowStart, end, deadline, pages);
            end = windowStart;
        }
    }

    private void window(
            Tenant tenant, String application, Instant from, Instant to, Deadline deadline, PageConsumer pages)
            throws SourceException {
        String source = "reports:" + application;
        ApiCaller.Target target = new ApiCaller.Target(tenant, ApiScope.ACTIVITIES, source, false, deadline);
        String token = null;
        do {
            String asked = token;
            AtomicBoolean replacing = new AtomicBoolean();
            ActivityPage page = caller.stream(
                    target,
                    auth -> reports(auth)
                            .activities()
                            .list("all", application)
                            .setCustomerId(tenant.customerId())
                            .setStartTime(MILLIS.format(from))
                            .setEndTime(MILLIS.format(to))
                            .setMaxResults(PAGE)
                            .setPageToken(asked),
                    body -> read(body, application, pages, replacing));
            if (page.skipped() > 0) {
                pages.skipped(page.skipped(), page.oldestSkipped(), page.newestSkipped());
            }
            if (!page.events().isEmpty() || page.skipped() > 0) {
                pages.accept(page.events());
            }
            token = following(source, asked, page.nextToken());
        } while (token != null);
    }

    private ActivityPage read(InputStream body, String application, PageConsumer pages, AtomicBoolean replacing)
            throws IOException {
        ActivityReader reader =
                new ActivityReader(application, pages, clock.instant().plus(Duration.ofDays(1)));
        try {
            return replacing.get() ? reader.readReplacing(body) : reader.read(body);
        } catch (ActivityReader.BadText e) {
            // One odd byte must not hide a log for ever: the next attempt replaces what cannot be read.
            replacing.set(true);
            throw e;
        }
    }

    /** A token that leads to itself would be read for ever. */
    static @Nullable String following(String source, @Nullable String asked, @Nullable String next)
            throws SourceException {
        if (next != null && next.equals(asked)) {
            throw new SourceException(Kind.UNAVAILABLE, source, "the next page is the same page again");
        }
        return next;
    }

    @Override
    public Reading customerUsage(Tenant tenant, LocalDate date, Deadline deadline) throws SourceException {
        ApiCaller.Target target = new ApiCaller.Target(tenant, ApiScope.USAGE, "usage:customer", false, deadline);
        Map<String, Object> merged = new LinkedHashMap<>();
        List<Warning> warnings = new ArrayList<>();
        String token = null;
        do {
            String asked = token;
            UsagePage page = caller.call(
                    target,
                    auth -> reports(auth)
                            .customerUsageReports()
                            .get(date.toString())
                            .setCustomerId(tenant.customerId())
                            .setPageToken(asked),
                    body -> UsagePage.read(body, date));
            warnings.addAll(page.warnings());
            page.reports().stream()
                    .filter(report -> report.date().equals(date))
                    .forEach(report -> report.values().forEach(merged::putIfAbsent));
            token = following("usage:customer", asked, page.nextToken());
        } while (token != null);
        if (merged.isEmpty()) {
            throw new SourceException(
                    Kind.NO_DATA, "usage:customer", "the report of " + date + " is empty" + because(warnings));
        }
        return new Reading(date, List.of(new UsageReport(date, null, null, merged)), warnings);
    }

    @Override
    public Reading newestCustomerUsage(Tenant tenant, LocalDate from, int maxSteps, Deadline deadline)
            throws SourceException {
        Stepper stepper = new Stepper("usage:customer", from, maxSteps);
        Reading partial = null;
        while (stepper.hasNext()) {
            try {
                Reading reading = customerUsage(tenant, stepper.date(), deadline);
                stepper.keep(reading.warnings());
                if (!isPartial(reading.warnings())) {
                    return new Reading(reading.date(), reading.reports(), stepper.warnings());
                }
                partial = partial == null ? reading : partial;
                stepper.back();
            } catch (SourceException e) {
                stepper.backFrom(e);
            }
        }
        if (partial != null) {
            return new Reading(partial.date(), partial.reports(), stepper.warnings());
        }
        throw stepper.nothing();
    }

    @Override
    public Reading newestUserUsage(
            Tenant tenant, LocalDate from, int maxSteps, Deadline deadline, UserPageConsumer pages)
            throws SourceException {
        Stepper stepper = new Stepper("usage:user", from, maxSteps);
        LocalDate partial = null;
        while (stepper.hasNext()) {
            try {
                UsagePage first = userPage(tenant, stepper.date(), null, deadline);
                stepper.keep(first.warnings());
                if (hasValues(first) && !isPartial(first.warnings())) {
                    readOn(tenant, stepper.date(), first, deadline, pages, stepper);
                    return new Reading(stepper.date(), List.of(), stepper.warnings());
                }
                if (hasValues(first) && partial == null) {
                    partial = stepper.date();
                }
                stepper.back();
            } catch (SourceException e) {
                stepper.backFrom(e);
            }
        }
        if (partial != null) {
            readOn(tenant, partial, userPage(tenant, partial, null, deadline), deadline, pages, stepper);
            return new Reading(partial, List.of(), stepper.warnings());
        }
        throw stepper.nothing();
    }

    private void readOn(
            Tenant tenant, LocalDate date, UsagePage first, Deadline deadline, UserPageConsumer pages, Stepper stepper)
            throws SourceException {
        UsagePage page = first;
        String asked = null;
        while (true) {
            List<UsageReport> users =
                    page.reports().stream().filter(u -> u.date().equals(date)).toList();
            if (!users.isEmpty()) {
                pages.accept(users);
            }
            asked = following("usage:user", asked, page.nextToken());
            if (asked == null) {
                return;
            }
            try {
                page = userPage(tenant, date, asked, deadline);
            } catch (SourceException e) {
                // Pages have been handed on: another date must not follow them.
                throw e.kind() == Kind.NO_DATA
                        ? new SourceException(Kind.UNAVAILABLE, e.source(), e.explanation(), null, e)
                        : e;
            }
            stepper.keep(page.warnings());
        }
    }

    private UsagePage userPage(Tenant tenant, LocalDate date, @Nullable String token, Deadline deadline)
            throws SourceException {
        return caller.call(
                new ApiCaller.Target(tenant, ApiScope.USAGE, "usage:user", false, deadline),
                auth -> reports(auth)
                        .userUsageReport()
                        .get("all", date.toString())
                        .setCustomerId(tenant.customerId())
                        .setMaxResults((long) PAGE)
                        .setPageToken(token),
                body -> UsagePage.read(body, date));
    }

    /** One request of each kind with as little as possible behind it; for the doctor. */
    void probeActivities(Tenant tenant, Deadline deadline) throws SourceException {
        Instant now = clock.instant();
        caller.<Boolean>call(
                new ApiCaller.Target(tenant, ApiScope.ACTIVITIES, "reports:login", false, deadline),
                auth -> reports(auth)
                        .activities()
                        .list("all", "login")
                        .setCustomerId(tenant.customerId())
                        .setStartTime(MILLIS.format(now.minus(Duration.ofDays(1))))
                        .setMaxResults(1),
                body -> true);
    }

    void probeUsage(Tenant tenant, Deadline deadline) throws SourceException {
        LocalDate date =
                clock.instant().atZone(ZoneOffset.ofHours(-8)).toLocalDate().minusDays(4);
        caller.<Boolean>call(
                new ApiCaller.Target(tenant, ApiScope.USAGE, "usage:customer", false, deadline),
                auth -> reports(auth)
                        .customerUsageReports()
                        .get(date.toString())
                        .setCustomerId(tenant.customerId())
                        .setParameters("accounts:num_users"),
                body -> true);
    }

    private Reports reports(HttpRequestInitializer auth) {
        return new Reports.Builder(transport, GsonFactory.getDefaultInstance(), auth)
                .setApplicationName("watchkeeper")
                .setRootUrl(root)
                // Its patterns of 2019 refuse gmail, chrome, vault and even my_customer; the server judges.
                .setSuppressPatternChecks(true)
                .build();
    }

    private static boolean hasValues(UsagePage page) {
        return page.reports().stream().anyMatch(report -> !report.values().isEmpty());
    }

    private static boolean isPartial(List<Warning> warnings) {
        return warnings.stream()
                .anyMatch(w -> w.code().equals("PARTIAL_DATA_AVAILABLE")
                        && (w.application().isEmpty() || NEEDED.contains(w.application())));
    }

    private static String because(List<Warning> warnings) {
        return warnings.isEmpty() ? "" : ": " + warnings.get(0).message();
    }

    /** Walks back over dates, at most {@code steps} days and never forward. */
    private static final class Stepper {
        private final String source;
        private final LocalDate newest;
        private final LocalDate oldest;
        private final List<Warning> warnings = new ArrayList<>();
        private LocalDate date;

        Stepper(String source, LocalDate from, int steps) {
            this.source = source;
            this.newest = from;
            this.oldest = from.minusDays(steps);
            this.date = from;
        }

        boolean hasNext() {
            return !date.isBefore(oldest);
        }

        LocalDate date() {
            return date;
        }

        void back() {
            date = date.minusDays(1);
        }

        /** Goes where Google's text points, else one day back; any other failure goes on. */
        void backFrom(SourceException e) throws SourceException {
            if (e.kind() != Kind.NO_DATA) {
                throw e;
            }
            Matcher named = DATE.matcher(e.explanation());
            LocalDate told = named.find() ? UsagePage.date(named.group(1)) : null;
            date = told != null && told.isBefore(date) ? told : date.minusDays(1);
        }

        void keep(List<Warning> more) {
            more.stream().filter(w -> !warnings.contains(w)).forEach(warnings::add);
        }

        List<Warning> warnings() {
            return warnings;
        }

        SourceException nothing() {
            return new SourceException(
                    Kind.NO_DATA, source, "no report between " + oldest + " and " + newest + because(warnings));
        }
    }
}
