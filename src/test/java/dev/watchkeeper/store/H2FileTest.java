package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.fixture.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.h2.tools.Restore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about an H2 file: who holds it, how others reach it, how it is backed up and mended. */
class H2FileTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    private Database open() {
        return Database.open(DatabaseSettings.h2(directory), CLOCK);
    }

    private static void insert(Database database, String job) {
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("insert into job_history (job, failures_in_a_row) values (?, 0)", job));
    }

    private static List<String> jobs(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select job from job_history order by job")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void aCommandWorksThroughTheProcessThatHoldsTheFile() {
        try (Database holder = open();
                Database command = open()) {
            insert(command, "from the command");
            assertThat(jobs(holder)).containsExactly("from the command");
        }
        try (Database again = open()) {
            assertThat(jobs(again)).containsExactly("from the command");
        }
    }

    @Test
    void aSecondDaemonIsToldWhoHoldsTheFileAndWhatToDo() {
        try (Database holder = open()) {
            assertThatThrownBy(() -> Database.open(DatabaseSettings.h2(directory), CLOCK, true, Duration.ZERO))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("kill " + ProcessHandle.current().pid());
            assertThat(holder.problem()).isEmpty();
        }
    }

    @Test
    void theAccessFileIsForItsOwnerOnlyAndEmptyAfterAnOrderlyStop() throws IOException {
        Path file = H2Owner.accessPath(directory);
        try (Database holder = open()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("watchkeeper.mv.db"))))
                    .isEqualTo("rw-------");
            assertThat(AccessFile.read(file)).isPresent();
            assertThat(holder.problem()).isEmpty();
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void thePortOpensToTheSecretOnlyAndOnLoopbackOnly() throws IOException {
        try (Database holder = open()) {
            int port =
                    AccessFile.read(H2Owner.accessPath(directory)).orElseThrow().port();
            for (String name :
                    List.of("watchkeeper", directory.resolve("watchkeeper").toString(), "mem:x")) {
                assertThatThrownBy(() ->
                                DriverManager.getConnection("jdbc:h2:tcp://127.0.0.1:" + port + "/" + name, "sa", ""))
                        .isInstanceOf(SQLException.class);
            }
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            for (InetAddress address : others) {
                assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(IOException.class);
            }
            assertThat(holder.problem()).isEmpty();
        }
    }

    @Test
    void aFileLeftBehindByADeadProcessIsBackedUpCheckedAndUsed() throws IOException {
        try (Database holder = open()) {
            insert(holder, "kept");
        }
        Files.writeString(H2Owner.accessPath(directory), "pid=1\nport=9\nsecret=of a dead process\n");

        try (Database again = open()) {
            assertThat(jobs(again)).containsExactly("kept");
            try (Stream<Path> backups = Files.list(directory.resolve("backups"))) {
                assertThat(backups.map(p -> p.getFileName().toString()))
                        .singleElement()
                        .asString()
                        .startsWith("unclean-");
            }
        }
        assertThat(H2Owner.accessPath(directory)).isEmptyFile();
    }

    @Test
    void anInterruptedThreadHarmsNobody() throws InterruptedException {
        try (Database database = open()) {
            for (int i = 0; i < 20; i++) {
                String job = "job-" + i;
                Thread worker = new Thread(() -> {
                    try {
                        insert(database, job);
                    } catch (RuntimeException hitByTheInterrupt) {
                        // its own statement may fail, the database may not
                    }
                });
                worker.start();
                worker.interrupt();
                worker.join();
                assertThat(database.problem()).isEmpty();
            }
            insert(database, "last");
            assertThat(jobs(database)).contains("last");
        }
    }

    @Test
    void aBackupTakenDuringWorkIsRestoredAsOfThatMoment(@TempDir Path elsewhere) {
        Path zip = elsewhere.resolve("backup.zip");
        try (Database database = open()) {
            insert(database, "before");
            database.backup(zip);
            insert(database, "after");
            assertThatThrownBy(() -> database.backup(zip)).hasMessageContaining("already there");
        }
        Restore.execute(zip.toString(), elsewhere.toString(), null);

        try (Database restored = Database.open(DatabaseSettings.h2(elsewhere), CLOCK)) {
            assertThat(jobs(restored)).containsExactly("before");
        }
    }

    @Test
    void aBackupIsTakenOnceADayAndTheNewestSevenAreKept() throws IOException {
        TestClock clock = TestClock.at("2026-03-01T02:00:00Z");
        try (Database database = open()) {
            for (int i = 0; i < 9; i++) {
                assertThat(database.backupDaily(clock)).isPresent();
                assertThat(database.backupDaily(clock)).isEmpty();
                clock.forward(Duration.ofDays(1));
            }
        }
        try (Stream<Path> backups = Files.list(directory.resolve("backups"))) {
            assertThat(backups.map(p -> p.getFileName().toString()).sorted().toList())
                    .hasSize(7)
                    .startsWith("daily-20260303-020000.zip");
        }
    }

    @Test
    void aCopyCutShortByAKillPassesForNoBackup() throws IOException {
        Path backups = Files.createDirectories(directory.resolve("backups"));
        Files.writeString(backups.resolve("daily-20260301-015900.zip.part"), "cut by a ki");
        TestClock clock = TestClock.at("2026-03-01T02:00:00Z");
        try (Database database = open()) {
            assertThat(database.backupDaily(clock)).contains(backups.resolve("daily-20260301-020000.zip"));
        }
        try (Stream<Path> left = Files.list(backups)) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("daily-20260301-020000.zip");
        }
    }

    @Test
    void aBackupThatFailsLeavesNothingUnderItsName(@TempDir Path elsewhere) throws IOException {
        Path zip = elsewhere.resolve("backup.zip");
        Files.createDirectories(elsewhere.resolve("backup.zip.part").resolve("in the way"));
        try (Database database = open()) {
            assertThatThrownBy(() -> database.backup(zip)).hasMessageContaining("the backup to " + zip + " failed");
        }
        assertThat(zip).doesNotExist();
    }

    @Test
    void aFileThatIsMostlyWasteIsBackedUpAndCompactedAtTheStart(@TempDir Path killed) throws IOException {
        Path file = killed.resolve("watchkeeper.mv.db");
        try (Database database = open()) {
            insert(database, "kept");
            database.jdbi().useHandle(handle -> {
                handle.execute("create table waste as select x, cast(repeat('w', 1048576) as clob) body"
                        + " from system_range(1, 72)");
                handle.execute("drop table waste");
                handle.execute("checkpoint sync");
            });
            // An orderly stop would shrink the file; a kill leaves it as it is just now.
            Files.copy(directory.resolve("watchkeeper.mv.db"), file);
        }
        long before = Files.size(file);

        try (Database again = Database.open(DatabaseSettings.h2(killed), CLOCK)) {
            assertThat(jobs(again)).containsExactly("kept");
            assertThat(Files.size(file)).as("from %s bytes", before).isLessThan(before / 4);
        }
        try (Stream<Path> backups = Files.list(killed.resolve("backups"))) {
            assertThat(backups.map(p -> p.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .startsWith("compact-");
        }
    }

    @Test
    void wasteIsWhatNeitherChunksNorPagesUse() {
        long large = 344L << 20;
        assertThat(H2Care.isMostlyWaste(large, 13, 87)).as("free blocks").isTrue();
        assertThat(H2Care.isMostlyWaste(large, 95, 20)).as("replaced pages").isTrue();
        assertThat(H2Care.isMostlyWaste(large, 55, 55)).as("both").isTrue();
        assertThat(H2Care.isMostlyWaste(large, 95, 90)).isFalse();
        assertThat(H2Care.isMostlyWaste(large, 60, 70)).isFalse();
        assertThat(H2Care.isMostlyWaste(20L << 20, 5, 50))
                .as("not worth the seconds")
                .isFalse();
    }

    @Test
    void anUnusableDirectoryIsSaidPlainly() throws IOException {
        Path file = Files.writeString(directory.resolve("a-file"), "x");

        assertThatThrownBy(() -> Database.open(DatabaseSettings.h2(file), CLOCK))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("database.directory " + file);
    }

    @Test
    void aDamagedFileIsSaidPlainly() throws IOException {
        Files.writeString(directory.resolve("watchkeeper.mv.db"), "this is no database".repeat(1000));

        assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("watchkeeper.mv.db cannot be opened");
    }
}
