package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.link.UsedLinks;
import dev.watchkeeper.mail.link.UsedLinksContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUsedLinksPostgresIT implements UsedLinksContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public UsedLinks links() {
        return new JdbiUsedLinks(DATABASE.database());
    }
}
