package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiLimitsTest implements LimitsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Database database() {
        return DATABASE.database();
    }
}
