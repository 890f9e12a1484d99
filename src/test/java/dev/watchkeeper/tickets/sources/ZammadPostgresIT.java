package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.fixture.PostgresServer;
import java.sql.SQLException;

/** The same on the database that Zammad really uses. */
class ZammadPostgresIT extends ZammadTablesTest {
    private static int number;

    @Override
    JdbcDesk database() throws SQLException {
        String name = "zammad" + number++;
        PostgresServer.create(name);
        var settings = PostgresServer.settings(name);
        JdbcDesk own = new JdbcDesk(settings.url(), "postgres", "postgres");
        return own.run(
                "create schema desk", "alter database " + name + " set search_path = desk", "set search_path = desk");
    }
}
