package dev.watchkeeper.health.maildns;

import dev.watchkeeper.fixture.MemoryDnsHistories;

class MemoryDnsHistoriesTest implements DnsHistoriesContract {
    private final DnsHistories histories = new MemoryDnsHistories();

    @Override
    public DnsHistories histories() {
        return histories;
    }
}
