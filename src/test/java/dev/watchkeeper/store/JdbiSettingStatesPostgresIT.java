package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.health.settings.SettingStates;
import dev.watchkeeper.health.settings.SettingStatesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSettingStatesPostgresIT implements SettingStatesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public SettingStates states() {
        return new JdbiSettingStates(DATABASE.database());
    }
}
