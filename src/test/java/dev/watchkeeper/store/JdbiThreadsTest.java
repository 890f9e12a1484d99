package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.alert.Threads;
import dev.watchkeeper.mail.alert.ThreadsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiThreadsTest implements ThreadsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Threads threads() {
        return new JdbiThreads(DATABASE.database());
    }
}
