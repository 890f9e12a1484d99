package dev.watchkeeper.audit;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.settings.ReferenceJudge;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.Snapshot;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Carries the verdicts of the setting rules into an examination: our own, or those of the public auditor. */
public final class SettingRules {
    private SettingRules() {}

    /** Our own verdicts, where the scope reads settings at all; none if they could not be read. */
    public static TenantExaminer.RuleJudge ofProduct() {
        return (tenant, scope, facts) -> {
            Fact<KnownSettings> settings = facts.settings();
            return scope == Scope.CONTINUOUS || !settings.isKnown()
                    ? List.of()
                    : verdicts(settings.get().rules());
        };
    }

    /**
     * The public auditor's verdicts on the events we kept, for comparison; never for the digest. The root's name is the
     * primary domain's if the events call it so, else the name the events use for the organisation.
     */
    public static TenantExaminer.RuleJudge ofReference(RuleBook book, DirectorySource directory) {
        return (tenant, scope, facts) -> {
            Fact<EventHistory> admin = facts.eventsIfKnown("admin");
            return admin.isKnown() ? verdicts(reference(book, directory, tenant, facts, admin.get())) : List.of();
        };
    }

    private static List<KnownSettings.Rule> reference(
            RuleBook book, DirectorySource directory, Tenant tenant, TenantFacts facts, EventHistory admin) {
        Set<String> existing = new TreeSet<>();
        try {
            directory.units(tenant, Deadline.NONE).forEach(unit -> existing.add(unit.name()));
        } catch (SourceException e) {
            existing.clear(); // without a listing the filter is off
        }
        EventQuery all = new EventQuery(Set.of(), Instant.EPOCH, facts.now().plusSeconds(300));
        Set<String> named = new TreeSet<>();
        admin.each(all, event -> named.add(event.text("ORG_UNIT_NAME")));
        String root = SettingsReader.rootNames(tenant).stream()
                .filter(named::contains)
                .findFirst()
                .orElse("");
        if (!existing.isEmpty()) {
            existing.add(root);
        }
        ReferenceJudge judge = new ReferenceJudge(book, root, existing);
        admin.each(all, judge::add);
        return Snapshot.of(judge.judge());
    }

    private static List<Examination.SettingVerdict> verdicts(List<KnownSettings.Rule> rules) {
        return rules.stream()
                .map(rule -> new Examination.SettingVerdict(
                        rule.policy(),
                        rule.outcome(),
                        rule.basis(),
                        rule.places().stream()
                                .map(p -> new Examination.Place(p.unit(), p.group(), p.value(), p.since(), p.by()))
                                .toList()))
                .toList();
    }
}
