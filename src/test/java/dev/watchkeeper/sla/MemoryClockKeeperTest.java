package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryClockBook;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MemoryClockKeeperTest implements ClockKeeperContract {
    private final MemoryTicketEvents log = new MemoryTicketEvents(new MemorySourceStates());
    private final MemoryClockBook book = new MemoryClockBook(log);

    @Override
    public TicketEvents log() {
        return log;
    }

    @Override
    public ClockReports reports() {
        return book;
    }

    @Override
    public ClockBook book() {
        return book;
    }

    @Override
    public Transactions transactions() {
        return new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
    }

    @Test
    void aTicketThatCannotBeFoldedCostsItselfAlone() {
        Desk desk = new Desk(this);
        Instant at = Instant.parse("2026-09-07T01:00:00Z");
        log.append(List.of(
                TicketEvent.builder("/desk", "o", EventType.TICKET_OPENED, "0", at)
                        .receivedAt(at)
                        .build(),
                TicketEvent.builder("/desk", "s", EventType.SEVERITY_CHANGED, "0", at)
                        .change(null, "S9") // no intake would take it
                        .receivedAt(at)
                        .build()));
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));

        assertThat(desk.entry("desk/0").card().flags()).containsExactly("cannot_be_folded");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.OPEN);

        desk.fold = Desk.plan("20m").fold();
        Restatement restatement = new Restatement(
                book,
                log,
                () -> desk.fold,
                now -> Watermarks.NONE,
                repaired -> {},
                (news, now) -> {},
                dev.watchkeeper.fixture.MemorySetAside.with(transactions()));
        assertThat(restatement.run(false, at.plusSeconds(60)).changes())
                .extracting(ClockBook.HistoryRow::clockId)
                .contains(Script.KEY + "/first_response/1");
    }
}
