package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outbound events and their delivery, on every engine. */
public interface OutboundEventsContract {
    Instant NOW = Instant.parse("2026-09-07T02:00:01Z");
    OutboundEvent EVENT = new OutboundEvent(
            "desk/7/first_response/1/breach/1",
            "clock.breached",
            "7",
            NOW.minusSeconds(1),
            Map.of("metric", "first_response", "provisional", true));

    OutboundEvents outbound();

    @Test
    default void anEventWrittenTwiceIsDeliveredOnce() {
        OutboundEvents events = outbound();
        List<String> delivered = new ArrayList<>();
        events.write("chat", EVENT, NOW);
        events.write("chat", EVENT, NOW);
        events.write("pager", EVENT, NOW);
        OutboundDelivery delivery = new OutboundDelivery(
                events,
                (target, event) -> {
                    assertThat(event).isEqualTo(EVENT);
                    delivered.add(target);
                },
                new TestClock(NOW));

        assertThat(delivery.deliverPending()).isEqualTo(2);
        assertThat(delivery.deliverPending()).isZero();
        assertThat(delivered).containsExactly("chat", "pager");
        assertThat(events.waiting()).isZero();
    }

    @Test
    default void aTargetThatIsDownIsTriedAgainWithGrowingPausesAndGivenUpInTheEnd() {
        OutboundEvents events = outbound();
        TestClock clock = new TestClock(NOW);
        List<Instant> tries = new ArrayList<>();
        OutboundDelivery delivery = new OutboundDelivery(
                events,
                (target, event) -> {
                    tries.add(clock.instant());
                    throw new OutboundTransport.Undelivered("refused", false);
                },
                clock);
        events.write("chat", EVENT, NOW);

        for (int hour = 0; hour < 48 * 60; hour++) {
            delivery.deliverPending();
            clock.forward(Duration.ofMinutes(1));
        }

        assertThat(tries).hasSize(10);
        assertThat(events.waiting()).isZero();
    }

    @Test
    default void aTargetThatSaysNeverAgainIsHeard() {
        OutboundEvents events = outbound();
        events.write("chat", EVENT, NOW);
        new OutboundDelivery(
                        events,
                        (target, event) -> {
                            throw new OutboundTransport.Undelivered("gone", true);
                        },
                        new TestClock(NOW))
                .deliverPending();

        assertThat(events.waiting()).isZero();
    }

    @Test
    default void anEventThatCannotBeSentKeepsNobodyBack() {
        OutboundEvents events = outbound();
        OutboundEvent bad = new OutboundEvent("bad", "clock.breached", "7", NOW, Map.of());
        TestClock clock = new TestClock(NOW);
        List<String> delivered = new ArrayList<>();
        events.write("chat", bad, NOW);
        events.write("chat", EVENT, NOW);
        OutboundDelivery delivery = new OutboundDelivery(
                events,
                (target, event) -> {
                    if (event.equals(bad)) {
                        throw new IllegalArgumentException("x".repeat(2000));
                    }
                    delivered.add(event.id());
                },
                clock);

        delivery.deliverPending();
        assertThat(delivered).containsExactly(EVENT.id());
        clock.forward(Duration.ofDays(2));
        delivery.deliverPending();
        assertThat(events.waiting()).as("tried again, later").isEqualTo(1);
    }

    /** Each call to the dead target costs its time-out; the living one must not wait for a hundred of them. */
    @Test
    default void aTargetThatDoesNotAnswerKeepsNoOtherWaiting() {
        OutboundEvents events = outbound();
        TestClock clock = new TestClock(NOW);
        List<String> tried = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.write("a-dead", new OutboundEvent("e" + i, "clock.breached", "7", NOW, Map.of()), NOW);
        }
        OutboundDelivery delivery = new OutboundDelivery(
                events,
                (target, event) -> {
                    tried.add(target);
                    if (target.equals("a-dead")) {
                        clock.forward(Duration.ofSeconds(10));
                        throw new OutboundTransport.Undelivered("no answer", false);
                    }
                },
                clock);
        events.write("chat", EVENT, NOW);

        delivery.deliverPending();
        assertThat(tried).containsExactly("a-dead", "a-dead", "chat");
        events.write("chat", new OutboundEvent("later", "clock.breached", "7", NOW, Map.of()), NOW);
        delivery.deliverPending();
        assertThat(tried).endsWith("chat", "chat");
        clock.forward(Duration.ofMinutes(1));
        delivery.deliverPending();
        assertThat(tried).endsWith("a-dead");
    }

    @Test
    default void whatASenderDiedWithIsTakenUpWhenItsLeaseEnds() {
        OutboundEvents events = outbound();
        events.write("chat", EVENT, NOW);
        assertThat(events.lease("chat", NOW, NOW.plusSeconds(60), 10)).hasSize(1);
        assertThat(events.lease("chat", NOW.plusSeconds(59), NOW.plusSeconds(120), 10))
                .isEmpty();
        assertThat(events.lease("chat", NOW.plusSeconds(60), NOW.plusSeconds(120), 10))
                .extracting(OutboundEvents.Due::tries)
                .containsExactly(1);
    }
}
