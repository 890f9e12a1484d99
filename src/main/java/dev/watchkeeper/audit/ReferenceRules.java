package dev.watchkeeper.audit;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.settings.ReferenceJudge;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.Snapshot;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The public auditor's verdicts on a tenant's kept events, so that a difference to a customer's own audit can be
 * explained. Never stored, never in a digest.
 */
public final class ReferenceRules {
    /** As far back as Google keeps the log, which is all that the public auditor can see. */
    private static final Duration GOOGLES_MEMORY = Duration.ofDays(180);

    private final EventLog log;
    private final RuleBook book;
    private final DirectorySource directory;

    public ReferenceRules(EventLog log, RuleBook book, DirectorySource directory) {
        this.log = log;
        this.book = book;
        this.directory = directory;
    }

    /**
     * One verdict a rule. The root is called as the events call it: by a domain of the tenant, or by its name. A single
     * unit of another name is the root under its own name only where the Directory shows that it is no child of it.
     */
    public List<Examination.SettingVerdict> of(Tenant tenant, Instant now) {
        Instant from = now.minus(GOOGLES_MEMORY);
        EventHistory admin = log.history(tenant.id(), "admin", from, now);
        EventQuery all = new EventQuery(Set.of(), from, now.plusSeconds(300));
        Set<String> named = new TreeSet<>();
        admin.each(all, event -> named.add(event.text("ORG_UNIT_NAME")));
        String root = SettingsReader.rootNames(tenant).stream()
                .filter(named::contains)
                .findFirst()
                .orElse("");
        Optional<Set<String>> units = units(tenant);
        if (root.isEmpty()) {
            named.remove("");
            boolean ownName = named.size() == 1
                    && units.isPresent()
                    && !units.get().contains(named.iterator().next());
            root = ownName ? named.iterator().next() : tenant.primaryDomain();
        }
        Set<String> existing = new TreeSet<>(units.orElse(Set.of()));
        if (units.isPresent()) {
            existing.add(root);
        }
        ReferenceJudge judge = new ReferenceJudge(book, root, existing);
        admin.each(all, judge::add);
        return SettingRules.verdicts(Snapshot.of(judge.judge()));
    }

    /** The names of the units below the root; empty without the Directory, which switches the filter off. */
    private Optional<Set<String>> units(Tenant tenant) {
        Set<String> names = new TreeSet<>();
        try {
            directory.units(tenant, Deadline.NONE).stream()
                    .filter(unit -> !unit.path().equals("/"))
                    .forEach(unit -> names.add(unit.name()));
        } catch (SourceException e) {
            return Optional.empty();
        }
        return Optional.of(names);
    }
}
