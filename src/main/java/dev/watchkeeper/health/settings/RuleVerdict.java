package dev.watchkeeper.health.settings;

import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one rule.
 *
 * @param assumed it rests on inheritance from silence or, in the reference reading, on an assumed default
 * @param basis what kind of evidence decided
 * @param places bad places for FAIL, undecided ones for UNKNOWN
 */
public record RuleVerdict(SettingRule rule, Outcome outcome, boolean assumed, Evidence basis, List<Place> places) {
    /** Kinds of evidence, equal in rank: the newest counts. */
    public enum Evidence {
        EVENT,
        POLICY_API,
        /** An administrator's answer. */
        ANSWER,
        /** Proof by use. */
        USE,
        DEFAULT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Where a value holds.
     *
     * @param unit path or name; null for a group or the whole tenant
     * @param inheritedFrom the unit that sets it, if not the place itself
     * @param outrankedBy groups whose value members of both have instead, the most important first
     */
    public record Place(
            @Nullable String unit,
            @Nullable String group,
            String value,
            @Nullable Instant since,
            @Nullable String by,
            String inheritedFrom,
            List<String> outrankedBy) {
        public Place {
            outrankedBy = List.copyOf(outrankedBy);
        }

        Place(
                @Nullable String unit,
                @Nullable String group,
                String value,
                @Nullable Instant since,
                @Nullable String by,
                String inheritedFrom) {
            this(unit, group, value, since, by, inheritedFrom, List.of());
        }
    }

    public RuleVerdict {
        places = List.copyOf(places);
    }
}
