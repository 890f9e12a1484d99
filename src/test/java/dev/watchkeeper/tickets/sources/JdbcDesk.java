package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket system's database, to read from; in memory unless it is given. */
final class JdbcDesk implements AutoCloseable {
    private static int number;

    private final String url;
    private final String user;
    private final String password;
    private final Connection keeper;

    JdbcDesk(String mode) throws SQLException {
        this(
                "jdbc:h2:mem:desk" + number++ + ";MODE=" + mode
                        + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "sa",
                "");
    }

    JdbcDesk(String url, String user, String password) throws SQLException {
        this.url = url;
        this.user = user;
        this.password = password;
        keeper = DriverManager.getConnection(url, user, password);
    }

    JdbcDesk run(String... statements) throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            for (String one : statements) {
                for (String single : java.util.regex.Pattern.compile(";\\s*\\n")
                        .splitAsStream(one)
                        .toList()) {
                    if (!single.isBlank()) {
                        statement.execute(single);
                    }
                }
            }
        }
        return this;
    }

    JdbcSettings preset(JdbcPreset preset, String zone, int page) {
        return settings(preset, List.of(), zone, page);
    }

    JdbcSettings query(String sql, int page) {
        return settings(null, List.of(new JdbcSettings.Query("events", sql, Map.of(), Map.of())), "UTC", page);
    }

    /** What a source with queries of its own says is there. */
    @Nullable
    String existing;

    private JdbcSettings settings(
            @Nullable JdbcPreset preset, List<JdbcSettings.Query> queries, String zone, int page) {
        return new JdbcSettings(
                url,
                user,
                new Secret(password),
                null,
                null,
                preset,
                queries,
                existing,
                ZoneId.of(zone),
                null,
                Duration.ofMinutes(10),
                5,
                page,
                null);
    }

    static SourceSettings source(String id, JdbcSettings jdbc, MappingSettings mapping) {
        return new SourceSettings(
                id,
                SourceSettings.Type.JDBC,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                mapping,
                jdbc,
                null,
                null);
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
