package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the event log and the source states promise, on every engine. */
public interface TicketEventsContract {
    Instant NOW = Instant.parse("2026-09-07T08:00:00.123456Z");

    TicketEvents log();

    SourceStates sources();

    static TicketEventBuilder event(String id, EventType type, String subject) {
        return TicketEvent.builder("/zendesk/main", id, type, subject, Instant.parse("2026-09-07T01:58:30.5Z"))
                .receivedAt(NOW);
    }

    @Test
    default void whatGoesInComesOutWithFieldsNobodyKnows() {
        TicketEvent event = event("a/2", EventType.MESSAGE_AGENT, "4711")
                .customer("example.cn")
                .actor(new Actor(Actor.Kind.AGENT, "u88", "李娜 \"Li\"\r\n\u0000"))
                .channel(Channel.EMAIL)
                .isPublic(true)
                .seq(990017L)
                .attr("text", "a\u0000b")
                .attr("tags", List.of("x", 1, true))
                .rawRef("audit:990017")
                .moreData(Map.of("strange", Map.of("deep", 1)))
                .extensions(Map.of("traceparent", "00-1"))
                .build();

        log().append(List.of(event));

        assertThat(log().ofTicket("zendesk-main/4711")).containsExactly(event);
    }

    @Test
    default void aRepeatChangesNothing() {
        TicketEvent event = event("1", EventType.TICKET_OPENED, "4711").build();

        var first = log().append(List.of(event, event));
        var again = log().append(List.of(event.withReceivedAt(NOW.plusSeconds(9))));
        var batch = log().append(List.of(
                event, event("2", EventType.NOTE_INTERNAL, "4711").build()));

        assertThat(first).isEqualTo(new TicketEvents.Appended(1, 1, List.of()));
        assertThat(again).isEqualTo(new TicketEvents.Appended(0, 1, List.of()));
        assertThat(batch).isEqualTo(new TicketEvents.Appended(1, 1, List.of()));
        assertThat(log().ofTicket("zendesk-main/4711")).hasSize(2).first().isEqualTo(event);
    }

