package dev.watchkeeper.app;

import dev.watchkeeper.audit.AuditListener;
import dev.watchkeeper.audit.AuditRecords;
import dev.watchkeeper.audit.Auditor;
import dev.watchkeeper.audit.Collector;
import dev.watchkeeper.audit.DirectoryReader;
import dev.watchkeeper.audit.EventLog;
import dev.watchkeeper.audit.Examiner;
import dev.watchkeeper.audit.FactReader;
import dev.watchkeeper.audit.FleetWatch;
import dev.watchkeeper.audit.IncidentsReader;
import dev.watchkeeper.audit.MailDnsReader;
import dev.watchkeeper.audit.OpenFindingsReader;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.audit.ReferenceRules;
import dev.watchkeeper.audit.RefusalWatch;
import dev.watchkeeper.audit.SettingRules;
import dev.watchkeeper.audit.SettingsReader;
import dev.watchkeeper.audit.Sizing;
import dev.watchkeeper.audit.TenantExaminer;
import dev.watchkeeper.audit.TenantStates;
import dev.watchkeeper.audit.TicketFlowReader;
import dev.watchkeeper.audit.UsageDays;
import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.dns.TenantMailDns;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.checks.StandardChecks;
import dev.watchkeeper.health.incidents.IncidentBoard;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiAuditRecords;
import dev.watchkeeper.store.JdbiCursors;
import dev.watchkeeper.store.JdbiDnsHistories;
import dev.watchkeeper.store.JdbiEventLog;
import dev.watchkeeper.store.JdbiQuotaLeases;
import dev.watchkeeper.store.JdbiRefusals;
import dev.watchkeeper.store.JdbiSettingStates;
import dev.watchkeeper.store.JdbiTenantStates;
import dev.watchkeeper.store.JdbiTicketCounts;
import dev.watchkeeper.store.JdbiUsageDays;
import dev.watchkeeper.tenant.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Collect, judge, remember: everything an audit needs. */
public record AuditGraph(
        Catalogue catalogue,
        Examiner examiner,
        TenantStates states,
        AuditRecords records,
        EventLog events,
        UsageDays usage,
        Auditor auditor,
        ReferenceRules reference,
        RefusalWatch refusals) {
    static AuditGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            Catalogue catalogue,
            Findings stored,
            FindingKeeper findings,
            Supplier<Fact<IncidentBoard>> board,
            WorkCalendars calendars,
            List<AuditListener> listeners,
            String node) {
        Settings settings = live.get().settings();
        Clock clock = database.clock(world.clock());
        EventLog events = new JdbiEventLog(database);
        UsageDays usage = new JdbiUsageDays(database);
        Collector collector = new Collector(
                world.google(),
                events,
                new JdbiCursors(database),
                usage,
                database,
                settings.reading(),
                calendars::holidays,
                () -> world.clientId().orElse(""),
                new MailTrouble(stored)::goesOn);
        List<FactReader> readers = new ArrayList<>();
        RefusalWatch refusals = new RefusalWatch(new JdbiRefusals(database));
        readers.add(refusals);
        readers.add(new DirectoryReader(world.directory()));
        readers.add(new OpenFindingsReader(stored));
        readers.addAll(
                MailDnsReader.of(new TenantMailDns(world.dns(), new JdbiDnsHistories(database), settings.dns())));
        readers.add(new TicketFlowReader(new JdbiTicketCounts(database)));
        TenantStates states = new JdbiTenantStates(database);
        readers.add(new FleetWatch(
                stored,
                () -> live.portfolio().tenants().size(),
                () -> fleetRule(live, catalogue, clock),
                new OwnSenses(world.dns()::trouble, states, world.clock(), clock)));
        readers.add(new IncidentsReader(board));
        RuleBook rules = SettingRulesReader.packaged();
        readers.addAll(SettingsReader.of(
                events,
                new JdbiCursors(database),
                rules,
                world.directory(),
                world.policies(),
                new JdbiSettingStates(database),
                tenant -> live.get().checks().answersOf(tenant)));
        Examiner examiner = new TenantExaminer(
                collector,
                readers,
                StandardChecks.all(),
                catalogue,
                day -> live.get().checks().on(day),
                new SettingRules(rules),
                clock);
        AuditRecords records = new JdbiAuditRecords(database);
        Auditor auditor = new Auditor(
                settings.audit(),
                live::portfolio,
                calendars,
                examiner,
                states,
                records,
                findings,
                database,
                listeners,
                () -> Sizing.workers(
                        settings.audit().workers(),
                        settings.google().quotaPerMinute(),
                        world.quota().latency()),
                node,
                clock);
        world.quota().shareThrough(new JdbiQuotaLeases(database, node));
        return new AuditGraph(
                catalogue,
                examiner,
                states,
                records,
                events,
                usage,
                auditor,
                new ReferenceRules(events, rules, world.directory()),
                refusals);
    }

    /** The numbers of OUT-02; what a single customer agreed on does not change them. */
    private static FleetWatch.Rule fleetRule(LiveConfiguration live, Catalogue catalogue, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        return FleetWatch.Rule.of(
                live.get().checks().on(today).limitsFor(catalogue.entry("OUT-02"), Finding.OURSELVES, today));
    }

    /** Forgets what is older than the settings say, until it is told to stop; returns how many rows. */
    long housekeeping(List<Tenant> tenants, Settings settings, Instant now, BooleanSupplier stopping) {
        long forgotten = records.forget(now.minus(settings.retention().audits()))
                + records.sumUp(now.minus(settings.retention().continuousAudits()), stopping);
        ReadingPlan plan = settings.reading();
        for (Tenant tenant : tenants) {
            if (stopping.getAsBoolean()) {
                return forgotten;
            }
            forgotten += events.forget(tenant.id(), now.minus(plan.keepEvents()));
            LocalDate day = LocalDate.ofInstant(now.minus(plan.keepUsage()), tenant.zone());
            forgotten += usage.forget(tenant.id(), day);
        }
        return forgotten;
    }
}
