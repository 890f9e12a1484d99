package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.Corrections;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.TicketEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {
    private static final String MESSAGE = """
            {"specversion":"1.0","id":"audit-990017/2","source":"/zendesk/main","type":"watchkeeper.message.agent",
             "subject":"4711","time":"2026-09-07T09:58:30.25+08:00","datacontenttype":"application/json","traceparent":"00-1",
             "data":{"customer":"example.cn","actor":{"kind":"agent","id":"u88","name":"Li Na"},"channel":"email",
             "public":true,"automatic":false,"seq":990017,"attrs":{"live":true},"raw_ref":"audit:990017","mood":["good"]}}""";

    @Test
    void readsEveryFieldAndKeepsTheUnknown() {
        TicketEvent event = CloudEvents.read(MESSAGE);

        assertThat(event.kind()).isEqualTo(EventType.MESSAGE_AGENT);
        assertThat(event.ticketKey()).isEqualTo("zendesk-main/4711");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-09-07T01:58:30.250Z"));
        assertThat(event.actor()).isEqualTo(new Actor(Actor.Kind.AGENT, "u88", "Li Na"));
        assertThat(event.channel()).isEqualTo(Channel.EMAIL);
        assertThat(event.seq()).isEqualTo(990017);
        assertThat(event.attrIsTrue("live")).isTrue();
        assertThat(event.extensions()).isEqualTo(Map.of("traceparent", "00-1"));
        assertThat(event.moreData()).isEqualTo(Map.of("mood", List.of("good")));
    }

    @Test
    void writesWhatItReads() {
        TicketEvent event = CloudEvents.read(MESSAGE);

        assertThat(CloudEvents.read(CloudEvents.write(event))).isEqualTo(event);
    }

    @Test
    void readsOneOfEveryTypeAndWritesItBack() throws IOException {
        List<TicketEvent> events = new ArrayList<>();
        List<CloudEvents.Problem> problems = new ArrayList<>();
        try (var lines = new BufferedReader(new InputStreamReader(
                CloudEventsTest.class.getResourceAsStream("/tickets/one-of-every-type.jsonl"),
                StandardCharsets.UTF_8))) {
            CloudEvents.readLines(lines, events::add, problems::add);
        }

        assertThat(problems).isEmpty();
        Set<EventType> seen = EnumSet.noneOf(EventType.class);
        events.forEach(e -> seen.add(e.kind()));
        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(EventType.UNKNOWN)));
        for (TicketEvent event : events) {
            assertThat(CloudEvents.read(CloudEvents.write(event))).isEqualTo(event);
        }
    }

    @Test
    void aBadLineIsNamedAndTheRestIsRead() throws IOException {
        List<TicketEvent> events = new ArrayList<>();
        List<CloudEvents.Problem> problems = new ArrayList<>();
        String input = MESSAGE.replace("\n", "") + "\n\n{\"specversion\":\"1.0\"\nhello\n" + MESSAGE.replace("\n", "");

        CloudEvents.readLines(new BufferedReader(new StringReader(input)), events::add, problems::add);

        assertThat(events).hasSize(2);
        assertThat(problems).extracting(CloudEvents.Problem::number).containsExactly(3, 4);
        assertThat(problems.get(1).message()).contains("not a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"public\":true, | | public is missing",
                "\"public\":true | \"public\":\"yes\" | is no boolean",
                "\"time\":\"2026-09-07T09:58:30.25+08:00\", | | time is missing",
                "09:58:30.25+08:00 | 09:58 | no RFC 3339 time",
                "2026-09-07T09 | 0026-09-07T09 | outside 1990",
                "\"kind\":\"agent\" | \"kind\":\"robot\" | accepted: customer, agent",
                "\"channel\":\"email\" | \"channel\":\"fax\" | accepted: hotline",
                "\"specversion\":\"1.0\" | \"specversion\":\"0.3\" | accepted: 1.0",
                "\"subject\":\"4711\" | \"subject\":{\"a\":1} | must be a text",
                "\"id\":\"audit-990017/2\" | \"id\":\"  \" | id is missing",
                "{\"live\":true} | {\"severity\":\"high\"} | accepted: S1",
                "\"seq\":990017 | \"seq\":1.5 | no whole number",
            })
    void saysWhatIsWrong(String part, String replaced, String message) {
        String bad = MESSAGE.replace(part, replaced == null ? "" : replaced);

        assertThatThrownBy(() -> CloudEvents.read(bad))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining(message);
    }

    @Test
    void aBatchKeepsTheGoodItems() {
        CloudEvents.Batch batch = CloudEvents.readBatch("[" + MESSAGE + ", 7, {}]");

        assertThat(batch.events()).hasSize(1);
        assertThat(batch.problems()).extracting(CloudEvents.Problem::number).containsExactly(2, 3);
    }

    @Test
    void binaryModeTakesAttributesFromHeaders() {
        TicketEvent event = CloudEvents.readBinary(
                Map.of(
                        "Ce-Id",
                        "1",
                        "ce-source",
                        "/pbx",
                        "ce-type",
                        "watchkeeper.note.internal",
                        "ce-subject",
                        "H-7",
                        "ce-time",
                        "2026-09-07T01:00:00Z",
                        "Content-Type",
                        "application/json"),
                "{\"public\":false}");

        assertThat(event.ticketKey()).isEqualTo("pbx/H-7");
    }

    @Test
    void aCorrectionBelongsToTheTicketOfWhatItSupersedes() {
        TicketEvent old = CloudEvents.read(MESSAGE);
        TicketEvent correction = correct("c1", "2026-09-08T00:00:00Z", "{\"time\":\"2026-09-07T01:55:00Z\"}");

        assertThat(correction.ticketKey()).isEqualTo(old.ticketKey());
        assertThat(Corrections.apply(List.of(correction, old, old)).events())
                .containsExactly(old.toBuilder()
                        .occurredAt(Instant.parse("2026-09-07T01:55:00Z"))
                        .build());
    }

    @Test
    void correctionsAreLaidOverEachOtherAndNullWithdraws() {
        TicketEvent old = CloudEvents.read(MESSAGE);
        TicketEvent first =
                correct("c1", "2026-09-08T00:00:00Z", "{\"data\":{\"public\":false,\"attrs\":{\"live\":false}}}");
        TicketEvent second = correct("c2", "2026-09-08T00:00:01Z", "{\"public\":true}");
        TicketEvent withdrawn = correct("c3", "2026-09-08T00:00:02Z", "null");

        assertThat(Corrections.apply(List.of(second, first, old)).events())
                .containsExactly(old.toBuilder().attr("live", false).build());
        assertThat(Corrections.apply(List.of(withdrawn, old)).events()).isEmpty();
    }

    @Test
    void aCorrectionOfNothingIsSaid() {
        assertThat(Corrections.apply(List.of(correct("c1", "2026-09-08T00:00:00Z", "null")))
                        .problems())
                .singleElement()
                .asString()
                .contains("audit-990017/2");
    }

    private static TicketEvent correct(String id, String time, String replacement) {
        return CloudEvents.read("""
                {"specversion":"1.0","id":"%s","source":"/operator","type":"watchkeeper.correction","subject":"4711","time":"%s",
                 "data":{"supersedes":{"source":"/zendesk/main","id":"audit-990017/2"},"replacement":%s,"reason":"late"}}""".formatted(id, time, replacement));
    }

    @Test
    void aNumberMayComeInQuotesAndAnUnknownTypeNeedsNoTicket() {
        assertThat(CloudEvents.read(MESSAGE.replace("990017,", "\"990017\",")).seq())
                .isEqualTo(990017L);
        assertThat(CloudEvents.read("""
                {"specversion":"1.0","id":"x","source":"/desk","type":"com.example.ping","time":"2026-09-07T01:00:00Z"}""").subject()).isEqualTo("/desk");
    }

    @Test
    void aComplaintQuotesLittleOfWhatCameAndStaysOnOneLine() {
        assertThatThrownBy(() -> CloudEvents.read(MESSAGE.replace("2026-09-07T09:58:30.25+08:00", "\\n9".repeat(5000))))
                .isInstanceOf(InvalidEvent.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("time '?9")
                        .contains("RFC 3339")
                        .hasSizeLessThan(400)
                        .doesNotContain("\n"));
    }
}
