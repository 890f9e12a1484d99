package dev.watchkeeper.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This program as the build named it. */
public final class Program {
    private static final String FILE = "/dev/watchkeeper/store/build.properties";
    private static final Properties BUILD = read();

    private Program() {}

    /** The version; {@code development} outside of a jar. */
    public static String version() {
        return value("version", "development");
    }

    /** The commit, shortened; empty if it was built from no repository. */
    public static String commit() {
        return value("commit", "");
    }

    /** Such as {@code watchkeeper 1.0.0 (0cf628c)}; how tables are signed. */
    public static String text() {
        return "watchkeeper " + version() + (commit().isEmpty() ? "" : " (" + commit() + ")");
    }

    /** What no build has filled in stands there as it was written. */
    private static String value(String key, String otherwise) {
        String value = BUILD.getProperty(key, "");
        return value.isEmpty() || value.startsWith("${") ? otherwise : value;
    }

    private static Properties read() {
        Properties build = new Properties();
        try (InputStream in = Program.class.getResourceAsStream(FILE)) {
            if (in != null) {
                build.load(in);
            }
            return build;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