    @Test
    default void theSameIdWithOtherContentIsSetAsideAndTheFirstStays() {
        TicketEvent event = event("1", EventType.TICKET_OPENED, "4711").build();
        TicketEvent other = event.toBuilder().customer("other.cn").build();
        log().append(List.of(event));

        var alone = log().append(List.of(other));
        var inABatch = log().append(
                        List.of(other, event("2", EventType.NOTE_INTERNAL, "1").build()));

        assertThat(alone.conflicts()).containsExactly(event.key());
        assertThat(inABatch).isEqualTo(new TicketEvents.Appended(1, 0, List.of(event.key())));
        assertThat(log().ofTicket("zendesk-main/4711")).containsExactly(event);
        assertThat(log().quarantined(10))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.eventId()).isEqualTo("1"));
    }

    @Test
    default void anUnknownTypeIsKept() {
        TicketEvent event = EventForm.read(Map.of(
                        "source", "/zendesk/main",
                        "id", "9",
                        "type", "zendesk.ticket.tagged",
                        "subject", "4711",
                        "time", NOW.toString(),
                        "data", Map.of("public", true, "automatic", false, "odd", List.of(1))))
                .withReceivedAt(NOW);

        log().append(List.of(event));

        assertThat(log().ofTicket("zendesk-main/4711")).containsExactly(event);
    }

    @Test
    default void aMergeAndASplitBelongToBothTickets() {
        log().append(List.of(
                event("m", EventType.TICKET_MERGED, "2")
                        .attr("merged_into", "1")
                        .build(),
                event("s", EventType.TICKET_SPLIT, "3").change(null, "1").build()));

        assertThat(log().ofTicket("zendesk-main/1")).extracting(TicketEvent::id).containsExactlyInAnyOrder("m", "s");
        assertThat(log().ofTicket("zendesk-main/2")).hasSize(1);
    }

    @Test
    default void aCorrectionBelongsToTheTicketItCorrects() {
        TicketEvent correction = TicketEvent.builder("/operator", "c1", EventType.CORRECTION, "4711", NOW)
                .receivedAt(NOW)
                .correction(new TicketEvent.Correction(new TicketEvent.Key("/zendesk/main", "1"), null, "test"))
                .build();

        log().append(List.of(correction));

        assertThat(log().ofTicket("zendesk-main/4711")).containsExactly(correction);
    }

    @Test
    default void soDoesTheCorrectionOfACorrection() {
        TicketEvent first = TicketEvent.builder("/operator", "c1", EventType.CORRECTION, "4711", NOW)
                .receivedAt(NOW)
                .correction(new TicketEvent.Correction(new TicketEvent.Key("/zendesk/main", "1"), null, "test"))
                .build();
        TicketEvent second = TicketEvent.builder("/operator", "c2", EventType.CORRECTION, "4711", NOW)
                .receivedAt(NOW)
                .correction(new TicketEvent.Correction(first.key(), null, "it was right"))
                .build();
        TicketEvent third = TicketEvent.builder("/operator", "c3", EventType.CORRECTION, "4711", NOW)
                .receivedAt(NOW)
                .correction(new TicketEvent.Correction(second.key(), null, "it was not"))
                .build();

        log().append(List.of(first));
        log().append(List.of(second, third));

        assertThat(log().ofTicket("zendesk-main/4711")).containsExactlyInAnyOrder(first, second, third);
        assertThat(log().ofTicket("operator/4711")).isEmpty();
    }

    @Test
    default void aChangeOfPlanConcernsTheCustomer() {
        TicketEvent plan = TicketEvent.builder(
                        "/contracts", "contract-12", EventType.PLAN_CHANGED, "customer:example.cn", NOW)
                .customer("example.cn")
                .receivedAt(NOW)
                .change("basic", "premier")
                .build();

        log().append(List.of(plan));

        assertThat(log().ofCustomers(List.of("example.cn", "other.cn"))).isEqualTo(Map.of("example.cn", List.of(plan)));
    }

    @Test
    default void aThousandEventsAreOneAppend() {
        List<TicketEvent> many = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            many.add(event("n" + i, EventType.NOTE_INTERNAL, "t" + i % 7).build());
        }

        assertThat(log().append(many).stored()).isEqualTo(1200);
        assertThat(log().append(many).repeated()).isEqualTo(1200);
        assertThat(log().known(List.of(many.get(3).key(), new TicketEvent.Key("/zendesk/main", "no"))))
                .containsExactly(many.get(3).key());
        assertThat(log().ofTickets(List.of("zendesk-main/t1", "zendesk-main/t2")))
                .hasSize(2)
                .allSatisfy((key, events) -> assertThat(events).hasSizeGreaterThan(170));
    }

    @Test
    default void aWatermarkEventMovesTheWatermarkForwardOnly() {
        log().append(List.of(watermark("w1", 100), watermark("w2", 50)));
        assertThat(sources().find("pbx").orElseThrow().watermark()).isEqualTo(NOW.plusSeconds(100));

        sources().advanced("pbx", "17", NOW, NOW);
        assertThat(sources().find("pbx").orElseThrow())
                .isEqualTo(new SourceStates.SourceState("pbx", "17", NOW.plusSeconds(100), NOW, null, null));
    }

    private static TicketEvent watermark(String id, int seconds) {
        return TicketEvent.builder("/pbx", id, EventType.SOURCE_WATERMARK, "/pbx", NOW)
                .receivedAt(NOW)
                .completeTo(NOW.plusSeconds(seconds))
                .build();
    }

    @Test
    default void aFailureKeepsCursorAndWatermarkAndItsBeginning() {
        sources().advanced("db", "41", NOW, NOW);
        sources().failed("db", "refused", NOW.plusSeconds(1));
        sources().failed("db", "still refused", NOW.plusSeconds(2));

        assertThat(sources().find("db").orElseThrow())
                .isEqualTo(new SourceStates.SourceState("db", "41", NOW, NOW, NOW.plusSeconds(1), "still refused"));

        sources().moved("db", "42");
        sources().heard("db", NOW.plusSeconds(3));
        assertThat(sources().all())
                .containsExactly(new SourceStates.SourceState("db", "42", NOW, NOW.plusSeconds(3), null, null));
    }
}
