package dev.watchkeeper.digest;

import dev.watchkeeper.fixture.MemoryDigests;
import dev.watchkeeper.fixture.MemoryNotifyPrefs;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Outbox;

class MemoryDigestsTest implements DigestsContract {
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryDigests digests = new MemoryDigests(outbox);
    private final MemoryNotifyPrefs prefs = new MemoryNotifyPrefs();

    @Override
    public Digests digests() {
        return digests;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public NotifyPrefs prefs() {
        return prefs;
    }
}
