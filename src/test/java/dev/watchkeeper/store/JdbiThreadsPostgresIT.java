package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.alert.Threads;
import dev.watchkeeper.mail.alert.ThreadsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiThreadsPostgresIT implements ThreadsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Threads threads() {
        return new JdbiThreads(DATABASE.database());
    }
}
