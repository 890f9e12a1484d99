package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.cli.Main;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2: each life begins with the files as the last one left them when it was killed. */
class DeadHourTest extends DeadHour {
    @TempDir
    private Path directory;

    private static final String H2_FILE = "watchkeeper.mv.db";
    private int last;

    @Override
    Database reopen(int life) throws IOException {
        Path data = Files.createDirectories(data(life));
        if (life > 0) {
            Files.copy(data(life - 1).resolve(H2_FILE), data.resolve(H2_FILE));
        }
        last = life;
        return Database.open(DatabaseSettings.h2(data), Clock.systemUTC());
    }

    private Path data(int life) {
        return directory.resolve("data-" + life);
    }

    @Test
    void everyMailArrivesOnceAndWhatPerhapsArrivedIsShown() throws IOException {
        List<OutboxEntry> held = live(7);

        assertThat(held).isNotEmpty();
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.writeString(
                config.resolve("watchkeeper.yaml"),
                "database: {directory: '" + data(last) + "'}\nlogging: {file: ''}\n");
        StringWriter out = new StringWriter();
        Main.run(
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "mail",
                "queue",
                "--json",
                "--config",
                config.toString());
        String shown = out.toString();
        assertThat(held)
                .allSatisfy(entry -> assertThat(shown).contains("\"" + entry.dedupeKey() + "\"", "perhaps delivered"));
    }
}
