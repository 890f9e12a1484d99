package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiOutboxTest implements OutboxContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Outbox outbox() {
        return new JdbiOutbox(DATABASE.database());
    }
}
