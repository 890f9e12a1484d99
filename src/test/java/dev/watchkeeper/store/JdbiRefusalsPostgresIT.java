package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRefusalsPostgresIT extends RefusalsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    Database database() {
        return DATABASE.database();
    }
}
