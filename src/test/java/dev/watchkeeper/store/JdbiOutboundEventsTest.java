package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.tickets.OutboundEvents;
import dev.watchkeeper.tickets.OutboundEventsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiOutboundEventsTest implements OutboundEventsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public OutboundEvents outbound() {
        return new JdbiOutboundEvents(DATABASE.database());
    }
}
