package dev.watchkeeper.health.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the keeping of incidents promises, on every engine. */
public interface IncidentsContract {
    Instant NOW = Instant.parse("2026-11-24T08:00:00.123Z");

    Incidents incidents();

    private static Incident incident(String title) {
        return new Incident(
                "ABC1",
                title,
                NOW.minusSeconds(600),
                null,
                Impact.DISRUPTION,
                "medium",
                Product.KNOWN.subList(0, 2),
                List.of(new Incident.Update(NOW, Impact.OUTAGE, "more")));
    }

    @Test
    default void anEmptyTableWasNeverRead() {
        assertThat(incidents().all()).isEmpty();
        assertThat(incidents().feed()).isEqualTo(FeedState.NEVER);
    }

    @Test
    default void rowsEventsAndStateComeBackWhole() {
        KeptIncident row = IncidentChanges.keep(null, incident("first"), "{\"id\":\"ABC1\"}", NOW);
        IncidentEvent event = new IncidentEvent(IncidentEvent.Kind.OPENED, row.incident(), NOW);
        FeedState feed = FeedState.NEVER.read("\"tag\"", "Tue", NOW);

        incidents().keep(List.of(row), List.of(event), feed);
        incidents().keep(List.of(row), List.of(event), feed);

        assertThat(incidents().all()).containsExactly(row);
        assertThat(incidents().open(NOW)).containsExactly(row);
        assertThat(incidents().feed()).isEqualTo(feed);
        assertThat(incidents().eventsSince(NOW)).containsExactly(event);
        assertThat(incidents().eventsSince(NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    default void aRevisionReplacesTheRowAndASightingMovesItsDate() {
        KeptIncident row = IncidentChanges.keep(null, incident("first"), "{}", NOW);
        KeptIncident again = IncidentChanges.keep(row, incident("first"), "{}", NOW.plusSeconds(300));
        KeptIncident other = IncidentChanges.keep(again, incident("second"), "{\"x\":1}", NOW.plusSeconds(600));

        incidents().keep(List.of(row), List.of(), FeedState.NEVER);
        incidents().keep(List.of(again), List.of(), FeedState.NEVER);
        assertThat(incidents().all()).containsExactly(again);
        incidents().keep(List.of(other), List.of(), FeedState.NEVER.failed("HTTP 500", NOW));

        assertThat(incidents().all()).containsExactly(other);
        assertThat(other.revision()).isEqualTo(2);
        assertThat(incidents().feed().problem()).isEqualTo("HTTP 500");
    }
}
