package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.sla.RuleKnowledge;
import dev.watchkeeper.sla.RuleKnowledgeContract;
import dev.watchkeeper.sla.RuleVersions;
import dev.watchkeeper.sla.RuleVersionsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRuleVersionsTest implements RuleVersionsContract, RuleKnowledgeContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public RuleVersions versions() {
        return new JdbiRuleVersions(DATABASE.database());
    }

    @Override
    public RuleKnowledge knowledge() {
        return new JdbiRuleKnowledge(DATABASE.database());
    }
}
