package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRefusalsTest extends RefusalsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    Database database() {
        return DATABASE.database();
    }
}
