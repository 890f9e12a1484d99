package dev.watchkeeper.store;

import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.FindingsContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiFindingsPostgresIT implements FindingsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Findings findings() {
        return new JdbiFindings(DATABASE.database());
    }
}
