package dev.watchkeeper.store;

import dev.watchkeeper.digest.Digests;
import dev.watchkeeper.digest.DigestsContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Outbox;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDigestsTest implements DigestsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

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
