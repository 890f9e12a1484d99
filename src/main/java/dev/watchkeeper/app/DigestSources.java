package dev.watchkeeper.app;

import dev.watchkeeper.audit.AuditRecords;
import dev.watchkeeper.audit.AuditRun;
import dev.watchkeeper.audit.CheckResult;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.PredictionKeeper;
import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestFacts.UnknownChecks;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Forecast;
import dev.watchkeeper.digest.Gap;
import dev.watchkeeper.digest.GoogleStatus;
import dev.watchkeeper.digest.Sources;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.health.incidents.FeedState;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.status.StatusSettings;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What digests ask of audits, predictions and the configuration. */
final class DigestSources implements Sources {
    /** How many runs are looked through for the last one that could read. */
    private static final int RUNS = 100;

    /** Checks of our own reading: nobody at the customer will call about them. */
    private static final Set<String> OURS = Set.of("HYG-09", "HYG-10", "HYG-11");

    private final Supplier<Configuration> configuration;
    private final AuditRecords records;
    private final PredictionKeeper predictions;
    private final Incidents incidents;

    DigestSources(
            Supplier<Configuration> configuration,
            AuditRecords records,
            PredictionKeeper predictions,
            Incidents incidents) {
        this.configuration = configuration;
        this.records = records;
        this.predictions = predictions;
        this.incidents = incidents;
    }

