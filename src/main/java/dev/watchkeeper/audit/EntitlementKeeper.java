package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Watches our own promises: schedules what contracts owe, takes a quarterly audit as the health check done, and makes
 * what is nearly or finally missed a finding against ourselves.
 */
public final class EntitlementKeeper implements AuditListener {
    /** The check id of findings about promises. */
    public static final String CHECK = "SELF-ENTITLEMENT";

    private static final int REMIND_DAYS = 14;

    /** So long a missed promise stays a finding; then it is history. */
    private static final int REMEMBER_DAYS = 180;

    private final Supplier<Portfolio> portfolio;
    private final Function<String, Map<EntitlementKind, Cadence>> promises;
    private final Entitlements entitlements;
    private final FindingKeeper findings;
    private final Clock clock;

    /**
     * @param promises what a plan promises, by plan id, as of the latest reload
     */
    public EntitlementKeeper(
            Supplier<Portfolio> portfolio,
            Function<String, Map<EntitlementKind, Cadence>> promises,
            Entitlements entitlements,
            FindingKeeper findings,
            Clock clock) {
        this.portfolio = portfolio;
        this.promises = promises;
        this.entitlements = entitlements;
        this.findings = findings;
        this.clock = clock;
    }

    /** A quarterly audit is the health check of its period, with the run as evidence. */
    @Override
    public void audited(Tenant tenant, Examination examination, String runId, List<Change> changes) {
        if (examination.scope() != Scope.QUARTERLY) {
            return;
        }
        entitlements.schedule(EntitlementPlan.of(tenant, promises, examination.finishedAt()));
        LocalDate day = LocalDate.ofInstant(examination.finishedAt(), tenant.zone());
        entitlements
                .covering(tenant.id(), EntitlementKind.HEALTH_CHECK, day)
                .filter(one -> one.doneAt() == null)
                .ifPresent(one -> entitlements.done(
                        one.tenantId(),
                        one.kind(),
                        one.from(),
                        examination.finishedAt(),
                        "audit run " + runId,
                        "watchkeeper"));
    }

    /**
     * Brings the list up to date and raises what is due or missed; returns how many are due or missed.
     *
     * @param stopping ends the round early; findings are then left as they were, since only part was looked at
     */
    public long checkPromises(BooleanSupplier stopping) {
        for (Tenant tenant : portfolio.get().tenants()) {
            if (stopping.getAsBoolean()) {
                return 0;
            }
            schedule(tenant);
        }
        return checkScheduled(stopping);
    }

    /** Writes down what is promised to one customer. */
    public void schedule(Tenant tenant) {
        entitlements.schedule(EntitlementPlan.of(tenant, promises, clock.instant()));
    }

    /** Looks at what is written down; the number of promises that are due or missed. */
    public long checkScheduled(BooleanSupplier stopping) {
        Instant now = clock.instant();
        Portfolio current = portfolio.get();
        List<Sighting> sightings = new ArrayList<>();
        for (Entitlement one : entitlements.list("")) {
            if (stopping.getAsBoolean()) {
                return 0;
            }
            Optional<Tenant> tenant = current.tenant(one.tenantId());
            if (tenant.isPresent()) {
                LocalDate today = LocalDate.ofInstant(now, tenant.get().zone());
                Entitlement.State state = one.state(today);
                entitlements.refresh(one, state);
                sighting(tenant.get(), one, state, today).ifPresent(sightings::add);
            }
        }
        int open = sightings.size();
        if (sightings.isEmpty()) {
            sightings.add(sighting("tenant", Sighting.Outcome.PASS, Severity.LOW, Text.EMPTY, Text.EMPTY, Map.of()));
        }
        findings.reconcile(Finding.OURSELVES, sightings, now, null);
        return open;
    }

    private static Optional<Sighting> sighting(
            Tenant tenant, Entitlement one, Entitlement.State state, LocalDate today) {
        LocalDate last = one.to().minusDays(1);
        Map<String, Object> evidence = Map.of(
                "customer", tenant.name(), "what", one.kind().word(), "plan", one.plan(), "last_day", last.toString());
        Text what = name(one.kind());
        if (state == Entitlement.State.MISSED
                && one.to().plusDays(REMEMBER_DAYS).isAfter(today)) {
            return Optional.of(sighting(
                    one.key(),
                    Sighting.Outcome.FAIL,
                    Severity.HIGH,
                    new Text(
                            "We owed " + tenant.name() + " a " + what.en() + " by " + last + " and did not give it.",
                            "我们应在 " + last + " 前为 " + tenant.name() + " 完成" + what.zh() + "，但没有做到。"),
                    new Text(
                            "Make it good now, tell the customer, and record it: watchkeeper entitlement done "
                                    + one.key() + " --evidence '...'",
                            "尽快补上并告知客户，然后登记：watchkeeper entitlement done " + one.key() + " --evidence '...'"),
                    evidence));
        }
        long left = ChronoUnit.DAYS.between(today, one.to());
        if (state == Entitlement.State.DUE && left <= REMIND_DAYS) {
            return Optional.of(sighting(
                    one.key(),
                    Sighting.Outcome.FAIL,
                    Severity.MEDIUM,
                    new Text(
                            "The " + what.en() + " of " + tenant.name() + " is due by " + last + ".",
                            tenant.name() + " 的" + what.zh() + "须在 " + last + " 前完成。"),
                    new Text("Agree on a date with the customer this week.", "本周与客户约定时间。"),
                    evidence));
        }
        return Optional.empty();
    }

    private static Sighting sighting(
            String subject,
            Sighting.Outcome outcome,
            Severity severity,
            Text summary,
            Text remedy,
            Map<String, Object> evidence) {
        Text title = new Text("A promise of the contract", "合同承诺");
        return new Sighting(CHECK, subject, outcome, severity, title, summary, remedy, evidence, "");
    }

    static Text name(EntitlementKind kind) {
        return switch (kind) {
            case HEALTH_CHECK -> new Text("health check", "健康检查");
            case COMPLIANCE_REVIEW -> new Text("compliance review", "合规审查");
            case TRAINING -> new Text("training", "培训");
        };
    }
}
