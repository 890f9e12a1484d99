package dev.watchkeeper.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Puts a backup in the place of an H2 file, after it was opened and read elsewhere. */
final class H2Restore {
    private static final String FILE = H2Owner.NAME + ".mv.db";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;

    H2Restore(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    Map<String, TableSum> restore(Path backup) {
        Path trial = directory.resolve("restore");
        try {
            Files.createDirectories(directory);
            AccessFile held = AccessFile.hold(H2Owner.accessPath(directory));
            if (held == null) {
                throw new DatabaseException(
                        "the database in " + directory + " is in use; stop the daemon before a restore", null);
            }
            try (held) {
                unpack(backup, trial);
                Map<String, TableSum> sums = read(trial);
                exchange(trial);
                return sums;
            } finally {
                forget(trial);
            }
        } catch (IOException e) {
            throw new DatabaseException("restoring " + backup + " failed: " + e.getMessage(), e);
        }
    }

    private static void unpack(Path backup, Path trial) throws IOException {
        forget(trial);
        Files.createDirectories(trial);
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(one -> one.getName().endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow(() -> new DatabaseException(
                            backup + " holds no H2 database; name a file that 'db backup' or the daily backup wrote",
                            null));
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, trial.resolve(FILE));
            }
        } catch (ZipException e) {
            throw new DatabaseException(backup + " is no whole zip file: " + e.getMessage(), e);
        }
    }

    /** Opens it as any other, which refuses what is newer and brings up to date what is older, and reads every row. */
    private Map<String, TableSum> read(Path trial) {
        try (Database restored = Database.openAsDaemon(DatabaseSettings.h2(trial), clock)) {
            return restored.sums();
        }
    }

    private void exchange(Path trial) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            Path kept = directory.resolve("backups").resolve("replaced-" + STAMP.format(Instant.now(clock)) + ".mv.db");
            Files.createDirectories(kept.toAbsolutePath().getParent());
            Files.move(file, kept);
        }
        // Without this file the database counts as copied from elsewhere, and its mail stays in files.
        Files.deleteIfExists(directory.resolve(Installation.FILE));
        Files.move(trial.resolve(FILE), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void forget(Path trial) throws IOException {
        if (!Files.exists(trial)) {
            return;
        }
        try (var files = Files.walk(trial)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
