package dev.watchkeeper.store;

import dev.watchkeeper.audit.AuditRecords;
import dev.watchkeeper.audit.AuditRecordsContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAuditRecordsTest implements AuditRecordsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public AuditRecords records() {
        return new JdbiAuditRecords(DATABASE.database());
    }

    @Override
    public List<String> sums() {
        return DATABASE.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select * from audit_day order by tenant_id, audited_on")
                        .map((rows, context) -> rows.getString("tenant_id") + " " + rows.getString("audited_on") + " "
                                + rows.getInt("runs") + " " + rows.getInt("ok_runs") + " " + rows.getInt("partial_runs")
                                + " " + rows.getInt("failed_runs") + " " + rows.getInt("most_failed"))
                        .list());
    }
}
