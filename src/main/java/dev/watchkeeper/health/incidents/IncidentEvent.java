package dev.watchkeeper.health.incidents;

import java.time.Instant;
import java.util.Locale;

/** Something about an incident that is worth telling, once. */
public record IncidentEvent(Kind kind, Incident incident, Instant at) {
    /** What happened. */
    public enum Kind {
        OPENED,
        IMPACT_RAISED,
        RECOVERED,
        CLOSED,
        /** The end was taken back, or service broke again after a recovery. */
        REOPENED,
        /** Gone from the feed while open: nobody knows what became of it. */
        VANISHED,
        /** Begin, end, impact or products were edited after it had ended: figures of past months may move. */
        REVISED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stable, so that telling twice is recognisable. */
    public String key() {
        return "incident:" + incident.id() + ":" + kind.word() + ":" + at;
    }
}
