package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.alert.Threads;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiThreadsTest implements SharedThreadsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Database database() {
        return DATABASE.database();
    }

    @Override
    public Threads threads() {
        return new JdbiThreads(DATABASE.database());
    }
}
