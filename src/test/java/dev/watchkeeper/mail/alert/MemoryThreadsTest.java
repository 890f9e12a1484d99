package dev.watchkeeper.mail.alert;

import dev.watchkeeper.fixture.MemoryThreads;

class MemoryThreadsTest implements ThreadsContract {
    private final Threads threads = new MemoryThreads();

    @Override
    public Threads threads() {
        return threads;
    }
}
