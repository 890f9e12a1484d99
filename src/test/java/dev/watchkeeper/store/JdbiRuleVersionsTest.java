package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.sla.RuleVersions;
import dev.watchkeeper.sla.RuleVersionsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRuleVersionsTest implements RuleVersionsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public RuleVersions versions() {
        return new JdbiRuleVersions(DATABASE.database());
    }
}
