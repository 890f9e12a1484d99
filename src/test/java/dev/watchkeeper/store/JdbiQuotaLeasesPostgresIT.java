package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiQuotaLeasesPostgresIT extends QuotaLeasesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    Database database() {
        return DATABASE.database();
    }
}
