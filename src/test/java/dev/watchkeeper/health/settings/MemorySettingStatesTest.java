package dev.watchkeeper.health.settings;

import dev.watchkeeper.fixture.MemorySettingStates;

class MemorySettingStatesTest implements SettingStatesContract {
    private final SettingStates states = new MemorySettingStates();

    @Override
    public SettingStates states() {
        return states;
    }
}
