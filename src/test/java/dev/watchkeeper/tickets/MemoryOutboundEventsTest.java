package dev.watchkeeper.tickets;

import dev.watchkeeper.fixture.MemoryOutboundEvents;

class MemoryOutboundEventsTest implements OutboundEventsContract {
    private final MemoryOutboundEvents events = new MemoryOutboundEvents();

    @Override
    public OutboundEvents outbound() {
        return events;
    }
}
