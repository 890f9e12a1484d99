package dev.watchkeeper.schedule;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.store.Database;
import org.junit.jupiter.api.extension.RegisterExtension;

class BellsTest implements BellsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Database database() {
        return DATABASE.database();
    }
}
