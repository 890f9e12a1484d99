package dev.watchkeeper.health.maildns;

import dev.watchkeeper.tenant.Text;
import java.util.List;

/**
 * What mends a finding about a domain's records. Records given here were put to the same lint, on top of what the zone
 * holds, before they were shown.
 *
 * @param publish records to add; empty if no record can be known, such as a key that only the Admin console gives
 * @param remove records to take out
 * @param takesSeconds how long others may still see the old state: the time to live seen; 0 if not known
 * @param says what the change does, or who gives what is missing
 */
public record Cure(List<ZoneRecord> publish, List<ZoneRecord> remove, long takesSeconds, Text says) {
    public Cure {
        publish = List.copyOf(publish);
        remove = List.copyOf(remove);
    }

    public boolean hasRecords() {
        return !publish.isEmpty() || !remove.isEmpty();
    }
}
