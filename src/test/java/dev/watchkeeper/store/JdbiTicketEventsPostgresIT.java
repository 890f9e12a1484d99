package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvents;
import dev.watchkeeper.tickets.TicketEventsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTicketEventsPostgresIT implements TicketEventsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public TicketEvents log() {
        return new JdbiTicketEvents(DATABASE.database());
    }

    @Override
    public SourceStates sources() {
        return new JdbiSourceStates(DATABASE.database());
    }
}
