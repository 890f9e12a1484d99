package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.jobs.JobHistory;
import dev.watchkeeper.jobs.JobHistoryContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiJobHistoryPostgresIT implements JobHistoryContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public JobHistory history() {
        return new JdbiJobHistory(DATABASE.database());
    }
}
