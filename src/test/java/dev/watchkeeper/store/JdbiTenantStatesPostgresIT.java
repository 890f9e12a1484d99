package dev.watchkeeper.store;

import dev.watchkeeper.audit.TenantStates;
import dev.watchkeeper.audit.TenantStatesContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTenantStatesPostgresIT implements TenantStatesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public TenantStates states() {
        return new JdbiTenantStates(DATABASE.database());
    }
}
