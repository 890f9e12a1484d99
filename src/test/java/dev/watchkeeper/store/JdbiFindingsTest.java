package dev.watchkeeper.store;

import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.FindingsContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiFindingsTest implements FindingsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Findings findings() {
        return new JdbiFindings(DATABASE.database());
    }
}
