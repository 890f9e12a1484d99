package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.mail.link.UsedLinks;
import dev.watchkeeper.mail.link.UsedLinksContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUsedLinksTest implements UsedLinksContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public UsedLinks links() {
        return new JdbiUsedLinks(DATABASE.database());
    }
}
