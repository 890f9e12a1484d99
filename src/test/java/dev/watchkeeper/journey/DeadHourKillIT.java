package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letter;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.smtp.ScriptedServer;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiOutbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a sender between any two bytes of a conversation. More of them:
 * {@code mvn verify -Dit.test=DeadHourKillIT -Dkill.cycles=50}.
 */
@Tag("kill")
class DeadHourKillIT {
    private static final int CYCLES = Integer.getInteger("kill.cycles", 4);
    private static final int LETTERS = 60;
    private static final MailKind[] KINDS = {MailKind.ALERT, MailKind.DIGEST_DAILY, MailKind.REPORT_CUSTOMER};

    @TempDir
    private Path directory;

    private final MailLedger ledger = new MailLedger();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyMailArrivesOnce() throws Exception {
        Random random = new Random(20261124);
        try (ScriptedServer server = new ScriptedServer()) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                write(cycle);
                server.answer("DOT", cycle % 3 == 2 ? "451 4.3.0 no room" : "250 2.0.0 queued");
                kill(server, cycle, server.messages.size() + 1 + random.nextInt(LETTERS / 2), random.nextInt(4000));
            }
            server.answer("DOT", "250 2.0.0 queued");
            for (int more = 0; more < 4; more++) {
                rest(server, CYCLES + more);
            }
            try (Database database = open()) {
                Outbox outbox = new JdbiOutbox(database);
                assertThat(outbox.queue(EnumSet.of(EntryState.PENDING, EntryState.SENDING, EntryState.UNCERTAIN), 100))
                        .isEmpty();
                ledger.balance(outbox, server);
                assertThat(server.taken).hasSizeGreaterThan(CYCLES * LETTERS * 9 / 10);
            }
        }
    }

    private Database open() {
        return Database.open(DatabaseSettings.h2(directory), Clock.systemUTC());
    }

    private void write(int cycle) {
        try (Database database = open()) {
            Outbox outbox = new JdbiOutbox(database);
            for (int i = 0; i < LETTERS; i++) {
                Letter letter = Letters.letter(
                        "c" + cycle + "-" + i,
                        KINDS[i % KINDS.length],
                        Priority.MARK,
                        Letters.NOW.minusSeconds(86_400),
                        null,
                        "am17",
                        null);
                outbox.write(letter);
                ledger.wrote(letter);
            }
        }
    }

    /** Kills at a message of the server's, some microseconds into it. */
    private void kill(ScriptedServer server, int hours, int atMessage, int micros) throws Exception {
        Process child = child(server, hours);
        while (server.messages.size() < atMessage && child.isAlive()) {
            TimeUnit.MICROSECONDS.sleep(100);
        }
        TimeUnit.MICROSECONDS.sleep(micros);
        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly().waitFor();
    }

    /** Lets a child work until it finds nothing more to do. */
    private void rest(ScriptedServer server, int hours) throws Exception {
        Process child = child(server, hours);
        try (BufferedReader lines = child.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.contains("sent=0, notSent=0")) {
                line = lines.readLine();
            }
            assertThat(line).isNotNull();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private Process child(ScriptedServer server, int hours) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveryChild.class.getName(),
                        directory.toString(),
                        String.valueOf(server.port()),
                        String.valueOf(hours))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
