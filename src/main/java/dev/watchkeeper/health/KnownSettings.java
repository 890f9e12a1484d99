package dev.watchkeeper.health;

import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a tenant's settings, from whatever source, at one instant.
 *
 * @param rules the verdict of every rule
 * @param values what units and groups set themselves, by the setting's key; the root first
 * @param unknownNames settings changed under a name no rule knows, with how often
 * @param proposals of these, names that look like a setting we know: for operators to confirm
 */
public record KnownSettings(
        List<Rule> rules,
        Map<String, List<Held>> values,
        Map<String, Long> unknownNames,
        Map<String, String> proposals) {
    /** A rule's verdict; places are the bad ones, or the undecided ones of an unknown verdict. */
    public record Rule(String policy, Outcome outcome, String basis, boolean assumed, List<Place> places) {
        public Rule {
            places = List.copyOf(places);
        }
    }

    /**
     * Where a value holds; unit and group are null for the whole tenant.
     *
     * @param outrankedBy groups whose value members of both have instead, the most important first
     */
    public record Place(
            @Nullable String unit,
            @Nullable String group,
            String value,
            @Nullable Instant since,
            @Nullable String by,
            List<String> outrankedBy) {
        public Place {
            outrankedBy = List.copyOf(outrankedBy);
        }

        public Place(
                @Nullable String unit,
                @Nullable String group,
                String value,
                @Nullable Instant since,
                @Nullable String by) {
            this(unit, group, value, since, by, List.of());
        }
    }

    /**
     * A value a place has set for itself, or the root's.
     *
     * @param place path of the unit, or address of the group
     * @param unknownBecause empty if the value is known
     */
    public record Held(
            String place,
            String value,
            String unknownBecause,
            @Nullable Instant since,
            @Nullable String by) {
        public boolean isKnown() {
            return unknownBecause.isEmpty();
        }
    }

    public KnownSettings {
        rules = List.copyOf(rules);
        values = Map.copyOf(values);
        unknownNames = Map.copyOf(unknownNames);
        proposals = Map.copyOf(proposals);
    }

    public List<Held> held(String key) {
        return values.getOrDefault(key, List.of());
    }

    public Optional<Rule> rule(String policy) {
        return rules.stream().filter(r -> r.policy().equals(policy)).findFirst();
    }

    /** Rules that apply to the tenant. */
    public long applicable() {
        return rules.stream().filter(r -> r.outcome() != Outcome.NOT_APPLICABLE).count();
    }

    /** Of these, rules without a verdict. */
    public long undecided() {
        return rules.stream().filter(r -> r.outcome() == Outcome.UNKNOWN).count();
    }
}
