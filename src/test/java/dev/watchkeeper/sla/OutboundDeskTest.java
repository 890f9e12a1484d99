package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryClockBook;
import dev.watchkeeper.fixture.MemoryOutboundEvents;
import dev.watchkeeper.fixture.MemorySetAside;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.tickets.OutboundEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundDeskTest {
    private final MemoryTicketEvents log = new MemoryTicketEvents(new MemorySourceStates());
    private final MemoryClockBook book = new MemoryClockBook(log);
    private final MemoryOutboundEvents outbound = new MemoryOutboundEvents();
    private final ClockKeeper keeper = new ClockKeeper(
            book,
            log,
            () -> ClockKeeperContract.Desk.plan("1h").fold(),
            now -> Watermarks.NONE,
            new OutboundDesk(outbound, () -> List.of("chat"), (target, type) -> !type.equals("clock.warned")),
            MemorySetAside.alone());
    private final DeadlineWatch watch = new DeadlineWatch(keeper, book, java.time.Clock.systemUTC(), () -> {});

    private void arrive(String at, Script script) {
        log.append(script.events().stream()
                .map(event -> event.withReceivedAt(Instant.parse(at)))
                .toList());
        watch.tick(Instant.parse(at));
    }

    @Test
    void aBreachAndItsRetractionAreToldWithKeysThatDropRepeats() {
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z");
        arrive("2026-09-07T01:00:01Z", script);
        watch.tick(Instant.parse("2026-09-07T01:30:00Z"));
        watch.tick(Instant.parse("2026-09-07T02:00:01Z"));
        arrive("2026-09-07T02:03:10Z", script.agent("2026-09-07T01:58:30Z"));

        assertThat(outbound.all()).extracting(OutboundEvent::type).containsExactly("clock.breached", "clock.retracted");
        OutboundEvent breached = outbound.all().get(0);
        assertThat(breached.id()).isEqualTo("desk/7/first_response/1/breach/1");
        assertThat(breached.subject()).isEqualTo("7");
        assertThat(breached.occurredAt()).isEqualTo("2026-09-07T02:00:00Z");
        assertThat(breached.data())
                .containsEntry("metric", "first_response")
                .containsEntry("due_at", "2026-09-07T02:00:00Z")
                .containsEntry("provisional", true)
                .containsEntry("noticed_at", "2026-09-07T02:00:01Z");
    }
}
