package dev.watchkeeper.tickets;

import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;

class MemoryTicketEventsTest implements TicketEventsContract {
    private final MemorySourceStates sources = new MemorySourceStates();
    private final MemoryTicketEvents log = new MemoryTicketEvents(sources);

    @Override
    public TicketEvents log() {
        return log;
    }

    @Override
    public SourceStates sources() {
        return sources;
    }
}
