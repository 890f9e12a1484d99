package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.health.maildns.DnsHistories;
import dev.watchkeeper.health.maildns.DnsHistoriesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDnsHistoriesTest implements DnsHistoriesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public DnsHistories histories() {
        return new JdbiDnsHistories(DATABASE.database());
    }
}
