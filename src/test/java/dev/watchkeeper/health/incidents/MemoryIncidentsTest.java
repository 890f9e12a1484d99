package dev.watchkeeper.health.incidents;

import dev.watchkeeper.fixture.MemoryIncidents;

class MemoryIncidentsTest implements IncidentsContract {
    private final Incidents incidents = new MemoryIncidents();

    @Override
    public Incidents incidents() {
        return incidents;
    }
}
