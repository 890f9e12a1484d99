package dev.watchkeeper.health.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Keeps every incident ever seen, each revision of it, and what happened to it. */
public interface Incidents {
    /** All incidents, oldest begin first. */
    List<KeptIncident> all();

    /** Those not known to have ended, vanished ones included. */
    default List<KeptIncident> open(Instant now) {
        return all().stream().filter(k -> k.incident().isOpen(now)).toList();
    }

    FeedState feed();

    /** Keeps rows, events and the state of the feed in one transaction; a revision already kept is not kept twice. */
    void keep(Collection<KeptIncident> rows, Collection<IncidentEvent> events, FeedState feed);

    /** Events since an instant, oldest first. */
    List<IncidentEvent> eventsSince(Instant since);
}
