package dev.watchkeeper.health.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dated statement about a setting that does not come from an event: read by the Policy API, answered by an
 * administrator, or proven by use.
 *
 * @param unitPath where; null for a group
 * @param value in the words of events; null if the place has no value of its own
 * @param by who said so
 */
public record Statement(
        String key,
        @Nullable String unitPath,
        @Nullable String group,
        @Nullable String value,
        Instant at,
        RuleVerdict.Evidence source,
        @Nullable String by) {}
