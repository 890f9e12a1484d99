package dev.watchkeeper.store;

import dev.watchkeeper.audit.TenantStates;
import dev.watchkeeper.audit.TenantStatesContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTenantStatesTest implements TenantStatesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public TenantStates states() {
        return new JdbiTenantStates(DATABASE.database());
    }
}
