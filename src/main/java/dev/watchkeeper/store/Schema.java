package dev.watchkeeper.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The steps that make the tables: those in the jar against those that the database has seen. */
final class Schema {
    private static final Pattern STEP = Pattern.compile("V(\\d+)__.*\\.sql");

    private final DatabaseSettings settings;
    private final Jdbi jdbi;
    private final Flyway flyway;

    Schema(DatabaseSettings settings, String url, Jdbi jdbi) {
        this.settings = settings;
        this.jdbi = jdbi;
        // Not through the pool: its socket timeout would cut a long migration short.
        this.flyway = Flyway.configure()
                .dataSource(
                        url,
                        settings.isPostgres() ? settings.user() : "sa",
                        settings.isPostgres() ? settings.password().reveal() : "")
                .locations("classpath:db/migration")
                .placeholderReplacement(false)
                // Numbers go by subject, so that a newer step may stand before one that a database already has.
                .outOfOrder(true)
                .load();
    }

    /** The newest step in the jar, without asking any database. */
    static String newest() {
        try {
            URI steps = Objects.requireNonNull(Schema.class.getResource("/db/migration"))
                    .toURI();
            if (!steps.getScheme().equals("jar")) {
                return newest(Path.of(steps));
            }
            try (FileSystem jar = FileSystems.newFileSystem(steps, Map.of())) {
                return newest(jar.getPath("/db/migration"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the steps of the database are not in the jar", e);
        }
    }

    private static String newest(Path steps) throws IOException {
        try (Stream<Path> files = Files.list(steps)) {
            return files.map(file -> STEP.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(step -> step.group(1))
                    .max(Comparator.comparing(MigrationVersion::fromVersion))
                    .orElse("0");
        }
    }

    private static String newest(List<MigrationInfo> steps) {
        return steps.stream()
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::getVersion)
                .orElse("0");
    }

    /**
     * Brings the tables up to date.
     *
     * @param beforeUpgrade run before the first step is taken on tables that hold data already
     * @throws NewerDatabaseException if the database has seen steps that this program does not know
     */
    void migrate(String program, Instant now, BeforeUpgrade beforeUpgrade) {
        try {
            MigrationInfoService steps = flyway.info();
            List<MigrationInfo> unknown = Arrays.stream(steps.applied())
                    .filter(step ->
                            step.getVersion() != null && !step.getState().isResolved())
                    .toList();
            if (!unknown.isEmpty()) {
                throw new NewerDatabaseException(newer(unknown, program));
            }
            if (steps.pending().length > 0 && steps.applied().length > 0) {
                beforeUpgrade.run();
            }
            flyway.migrate();
            sign(program, now);
        } catch (FlywayException | SQLException | IOException e) {
            throw new DatabaseException(
                    "the tables of " + settings.shown() + " cannot be brought up to date: "
                            + DatabaseException.explain(e),
                    e);
        }
    }

    /** What is done before tables that hold data are changed. */
    @FunctionalInterface
    interface BeforeUpgrade {
        void run() throws SQLException, IOException;
    }

    private String newer(List<MigrationInfo> unknown, String program) {
        String writer = jdbi.withHandle(handle -> {
            try {
                return handle.createQuery("select written_by from installation where written_by is not null")
                        .mapTo(String.class)
                        .findFirst()
                        .orElse("");
            } catch (JdbiException tooOldToSay) {
                return "";
            }
        });
        String by = writer.isEmpty() ? "a newer watchkeeper" : "watchkeeper " + writer;
        return "the database " + settings.shown() + " was brought to step " + newest(unknown) + " by " + by
                + "; this is "
                + program + ", which knows steps up to " + newest() + " and would damage what it does not understand."
                + " Nothing was changed. Start " + (writer.isEmpty() ? "the newer jar" : by + " or a newer one")
                + "; or go back: " + wayBack();
    }

    private String wayBack() {
        return settings.isPostgres()
                ? "stop watchkeeper and restore the dump from before the upgrade with pg_restore --clean"
                : "stop watchkeeper and unzip the newest upgrade-*.zip of "
                        + settings.directory().resolve("backups") + " into " + settings.directory()
                        + "; what came after the upgrade is lost then";
    }

    /** Says in the database who wrote its tables last; a database without an owner yet is signed at its next opening. */
    private void sign(String program, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("update installation set written_by = :program, written_at = :now"
                        + " where written_by is null or written_by <> :program")
                .bind("program", program.replaceFirst("^watchkeeper ", ""))
                .bind("now", now.truncatedTo(ChronoUnit.MILLIS))
                .execute());
    }
}
