package dev.watchkeeper.health.settings;

import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what when: every event about a known setting, oldest first; events without a time are left out. */
public final class SettingHistory {
    /**
     * One change.
     *
     * @param unit as the event names it; empty for the whole organisation or a group
     * @param value in the words of the setting's first name; {@code DELETE_APPLICATION_SETTING} and {@code
     *     INHERIT_FROM_PARENT} give the place's own value up
     */
    public record Change(
            Instant at, @Nullable String by, String setting, String unit, String group, String value, String before) {}

    private SettingHistory() {}

    public static List<Change> of(RuleBook book, Collection<ActivityEvent> events) {
        EventReading reading = EventReading.ofProduct(book);
        List<Change> changes = new ArrayList<>();
        for (ActivityEvent event : events) {
            Instant at = event.time();
            if (at == null) {
                continue;
            }
            for (EventReading.Said said : reading.read(event)) {
                if (book.setting(said.key()).isPresent()) {
                    String unit = said.unit() == null ? "" : said.unit();
                    changes.add(new Change(
                            at,
                            event.actor(),
                            said.key(),
                            said.group().isEmpty() ? unit : "",
                            said.group(),
                            said.value(),
                            event.text("OLD_VALUE")));
                }
            }
        }
        changes.sort(Comparator.comparing(Change::at));
        return changes;
    }
}