    /** The beginning of the oldest of the newest audits; customers who could not be read are told under their gaps. */
    @Override
    public @Nullable Instant dataUntil(Collection<String> tenantIds, Instant now) {
        return records.newestRuns(tenantIds).values().stream()
                .filter(DigestSources::isReadable)
                .map(AuditRun::startedAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Customers whose latest audit got nothing from Google's logs and reports. */
    @Override
    public List<Gap> gaps(Collection<String> tenantIds, Instant since, Instant now) {
        List<Gap> gaps = new ArrayList<>();
        Map<String, AuditRun> newest = records.newestRuns(tenantIds);
        for (Tenant tenant : tenants(tenantIds)) {
            AuditRun latest = newest.get(tenant.id());
            if (latest == null || isReadable(latest)) {
                continue;
            }
            Instant lastKnown = records.runs(tenant.id(), RUNS).stream()
                    .filter(DigestSources::isReadable)
                    .map(AuditRun::finishedAt)
                    .findFirst()
                    .orElse(latest.startedAt());
            gaps.add(gap(tenant, latest, lastKnown, now));
        }
        gaps.sort(Comparator.comparing(gap -> gap.tenantId()));
        return gaps;
    }

    private Gap gap(Tenant tenant, AuditRun run, Instant since, Instant now) {
        Optional<Examination.Problem> problem =
                run.problems().stream().filter(DigestSources::isOfGoogle).findFirst();
        boolean refused = problem.filter(one -> one.kind().equals("permission")).isPresent();
        Duration every = configuration.get().settings().audit().every();
        return new Gap(
                tenant.id(),
                Gap.Area.AUDIT,
                since,
                reason(run, problem.orElse(null)),
                refused ? next(run, problem.orElse(null)) : new Text("It is tried again by itself", "系统会自动重试"),
                refused ? null : now.plus(every));
    }

    /** In the reader's words; what Google answered, to the letter, stands in the audit's record. */
    private static Text reason(AuditRun run, Examination.@Nullable Problem problem) {
        String message = problem == null ? String.valueOf(run.error()) : problem.message();
        if (message.contains("unauthorized_client")) {
            return new Text(
                    "Google refuses us: our client is not authorised in this customer's Admin console",
                    "Google 拒绝我们读取：客户的管理控制台没有授权我们的客户端");
        }
        if (message.contains("Reports privilege")) {
            return new Text(
                    "Google refuses us: the administrator we act for lacks the right to read reports",
                    "Google 拒绝我们读取：我们所用的管理员账号没有“报告”权限");
        }
        return problem != null && problem.kind().equals("permission")
                ? new Text("Google refuses to let us read", "Google 拒绝我们读取")
                : new Text("Google does not answer as it should", "Google 没有正常应答");
    }

    /** The step that fits the reason. */
    private static Text next(AuditRun run, Examination.@Nullable Problem problem) {
        String message = problem == null ? String.valueOf(run.error()) : problem.message();
        return message.contains("Reports privilege")
                ? new Text("Ask the customer to give that administrator the right", "请客户给这个管理员账号加上权限")
                : new Text("Ask the administrator to authorise our client again", "请客户管理员重新授权我们的客户端");
    }

    /** A run that got nothing at all from Google is a gap; a single source that failed is not. */
    private static boolean isReadable(AuditRun run) {
        if (run.outcome() == AuditRun.Outcome.FAILED) {
            return false;
        }
        boolean reports = run.problems().stream()
                .anyMatch(problem -> problem.source().startsWith("reports:")
                        && problem.kind().equals("permission"));
        boolean usage = run.problems().stream()
                .anyMatch(problem ->
                        problem.source().startsWith("usage:") && problem.kind().equals("permission"));
        return !(reports && usage);
    }

    private static boolean isOfGoogle(Examination.Problem problem) {
        return problem.source().startsWith("reports:") || problem.source().startsWith("usage:");
    }

    /** Agreed deviations that end; contracts and licences are not known to end by their dates alone. */
    @Override
    public List<Ending> endings(Collection<String> tenantIds, Instant now, Duration ahead) {
        List<Ending> endings = new ArrayList<>();
        for (ChecksFile.Exemption one : configuration.get().checks().exceptions()) {
            Optional<Tenant> tenant = configuration.get().portfolio().tenant(one.tenant());
            if (tenant.isEmpty() || !tenantIds.contains(one.tenant())) {
                continue;
            }
            LocalDate last = one.until();
            Instant end = last.plusDays(1).atStartOfDay(tenant.get().zone()).toInstant();
            if (end.isAfter(now) && end.isBefore(now.plus(ahead))) {
                endings.add(new Ending(
                        one.tenant(),
                        Ending.Kind.ACCEPTED_RISK,
                        new Text(one.check() + ": " + one.reason(), one.check() + "：" + one.reason()),
                        end,
                        new Text("Agree on a new date, or let it count again", "与客户约定新的期限，或恢复检查"),
                        one.check(),
                        null));
            }
        }
        endings.sort(Comparator.comparing(Ending::endsAt));
        return endings;
    }

    @Override
    public List<Forecast> forecasts(Collection<String> tenantIds, List<Finding> open, Instant now) {
        List<Finding> theirs =
                open.stream().filter(f -> !OURS.contains(f.checkId())).toList();
        return predictions.likeliest(theirs, now).stream()
                .map(one -> new Forecast(one.tenantId(), one.call(), one.reason(), one.findingId()))
                .toList();
    }

    /** Kept incidents, also while the feed cannot be read: silence does not end one. */
    @Override
    public GoogleStatus google(Instant now) {
        FeedState feed = incidents.feed();
        List<KeptIncident> all = incidents.all();
        StatusSettings settings = configuration.get().settings().status();
        return new GoogleStatus(
                feed.okAt(),
                all.stream().filter(k -> k.incident().isOpen(now)).toList(),
                Claim.possible(all.stream().map(KeptIncident::incident).toList(), settings.zone(), now, feed.beganAt()),
                settings.claimWarningDays());
    }

    @Override
    public UnknownChecks unknownChecks(Collection<String> tenantIds, Instant now) {
        if (tenantIds.isEmpty()) {
            return UnknownChecks.NONE;
        }
        List<CheckResult> unknown = records.standing(tenantIds).stream()
                .filter(result -> result.outcome() == Sighting.Outcome.UNKNOWN)
                .toList();
        long customers = unknown.stream().map(CheckResult::tenantId).distinct().count();
        return new UnknownChecks(unknown.size(), (int) customers);
    }

    private List<Tenant> tenants(Collection<String> ids) {
        return ids.stream()
                .flatMap(id -> configuration.get().portfolio().tenant(id).stream())
                .toList();
    }
}
