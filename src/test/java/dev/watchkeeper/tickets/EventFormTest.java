package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormTest {
    private static Map<String, Object> opened(Map<String, Object> attrs) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "1");
        event.put("source", "/desk");
        event.put("type", "watchkeeper.ticket.opened");
        event.put("subject", "7");
        event.put("time", "2026-09-07T01:00:00Z");
        event.put("data", Map.of("attrs", attrs));
        return event;
    }

    @ParameterizedTest
    @CsvSource({
        "live, maybe",
        "backfill, yes",
        "history_incomplete, 1",
        "initiated_by, martian",
        "severity, S9",
        "status_category, parked"
    })
    void aValueOutsideItsListIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> EventForm.read(opened(Map.of(name, value))))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("accepted: ");
    }

    @Test
    void flagsMayComeAsTexts() {
        assertThat(EventForm.read(opened(Map.of("live", "true", "initiated_by", "agent")))
                        .attrIsTrue("live"))
                .isTrue();
        assertThat(EventForm.read(opened(Map.of("live", false))).attrIsTrue("live"))
                .isFalse();
    }

    private static TicketEvent correction(String id, String source, String of) {
        return TicketEvent.builder("/operator", id, EventType.CORRECTION, "7", Instant.parse("2026-09-07T02:00:00Z"))
                .correction(new TicketEvent.Correction(new TicketEvent.Key(source, of), null, null))
                .build();
    }

    @Test
    void correctionsInACircleAreNamedOnce() {
        TicketEvent message = TicketEvent.builder(
                        "/desk", "m", EventType.MESSAGE_AGENT, "7", Instant.parse("2026-09-07T01:00:00Z"))
                .build();
        Corrections.Effective effective = Corrections.apply(List.of(
                message,
                correction("a", "/operator", "b"),
                correction("b", "/operator", "c"),
                correction("c", "/operator", "a"),
                correction("d", "/operator", "d"),
                correction("e", "/operator", "a")));

        assertThat(effective.events()).containsExactly(message);
        assertThat(effective.problems())
                .containsExactly(
                        "the corrections /operator a, /operator b, /operator c supersede each other in a circle, so none"
                                + " of them counts; send one correction that names the event itself",
                        "the corrections /operator d supersede each other in a circle, so none of them counts; send one"
                                + " correction that names the event itself");
    }
}
