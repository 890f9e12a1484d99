package dev.watchkeeper.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after an H2 file at start: a check after an unclean stop, compaction when most of the file is waste. */
final class H2Care {
    private static final Logger log = LoggerFactory.getLogger(H2Care.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int BACKUPS_KEPT = 7;
    private static final String WHOLE = ".zip";
    private static final String PART = ".part";

    /** Smaller files are not worth the seconds; H2 itself reclaims a little at every close. */
    private static final long SMALLEST_TO_COMPACT = 32L << 20;

    /** The copy before it takes a minute for each few hundred megabytes, and a start must not last longer than two. */
    private static final long LARGEST_TO_COMPACT = 512L << 20;

    /** A file may be so many times as large as what it holds. */
    private static final int LARGEST_TIMES = 3;

    private final Path backups;
    private final Clock clock;

    H2Care(Path directory, Clock clock) {
        this.backups = directory.resolve("backups");
        this.clock = clock;
    }

    /** Backs up what is there, then reads every row of every table, so that a torn page is found now and not at work. */
    void checkAfterUncleanStop(Connection connection) throws SQLException, IOException {
        Path backup = backup(connection, "unclean");
        long rows = 0;
        for (String table : tables(connection)) {
            // The inner query keeps H2 from answering out of its row counter.
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(
                            "select count(*) from (select * from " + table + " offset 0 rows)")) {
                count.next();
                rows += count.getLong(1);
            } catch (SQLException e) {
                throw new DatabaseException(
                        "table " + table + " cannot be read after the unclean stop: " + DatabaseException.explain(e)
                                + "; the file was backed up to " + backup + ", restore an older backup from "
                                + backups,
                        e);
            }
        }
        log.info("the database is whole: {} rows read; backup {}", rows, backup);
    }

    static boolean needsCompaction(Connection connection) throws SQLException {
        return isMostlyWaste(
                setting(connection, "info.FILE_SIZE", 0),
                setting(connection, "info.FILL_RATE", 100),
                setting(connection, "info.CHUNKS_FILL_RATE", 100));
    }

    /**
     * There are two kinds of waste: blocks of the file that no chunk uses any more, and pages within the chunks that
     * newer ones have replaced.
     *
     * @param used percent of the file that chunks use
     * @param live percent of the chunks that is still valid
     */
    static boolean isMostlyWaste(long size, long used, long live) {
        return size > SMALLEST_TO_COMPACT
                && size <= LARGEST_TO_COMPACT
                && size * (used / 100.0) * (live / 100.0) * LARGEST_TIMES < size;
    }

    /** Rewrites the file and closes the database; the caller opens it again. */
    void compact(Connection connection) throws SQLException, IOException {
        Path backup = backup(connection, "compact");
        log.info("most of the database file is waste: compacting it, with a backup in {}", backup);
        try (Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        }
    }

    /** A copy in the directory of backups; of each kind the newest seven are kept. */
    Path backup(Connection connection, String why) throws SQLException, IOException {
        Files.createDirectories(backups);
        Path file = backups.resolve(why + "-" + STAMP.format(Instant.now(clock)) + WHOLE);
        backup(connection, file);
        forgetOldest(why);
        return file;
    }

    /** Whether a copy of this kind was taken on today's date. */
    boolean hasOneOfToday(String why) throws IOException {
        String today = why + "-" + STAMP.format(Instant.now(clock)).substring(0, "yyyyMMdd".length());
        if (!Files.isDirectory(backups)) {
            return false;
        }
        try (Stream<Path> files = Files.list(backups)) {
            return files.map(f -> f.getFileName().toString()).anyMatch(f -> f.startsWith(today) && f.endsWith(WHOLE));
        }
    }

    /**
     * The name is given only to a whole copy that is on the disk: one cut short by a kill or a full disk keeps the
     * ending {@code .part} and passes for no backup.
     */
    static void backup(Connection connection, Path file) throws SQLException, IOException {
        Path part = file.toAbsolutePath().resolveSibling(file.getFileName() + PART);
        Files.deleteIfExists(part);
        try (var statement = connection.prepareStatement("backup to ?")) {
            statement.setString(1, part.toString());
            statement.execute();
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    /** Keeps the newest whole copies of a kind; what an earlier kill left unfinished goes too. */
    private void forgetOldest(String why) throws IOException {
        List<Path> ofThisKind;
        try (Stream<Path> files = Files.list(backups)) {
            ofThisKind = files.filter(f -> f.getFileName().toString().startsWith(why + "-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        int whole = 0;
        for (Path file : ofThisKind) {
            boolean kept = file.toString().endsWith(WHOLE) && ++whole <= BACKUPS_KEPT;
            if (!kept) {
                Files.delete(file);
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_schema, table_name from"
                        + " information_schema.tables where table_type = 'BASE TABLE' and table_schema = 'PUBLIC'"
                        + " order by 2")) {
            while (rows.next()) {
                names.add('"' + rows.getString(1) + "\".\"" + rows.getString(2) + '"');
            }
        }
        return names;
    }

    private static long setting(Connection connection, String name, long otherwise) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select setting_value from information_schema.settings where setting_name = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Long.parseLong(rows.getString(1)) : otherwise;
            }
        }
    }
}
