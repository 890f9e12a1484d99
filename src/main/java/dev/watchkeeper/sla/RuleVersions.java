package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.CalendarSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Every version of the policy and of the calendars that ever ruled, so that an old verdict can be explained. */
public interface RuleVersions {
    /**
     * Stores versions that are not known yet. Versions are immutable: one that comes again with other content replaces
     * the stored one, and is named in the answer, because it changes the past without saying so.
     *
     * @return what was changed in place, for example {@code policy standard version 7}
     */
    List<String> record(Collection<Policy> policies, Collection<CalendarSpec> calendars, Instant now);
}
