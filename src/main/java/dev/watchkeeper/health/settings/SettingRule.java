package dev.watchkeeper.health.settings;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the rules file.
 *
 * @param policy its id in the public auditor's release 0.4.1
 * @param parts the settings judged, with a test each
 * @param all true if a place is bad only where every part is bad
 * @param allPresent reference: a place that lacks a value is not judged
 * @param newestAnywhere one value for the whole tenant
 * @param existingUnits reference: events of deleted units are dropped
 * @param metWhenUnknown reference: what is assumed without events
 * @param events for the kinds that are told by event names
 */
public record SettingRule(
        String policy,
        String title,
        String product,
        String strength,
        Kind kind,
        List<Part> parts,
        boolean all,
        boolean allPresent,
        KnownWhen knownWhen,
        boolean newestAnywhere,
        boolean existingUnits,
        Quirk quirk,
        boolean metWhenUnknown,
        List<String> events,
        boolean twinExcuses,
        String service,
        List<String> applications,
        Words words,
        List<String> checks) {
    /** How the value comes about. */
    public enum Kind {
        SETTING,
        LIST_SETTING,
        SETTINGS_TOGETHER,
        EVENT_IS_SETTING,
        SERVICE_TOGGLE,
        EVENT_CHOICE,
        OAUTH_SERVICE_ACCESS,
        TAKEOUT,
        SYSTEM_ALERT_RULES
    }

    /** When the reference judge calls the state known. */
    public enum KnownWhen {
        ROOT_HAS_VALUE,
        ROOT_HAS_VALUE_FOR_EVERY_SETTING,
        ROOT_HAS_VALUE_FOR_SOME_SETTING,
        ROOT_HAS_VALUE_FOR_EVERY_EVENT,
        ANY_TARGET_HAS_VALUE,
        ROOT_HAS_VALUE_FOR_THE_SETTING_AND_FOR_THE_SERVICE,
        RULE_HAS_A_CHANGING_EVENT
    }

    /** Behaviour of the public auditor that only the reference judge repeats. */
    public enum Quirk {
        NONE,
        GROUPS_COUNT_AS_UNITS,
        GROUPS_MAKE_ROOT_KNOWN
    }

    /**
     * One setting and its test.
     *
     * @param group reference: the test for groups; null if it does not look at groups
     */
    public record Part(
            String setting, SettingTest unit, @Nullable SettingTest group) {}

    /** Words of newer names that the product judges beside the test's own; open ones decide nothing. */
    public record Words(Set<String> good, Set<String> bad, Set<String> open) {
        public static final Words NONE = new Words(Set.of(), Set.of(), Set.of());

        public Words {
            good = Set.copyOf(good);
            bad = Set.copyOf(bad);
            open = Set.copyOf(open);
        }
    }

    public SettingRule {
        parts = List.copyOf(parts);
        events = List.copyOf(events);
        applications = List.copyOf(applications);
        checks = List.copyOf(checks);
    }

    boolean looksAtGroups() {
        return parts.stream().anyMatch(p -> p.group() != null);
    }
}
