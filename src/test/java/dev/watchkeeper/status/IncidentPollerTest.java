package dev.watchkeeper.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryIncidents;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentPollerTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
    private final MemoryIncidents incidents = new MemoryIncidents();
    private Feed.Fetched next = Feed.Fetched.failed("nothing yet");
    private final IncidentPoller poller =
            new IncidentPoller((tag, modified) -> next, incidents, clock, Duration.ofMinutes(30));

    private static String incident(String id, String impact, String end, String... statuses) {
        // Newest first, as Google writes them.
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < statuses.length; i++) {
            newestFirst.add(0, update(i, statuses[i]));
        }
        String updates = String.join(",", newestFirst);
        return "{\"id\":\"" + id + "\",\"begin\":\"2026-11-24T07:00:00+00:00\",\"end\":" + end + ",\"status_impact\":\""
                + impact
                + "\",\"external_desc\":\"**Title:**\\n**Mail** is slow\",\"affected_products\":[{\"title\":\"Gmail\",\"id\":\"prPt2Yra2CbGsbEm9cpC\"}],\"updates\":["
                + updates + "]}";
    }

    private static String update(int minute, String status) {
        return "{\"when\":\"2026-11-24T07:0" + minute + ":00Z\",\"status\":\"" + status + "\",\"text\":\"x\"}";
    }

    private List<String> poll(String... entries) {
        clock.forward(Duration.ofMinutes(5));
        next = new Feed.Fetched(Feed.Outcome.FETCHED, "[" + String.join(",", entries) + "]", "\"1\"", "", "");
        return poller.poll().events().stream()
                .map(e -> e.incident().id() + " " + e.kind().word())
                .toList();
    }

    @Test
    void anIncidentIsToldOnceAtEachStepOfItsLife() {
        assertThat(poll(incident("A1", "SERVICE_DISRUPTION", "null", "SERVICE_DISRUPTION")))
                .containsExactly("A1 opened");
        assertThat(poll(incident("A1", "SERVICE_DISRUPTION", "null", "SERVICE_DISRUPTION")))
                .isEmpty();
        assertThat(poll(incident("A1", "SERVICE_DISRUPTION", "null", "SERVICE_DISRUPTION", "SERVICE_OUTAGE")))
                .containsExactly("A1 impact_raised");
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "null", "SERVICE_OUTAGE", "AVAILABLE")))
                .containsExactly("A1 recovered");
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "null", "SERVICE_OUTAGE", "AVAILABLE", "SERVICE_OUTAGE")))
                .containsExactly("A1 reopened");
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "\"2026-11-24T08:20:00Z\"", "SERVICE_OUTAGE", "AVAILABLE")))
                .containsExactly("A1 closed");
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "null", "SERVICE_OUTAGE")))
                .containsExactly("A1 reopened");
        assertThat(poll()).containsExactly("A1 vanished");
        assertThat(poll()).isEmpty();
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "null", "SERVICE_OUTAGE")))
                .containsExactly("A1 reopened");
        assertThat(incidents.eventsSince(Instant.EPOCH)).hasSize(8);
    }

    @Test
    void historyIsNoNewsAndAnEditOfItIs() {
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "\"2026-11-24T07:30:00Z\"")))
                .isEmpty();
        assertThat(poll(incident("A1", "SERVICE_OUTAGE", "\"2026-11-24T07:50:00Z\"")))
                .containsExactly("A1 revised");
        assertThat(poll()).isEmpty();
        assertThat(incidents.all()).hasSize(1);
    }

    @Test
    void anEndInTheFutureComesByItselfEvenWithoutANewDocument() {
        poll(incident("A1", "SERVICE_OUTAGE", "\"2026-11-24T08:12:00Z\""));
        clock.forward(Duration.ofMinutes(15));
        next = new Feed.Fetched(Feed.Outcome.NOT_MODIFIED, "", "\"1\"", "", "");

        assertThat(poller.poll().events()).extracting(IncidentEvent::kind).containsExactly(IncidentEvent.Kind.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"incidents\":[]}",
                "null",
                "[1,2]",
                "[{\"id\":\"../x\"}]",
                "[} ",
                "[] []",
                "\"x\""
            })
    void anOddDocumentLeavesTheLastStateInPlace(String body) {
        poll(incident("A1", "SERVICE_OUTAGE", "null"));
        next = new Feed.Fetched(Feed.Outcome.FETCHED, body, "", "", "");

        IncidentPoller.Poll poll = poller.poll();

        assertThat(poll.problem()).isNotEmpty();
        assertThat(poll.events()).isEmpty();
        assertThat(poller.board().get().open()).hasSize(1);
        assertThat(incidents.feed().problem()).isEqualTo(poll.problem());
    }

    @Test
    void silenceNeverMeansThatAllIsFine() {
        assertThat(poller.board().isKnown()).isFalse();
        poll();
        assertThat(poller.board().get().open()).isEmpty();
        clock.forward(Duration.ofMinutes(31));

        assertThat(poller.board().isKnown()).isFalse();
    }

    @Test
    void aFeedThatShrinksAtOnceIsBelievedOnlyTheThirdTime() {
        String[] many = IntStream.range(0, 10)
                .mapToObj(i -> incident("A" + i, "SERVICE_OUTAGE", "null"))
                .toArray(String[]::new);
        assertThat(poll(many)).hasSize(10);

        assertThat(poll(many[0])).isEmpty();
        assertThat(incidents.feed().problem()).contains("shrank from 10 to 1");
        assertThat(poller.board().get().open()).hasSize(10);
        assertThat(poll(many[0])).isEmpty();
        assertThat(poll(many[0])).hasSize(9).allMatch(e -> e.endsWith("vanished"));
    }

    @Test
    void unknownWordsAndBrokenFieldsAreShownAndCountedNowhere() {
        poll(
                "{\"id\":\"A1\",\"begin\":7,\"status_impact\":\"SERVICE_MELTDOWN\",\"updates\":null,\"affected_products\":{\"a\":1},\"severity\":[]}",
                "{\"id\":\"A2\",\"begin\":\"2026-11-24T07:00:00Z\",\"updates\":[{\"when\":\"2026-11-24T07:00:00Z\",\"status\":\"ODD\"}]}");

        Incident odd = incidents.all().get(0).incident();
        assertThat(odd.impact()).isEqualTo(Impact.UNKNOWN);
        assertThat(odd.begin()).isNull();
        assertThat(incidents.all().get(1).incident().state()).isEqualTo(Impact.UNKNOWN);
        assertThat(poller.poll().notices().stream().collect(Collectors.joining("\n")))
                .contains("SERVICE_MELTDOWN", "A1 has no readable begin", "'ODD'");
    }

    @Test
    void titlesLoseTheirMarkup() {
        poll(incident("A1", "SERVICE_OUTAGE", "null"));

        assertThat(incidents.all().get(0).incident().title()).isEqualTo("Mail is slow");
        assertThat(incidents.all().get(0).incident().link()).endsWith("/incidents/A1");
    }
}
