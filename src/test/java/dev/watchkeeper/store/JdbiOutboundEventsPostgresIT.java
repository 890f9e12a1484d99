package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.tickets.OutboundEvents;
import dev.watchkeeper.tickets.OutboundEventsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiOutboundEventsPostgresIT implements OutboundEventsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public OutboundEvents outbound() {
        return new JdbiOutboundEvents(DATABASE.database());
    }
}
