package dev.watchkeeper.audit;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.settings.Ledger;
import dev.watchkeeper.health.settings.PolicyStatements;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.SettingStates;
import dev.watchkeeper.health.settings.Snapshot;
import dev.watchkeeper.health.settings.Statement;
import dev.watchkeeper.health.settings.UnitTree;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Folds a tenant's settings from its whole admin log, with the Directory's units and the Policy API where granted. The
 * result is kept while no new event comes, so that a continuous round costs one count. Safe for use by several threads.
 */
public final class SettingsReader implements FactReader {
    private static final int MOST_KEPT = 5_000;

    /** What was read elsewhere last time, and the settings folded with it. */
    private record Kept(
            long events,
            @Nullable List<UnitTree.Listed> units,
            List<Statement> statements,
            List<Statement> answers,
            KnownSettings settings) {}

    private final EventLog log;
    private final Cursors cursors;
    private final RuleBook book;
    private final DirectorySource directory;
    private final PolicySource policies;
    private final SettingStates states;
    private final Function<Tenant, List<Statement>> answers;
    private final boolean full;
    private final Map<String, Kept> kept;

    private SettingsReader(
            EventLog log,
            Cursors cursors,
            RuleBook book,
            DirectorySource directory,
            PolicySource policies,
            SettingStates states,
            Function<Tenant, List<Statement>> answers,
            boolean full,
            Map<String, Kept> kept) {
        this.log = log;
        this.cursors = cursors;
        this.book = book;
        this.directory = directory;
        this.policies = policies;
        this.states = states;
        this.answers = answers;
        this.full = full;
        this.kept = kept;
    }

    /** One that leans on what is kept, for continuous audits, and one that reads everything anew, for the others. */
    public static List<FactReader> of(
            EventLog log,
            Cursors cursors,
            RuleBook book,
            DirectorySource directory,
            PolicySource policies,
            SettingStates states,
            Function<Tenant, List<Statement>> answers) {
        Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > MOST_KEPT;
            }
        };
        return List.of(
                new SettingsReader(log, cursors, book, directory, policies, states, answers, false, kept),
                new SettingsReader(log, cursors, book, directory, policies, states, answers, true, kept));
    }

    @Override
    public String source() {
        return "settings";
    }

    @Override
    public boolean serves(Scope scope) {
        return full == (scope != Scope.CONTINUOUS);
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) throws SourceException {
        Cursor cursor = cursors.of(tenant.id()).get("reports:admin");
        Instant since = cursor == null ? null : cursor.since();
        Instant until = cursor == null ? null : cursor.until();
        if (since == null || until == null) {
            facts.settings(Fact.unavailable(Reasons.notRead("reports:admin")));
            return;
        }
        EventHistory admin = log.history(tenant.id(), "admin", since, until);
        EventQuery all = new EventQuery(Set.of(), Instant.EPOCH, now.plusSeconds(300));
        long count = admin.count(all);
        Kept before = kept(tenant.id());
        List<Statement> answered = List.copyOf(answers.apply(tenant));
        if (!full
                && before != null
                && before.events() == count
                && before.answers().equals(answered)) {
            facts.settings(Fact.known(before.settings(), until));
            return;
        }
        SourceException failure = null;
        List<UnitTree.Listed> units = before == null ? null : before.units();
        List<Statement> statements = before == null ? List.of() : before.statements();
        if (full) {
            try {
                units = null;
                statements = List.of();
                List<DirectorySource.Unit> listed = directory.units(tenant, deadline);
                units = listed.stream()
                        .map(u -> new UnitTree.Listed(u.id(), u.path()))
                        .toList();
                statements = statements(tenant, listed, now, deadline);
            } catch (SourceException e) {
                failure = e;
            }
        }
        List<Statement> said = new ArrayList<>(statements);
        said.addAll(answered);
        Ledger ledger = fold(tenant, admin, all, units, said, now);
        KnownSettings settings = Snapshot.of(ledger);
        keep(tenant.id(), new Kept(count, units, statements, answered, settings));
        states.replace(tenant.id(), ledger.states());
        facts.settings(Fact.known(settings, until));
        if (failure != null) {
            throw failure;
        }
    }

    private Ledger fold(
            Tenant tenant,
            EventHistory admin,
            EventQuery all,
            @Nullable List<UnitTree.Listed> units,
            List<Statement> statements,
            Instant now) {
        Ledger.Builder ledger =
                Ledger.builder(book, admin.since(), now.plusSeconds(300)).rootNames(rootNames(tenant));
        if (units != null) {
            ledger.listing(units);
        }
        admin.each(all, ledger::add);
        statements.forEach(ledger::add);
        return ledger.build();
    }

    private List<Statement> statements(Tenant tenant, List<DirectorySource.Unit> units, Instant now, Deadline deadline)
            throws SourceException {
        List<PolicySource.Policy> read = policies.policies(tenant, deadline);
        Map<String, String> paths = new HashMap<>();
        for (DirectorySource.Unit unit : units) {
            paths.put(unit.id(), unit.path());
        }
        for (DirectorySource.Unit unit : units) {
            String parent = unit.parentId();
            if (parent != null && unit.parentPath().equals("/")) {
                paths.put(parent, "/"); // the listing lacks the root, its children name it
            }
        }
        Map<String, String> addresses = new HashMap<>();
        if (read.stream().anyMatch(p -> p.groupId() != null)) {
            directory.groups(tenant, deadline).forEach(g -> addresses.put(g.id(), g.email()));
        }
        List<PolicyStatements.Policy> all = read.stream()
                .map(p -> new PolicyStatements.Policy(
                        p.type(),
                        p.value(),
                        p.groupId() == null ? (p.orgUnitId() == null ? "" : p.orgUnitId()) : null,
                        p.groupId(),
                        p.sortOrder()))
                .toList();
        return PolicyStatements.of(book, all, id -> id.isEmpty() ? "/" : paths.get(id), addresses::get, now);
    }

    /** What the root may be called in events: the organisation's name, its domains. */
    public static Set<String> rootNames(Tenant tenant) {
        Set<String> names = new TreeSet<>(tenant.domains());
        names.add(tenant.name());
        return names;
    }

    private @Nullable Kept kept(String tenantId) {
        synchronized (kept) {
            return kept.get(tenantId);
        }
    }

    private void keep(String tenantId, Kept value) {
        synchronized (kept) {
            kept.put(tenantId, value);
        }
    }
}
