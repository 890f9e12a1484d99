package dev.watchkeeper.store;

import dev.watchkeeper.config.Secret;
import java.nio.file.Path;

/**
 * Where the data lies; key {@code database} of {@code watchkeeper.yaml}.
 *
 * @param url empty for an H2 file in {@code directory}, or {@code jdbc:postgresql://host/name}, PostgreSQL 15 or newer
 * @param directory where H2's file, its backups and its access file lie; used with an empty url only
 * @param user and password: PostgreSQL only. H2 is guarded by the file permissions of its directory
 * @param connections size of the pool that everything but the bells shares
 * @param bellConnections size of Quartz's own pool: it holds a connection while it waits for its lock, and must never
 *     drain the other
 */
public record DatabaseSettings(
        String url, Path directory, String user, Secret password, int connections, int bellConnections) {
    private static final String POSTGRES = "jdbc:postgresql:";

    public DatabaseSettings {
        url = url.strip();
        if (!url.isEmpty() && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException("database.url '" + withoutSecrets(url) + "' is not understood; accepted:"
                    + " empty (an H2 file in database.directory) or jdbc:postgresql://host:5432/watchkeeper");
        }
        if (connections < 2 || connections > 200) {
            throw new IllegalArgumentException(
                    "database.connections " + connections + " is out of range; accepted: 2 to 200, for example 10");
        }
        if (bellConnections < 4 || bellConnections > 50) {
            throw new IllegalArgumentException(
                    "database.bellConnections " + bellConnections + " is out of range; accepted: 4 to 50");
        }
    }

    /** An H2 file in a directory, with the packaged pool sizes. */
    public static DatabaseSettings h2(Path directory) {
        return new DatabaseSettings("", directory, "", new Secret(""), 8, 7);
    }

    public boolean isPostgres() {
        return url.startsWith(POSTGRES);
    }

    /** What may be shown: a URL can carry a password behind its question mark or before its host. */
    public String shown() {
        return isPostgres()
                ? withoutSecrets(url)
                : directory.resolve(H2Owner.NAME + ".mv.db").toString();
    }

    private static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        return (query < 0 ? url : url.substring(0, query)).replaceFirst("//[^/]*@", "//...@");
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + shown() + "]";
    }
}
