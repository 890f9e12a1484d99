package dev.watchkeeper.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells whether the database is ours: its id stands in the table {@code installation} and in a file of the data
 * directory. A database that was copied or restored elsewhere finds no equal file, and must not send mail.
 */
public final class Installation {
    static final String FILE = "installation-id";

    private final Jdbi jdbi;
    private final Path file;

    public Installation(Database database, Path dataDirectory) {
        this.jdbi = database.jdbi();
        this.file = dataDirectory.resolve(FILE);
    }

    /**
     * Whether the database belongs to this data directory; a database without an owner is taken.
     *
     * @throws DatabaseException if the file cannot be read or written
     */
    public boolean isOurs(Instant now) {
        Optional<String> stored = stored();
        if (stored.isEmpty()) {
            adopt(now);
            return true;
        }
        return stored.equals(written());
    }

    /** Declares this data directory the rightful owner of the database; others on the same database stay so too. */
    public void adopt(Instant now) {
        String id = stored().orElseGet(() -> {
            String fresh = UUID.randomUUID().toString();
            jdbi.useTransaction(handle -> Once.insert(
                    handle,
                    () -> handle.createUpdate("insert into installation (one, id, created_at) values (1, :id, :now)")
                            .bind("id", fresh)
                            .bind("now", now)
                            .execute()));
            return stored().orElse(fresh);
        });
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, id + "\n");
        } catch (IOException e) {
            throw new DatabaseException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The id in the database. */
    public Optional<String> stored() {
        return jdbi.withHandle(handle -> handle.createQuery("select id from installation")
                .mapTo(String.class)
                .findFirst());
    }

    private Optional<String> written() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new DatabaseException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
