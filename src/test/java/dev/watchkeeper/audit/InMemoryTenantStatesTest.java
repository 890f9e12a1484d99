package dev.watchkeeper.audit;

import dev.watchkeeper.fixture.InMemoryTenantStates;

class InMemoryTenantStatesTest implements TenantStatesContract {
    private final TenantStates states = new InMemoryTenantStates();

    @Override
    public TenantStates states() {
        return states;
    }
}
