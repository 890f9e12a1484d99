package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.report.Reports;
import dev.watchkeeper.report.ReportsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiReportsPostgresIT implements ReportsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Reports reports() {
        return new JdbiReports(DATABASE.database());
    }
}
