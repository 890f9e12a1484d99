package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.mail.alert.Withdrawal;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiOutbox;
import dev.watchkeeper.store.JdbiThreads;
import java.util.Locale;
import java.util.Optional;

/** The stored findings as the commands on them need them. */
final class FindingStore implements AutoCloseable {
    private final Database database;
    private final Findings findings;
    private final FindingKeeper keeper;

    private FindingStore(Database database) {
        this.database = database;
        this.findings = new JdbiFindings(database);
        this.keeper = new FindingKeeper(
                findings,
                Circumstances.NONE,
                new Withdrawal(new JdbiThreads(database), new JdbiOutbox(database))::decided);
    }

    static FindingStore open(Configuration configuration) {
        return new FindingStore(Database.open(configuration.settings().database(), World.realClock()));
    }

    Findings findings() {
        return findings;
    }

    FindingKeeper keeper() {
        return keeper;
    }

    /** As it is read out on the telephone: small letters, the letters O, I and L for digits. */
    static String id(String typed) {
        String upper = typed.strip().toUpperCase(Locale.ROOT);
        String letters = upper.startsWith("F-") ? upper.substring(2) : upper;
        return "F-" + letters.replace('O', '0').replace('I', '1').replace('L', '1');
    }

    Finding find(String typed) {
        Optional<Finding> found = findings.byId(id(typed));
        return found.orElseThrow(() ->
                new UsageException("finding '" + typed + "' is not known; 'watchkeeper finding list' shows the ids"));
    }

    @Override
    public void close() {
        database.close();
    }
}
