package dev.watchkeeper.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * New connections to H2 for a pool. Pools name connections in their warnings, and H2's name shows its URL, which holds
 * the secret of the port: these show nothing. Proxies, because both interfaces ask for java.util.logging.
 */
final class H2Source {
    private H2Source() {}

    /**
     * A source of connections.
     *
     * @param owner holds the database in this process; null if another process does
     */
    static DataSource of(@Nullable H2Owner owner, String url) {
        return (DataSource) Proxy.newProxyInstance(
                H2Source.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConnection" -> connect(owner, url);
                    case "getLoginTimeout" -> 5;
                    case "isWrapperFor" -> false;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "H2";
                    default -> null;
                });
    }

    private static Connection connect(@Nullable H2Owner owner, String url) throws SQLException {
        if (owner != null) {
            owner.holdAgain();
        }
        Connection connection = DriverManager.getConnection(url, "sa", "");
        return (Connection) Proxy.newProxyInstance(
                H2Source.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toString")) {
                        return "H2";
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
