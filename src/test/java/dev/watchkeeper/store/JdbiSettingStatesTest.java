package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.health.settings.SettingStates;
import dev.watchkeeper.health.settings.SettingStatesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSettingStatesTest implements SettingStatesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public SettingStates states() {
        return new JdbiSettingStates(DATABASE.database());
    }
}
