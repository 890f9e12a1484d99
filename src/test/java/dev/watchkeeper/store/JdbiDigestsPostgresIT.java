package dev.watchkeeper.store;

import dev.watchkeeper.digest.Digests;
import dev.watchkeeper.digest.DigestsContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Outbox;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDigestsPostgresIT implements DigestsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Digests digests() {
        return new JdbiDigests(DATABASE.database());
    }

    @Override
    public Outbox outbox() {
        return new JdbiOutbox(DATABASE.database());
    }

    @Override
    public NotifyPrefs prefs() {
        return new JdbiNotifyPrefs(DATABASE.database());
    }
}
