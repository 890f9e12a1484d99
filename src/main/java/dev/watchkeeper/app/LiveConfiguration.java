package dev.watchkeeper.app;

import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.Differences;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The configuration in force. A reload reads the directory anew, and either swaps everything that may change while
 * running, or nothing. Safe for use by all threads.
 */
public final class LiveConfiguration implements Supplier<Configuration> {
    private final Supplier<Configuration> reader;
    private volatile Configuration current;
    private volatile Optional<Reload> refused = Optional.empty();

    /**
     * @param reader reads the directory; throws {@link ConfigException} if it cannot be used
     */
    public LiveConfiguration(Configuration first, Supplier<Configuration> reader) {
        this.current = first;
        this.reader = reader;
    }

    /** A configuration that never changes, for commands and tests. */
    public static LiveConfiguration fixed(Configuration configuration) {
        return new LiveConfiguration(configuration, () -> configuration);
    }

    @Override
    public Configuration get() {
        return current;
    }

    /** The tenants and people in force; asked anew at each use. */
    public Portfolio portfolio() {
        return get().portfolio();
    }

    /** The latest reload, if it was refused and none succeeded since. */
    public Optional<Reload> refused() {
        return refused;
    }

    /** Reads the configuration again. */
    public synchronized Reload reload() {
        Configuration before = current;
        Configuration read;
        try {
            read = reader.get();
        } catch (ConfigException e) {
            Reload outcome = new Reload(Reload.Outcome.REFUSED, List.of(), List.of(), e.problems());
            refused = Optional.of(outcome);
            return outcome;
        }
        refused = Optional.empty();
        List<String> changes = changes(before, read);
        List<String> needRestart = Differences.between(before.settings(), read.settings()).stream()
                .filter(key -> !key.startsWith("tenantDefaults") && !key.startsWith("personDefaults"))
                .toList();
        if (!changes.isEmpty()) {
            current = read.with(before.settings());
        }
        return new Reload(
                changes.isEmpty() ? Reload.Outcome.UNCHANGED : Reload.Outcome.APPLIED,
                changes,
                needRestart,
                read.warnings());
    }

    private static List<String> changes(Configuration before, Configuration after) {
        List<String> changes = new ArrayList<>();
        int added = 0;
        int changed = 0;
        for (Tenant tenant : after.portfolio().tenants()) {
            Optional<Tenant> old = before.portfolio().tenant(tenant.id());
            added += old.isEmpty() ? 1 : 0;
            changed += old.isPresent() && !old.get().equals(tenant) ? 1 : 0;
        }
        int removed = added
                + before.portfolio().tenants().size()
                - after.portfolio().tenants().size();
        if (added + changed + removed > 0) {
            changes.add("tenants: " + added + " added, " + changed + " changed, " + removed + " removed");
        }
        if (!before.portfolio().people().equals(after.portfolio().people())) {
            changes.add("people");
        }
        if (!before.checks().equals(after.checks())) {
            changes.add("checks");
        }
        if (!before.rulesMark().equals(after.rulesMark())) {
            changes.add("plans, calendars or contracts");
        }
        if (!before.sources().equals(after.sources()) || !before.outbound().equals(after.outbound())) {
            changes.add("ticket sources");
        }
        return changes;
    }
}
