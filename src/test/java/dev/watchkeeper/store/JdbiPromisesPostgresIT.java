package dev.watchkeeper.store;

import dev.watchkeeper.audit.Entitlements;
import dev.watchkeeper.audit.Predictions;
import dev.watchkeeper.audit.PromisesContract;
import dev.watchkeeper.fixture.DatabaseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPromisesPostgresIT implements PromisesContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Entitlements entitlements() {
        return new JdbiEntitlements(DATABASE.database());
    }

    @Override
    public Predictions predictions() {
        return new JdbiPredictions(DATABASE.database());
    }
}
