package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.digest.Digests;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.alert.Threads;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.Installation;
import dev.watchkeeper.store.JdbiDigests;
import dev.watchkeeper.store.JdbiNotifyPrefs;
import dev.watchkeeper.store.JdbiOutbox;
import dev.watchkeeper.store.JdbiThreads;

/** The tables of mail, for commands; works beside a running daemon. */
record MailStore(
        Configuration configuration,
        Database database,
        Outbox outbox,
        Digests digests,
        Threads threads,
        NotifyPrefs prefs)
        implements AutoCloseable {
    static MailStore open(Configuration configuration) {
        Database database = Database.open(configuration.settings().database(), World.realClock());
        return new MailStore(
                configuration,
                database,
                new JdbiOutbox(database),
                new JdbiDigests(database),
                new JdbiThreads(database),
                new JdbiNotifyPrefs(database));
    }

    /** The mode in which the daemon sends: a copied database sends nothing. */
    MailMode mode() {
        boolean ours = new Installation(
                        database, configuration.settings().database().directory())
                .isOurs(World.realClock().instant());
        var policy = configuration.settings().mail().policy();
        return (ours ? policy : policy.keptInFiles()).mode();
    }

    /** The mail of a number or a key; throws {@link UsageException} if there is none. */
    OutboxEntry find(String name) {
        return (name.matches("\\d{1,18}") ? outbox.find(Long.parseLong(name)) : outbox.findByKey(name))
                .orElseThrow(() -> new UsageException(
                        "mail '" + name + "' is not known; 'watchkeeper mail queue --all' shows numbers and keys"));
    }

    @Override
    public void close() {
        database.close();
    }
}
