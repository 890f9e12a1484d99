package dev.watchkeeper.sla;

import dev.watchkeeper.fixture.MemoryClockBook;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.TicketEvents;
import java.util.function.Supplier;

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
}
