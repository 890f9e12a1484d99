package dev.watchkeeper.store;

import dev.watchkeeper.audit.AuditRecords;
import dev.watchkeeper.audit.AuditRecordsContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAuditRecordsPostgresIT implements AuditRecordsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public AuditRecords records() {
        return new JdbiAuditRecords(DATABASE.database());
    }
}
