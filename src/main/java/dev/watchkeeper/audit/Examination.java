package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Sighting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one examination of one tenant gave; the shape behind {@code audit --json}.
 *
 * @param checks one entry per check and failing subject, one entry per check otherwise
 */
public record Examination(
        String tenantId,
        Scope scope,
        Instant startedAt,
        Instant finishedAt,
        List<Sighting> checks,
        List<SettingVerdict> settingRules,
        List<Problem> problems) {
    public Examination {
        checks = List.copyOf(checks);
        settingRules = List.copyOf(settingRules);
        problems = List.copyOf(problems);
    }

    /** The same with other verdicts of the setting rules. */
    public Examination with(List<SettingVerdict> rules) {
        return new Examination(tenantId, scope, startedAt, finishedAt, checks, rules, problems);
    }

    /**
     * A source that could not be read.
     *
     * @param kind word of {@link SourceException.Kind}
     */
    public record Problem(String source, String kind, String message) {}

    /**
     * The verdict of one rule of {@code setting-rules.json}.
     *
     * @param rule the policy id
     * @param basis {@code event}, {@code default}, {@code policy_api}, {@code answer} or {@code use}
     */
    public record SettingVerdict(String rule, Sighting.Outcome status, String basis, List<Place> places) {
        public SettingVerdict {
            places = List.copyOf(places);
        }
    }

    /**
     * Where a setting holds a value: exactly one of unit and group is set.
     *
     * @param outrankedBy groups whose value members of both have instead, the most important first; null in rows stored
     *     before priorities were read
     */
    public record Place(
            @Nullable String ou,
            @Nullable String group,
            String value,
            @Nullable Instant since,
            @Nullable String by,
            @Nullable List<String> outrankedBy) {
        public Place {
            outrankedBy = outrankedBy == null ? List.of() : List.copyOf(outrankedBy);
        }

        public Place(
                @Nullable String ou,
                @Nullable String group,
                String value,
                @Nullable Instant since,
                @Nullable String by) {
            this(ou, group, value, since, by, List.of());
        }
    }
}
