package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.health.maildns.DnsHistories;
import dev.watchkeeper.health.maildns.DnsHistoriesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDnsHistoriesPostgresIT implements DnsHistoriesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public DnsHistories histories() {
        return new JdbiDnsHistories(DATABASE.database());
    }
}
