package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.IncidentsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiIncidentsPostgresIT implements IncidentsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Incidents incidents() {
        return new JdbiIncidents(DATABASE.database());
    }
}
