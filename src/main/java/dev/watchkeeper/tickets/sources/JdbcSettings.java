package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to read a ticket system's database. Give a preset or queries of your own.
 *
 * @param url for example {@code jdbc:mysql://desk.example/osticket}
 * @param driver the driver's jar, for every database but PostgreSQL
 * @param driverClass its class, if the jar does not name it itself
 * @param existing of a source with queries of its own, the {@code ticket_key} of every ticket that still exists, open or
 *     closed, so that those deleted there end here; optionally why it ended, when, and its number, as
 *     columns gone, gone_at, number
 * @param zone the zone in which the system writes local times; UTC if absent
 * @param tablePrefix osTicket: {@code ost_} if absent
 * @param overlap how far each poll reads back, because rows commit out of order; 10 minutes
 * @param overlapRows and at least so many ids; 1,000
 * @param page rows per query; 1,000
 * @param timeout of one statement; 10 seconds
 */
public record JdbcSettings(
        String url,
        String user,
        @Nullable Secret password,
        @Nullable Path driver,
        @Nullable String driverClass,
        @Nullable JdbcPreset preset,
        List<Query> queries,
        @Nullable String existing,
        @Nullable ZoneId zone,
        @Nullable String tablePrefix,
        @Nullable Duration overlap,
        @Nullable Integer overlapRows,
        @Nullable Integer page,
        @Nullable Duration timeout) {

    /**
     * A query of the operator's own, with {@code :cursor} and {@code :n}, ordered by its column {@code seq}.
     *
     * @param columns contract column to the name the query gives it; same name if absent
     * @param constants contract column to a fixed value, for what the query does not give
     */
    public record Query(String name, String sql, Map<String, String> columns, Map<String, String> constants) {
        public Query {
            columns = Map.copyOf(columns);
            constants = Map.copyOf(constants);
            if (!CursorSql.parse(sql).isComplete()) {
                throw new IllegalArgumentException("query " + name + " must hold :cursor and :n, for example"
                        + " \"... WHERE seq > :cursor ORDER BY seq LIMIT :n\"");
            }
        }
    }

    public JdbcSettings {
        queries = List.copyOf(queries);
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "jdbc.url must begin with jdbc:, for example" + " jdbc:postgresql://desk.example:5432/zammad");
        }
        if ((preset == null) == queries.isEmpty()) {
            throw new IllegalArgumentException("jdbc needs either preset (osticket, zammad, glpi) or queries");
        }
        if (existing != null && preset != null) {
            throw new IllegalArgumentException("jdbc.existing belongs to queries of your own; the preset has its own");
        }
        if (tablePrefix != null && !tablePrefix.matches("[A-Za-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("jdbc.tablePrefix may hold letters, digits and _, for example ost_");
        }
        if (page != null && (page < 1 || page > 100_000)) {
            throw new IllegalArgumentException("jdbc.page " + page + " is out of range; accepted: 1 to 100000");
        }
    }

    /** Why no connection can even be tried: no driver for this kind of url; empty if there is one. */
    public Optional<String> driverProblem() {
        try (JdbcConnections connections = new JdbcConnections(this)) {
            return connections.accepts()
                    ? Optional.empty()
                    : Optional.of("the driver in " + driver + " does not accept " + kind());
        } catch (SQLException | IOException e) {
            return Optional.of(
                    driver == null ? "no driver for " + kind() + " is packaged" : String.valueOf(e.getMessage()));
        }
    }

    private String kind() {
        return url.replaceFirst("^(jdbc:[^:]*:?).*", "$1");
    }

    /** Zammad writes UTC wherever it stands. */
    ZoneId zoneInUse() {
        return zone == null || preset == JdbcPreset.ZAMMAD ? java.time.ZoneOffset.UTC : zone;
    }

    Duration overlapInUse() {
        return overlap == null ? Duration.ofMinutes(10) : overlap;
    }

    int overlapRowsInUse() {
        return overlapRows == null ? 1000 : overlapRows;
    }

    int pageInUse() {
        return page == null ? 1000 : page;
    }

    Duration timeoutInUse() {
        return timeout == null ? Duration.ofSeconds(10) : timeout;
    }

    @Override
    public String toString() {
        return "JdbcSettings[" + url.replaceFirst("[?;].*", "") + "]";
    }
}
