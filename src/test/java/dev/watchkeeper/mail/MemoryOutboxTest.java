package dev.watchkeeper.mail;

import dev.watchkeeper.fixture.MemoryOutbox;

class MemoryOutboxTest implements OutboxContract {
    private final Outbox outbox = new MemoryOutbox();

    @Override
    public Outbox outbox() {
        return outbox;
    }
}
