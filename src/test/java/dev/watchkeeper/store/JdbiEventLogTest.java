package dev.watchkeeper.store;

import dev.watchkeeper.audit.Cursors;
import dev.watchkeeper.audit.CursorsContract;
import dev.watchkeeper.audit.EventLog;
import dev.watchkeeper.audit.EventLogContract;
import dev.watchkeeper.audit.UsageDays;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiEventLogTest implements EventLogContract, CursorsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public EventLog log() {
        return new JdbiEventLog(DATABASE.database());
    }

    @Override
    public Cursors cursors() {
        return new JdbiCursors(DATABASE.database());
    }

    @Override
    public UsageDays days() {
        return new JdbiUsageDays(DATABASE.database());
    }
}
