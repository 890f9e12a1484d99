package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiLimitsPostgresIT implements LimitsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Database database() {
        return DATABASE.database();
    }
}
