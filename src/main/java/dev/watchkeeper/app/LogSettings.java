package dev.watchkeeper.app;

/**
 * The section {@code logging} of the configuration; a {@code logback.xml} in the configuration directory replaces it.
 *
 * @param level of our own packages; libraries stay at warn
 * @param console what goes to standard error
 * @param file empty for no file
 * @param fileFormat text or json
 * @param maxFileSize and {@code totalSize} in Logback's notation: 20MB, 1GB
 */
public record LogSettings(
        Level level,
        Console console,
        String file,
        FileFormat fileFormat,
        String maxFileSize,
        String totalSize,
        int keepDays) {
    /** How much is told. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** What goes to standard error. */
    public enum Console {
        TEXT,
        JSON,
        OFF
    }

    /** How the log file is written. */
    public enum FileFormat {
        TEXT,
        JSON
    }

    public LogSettings {
        size("logging.maxFileSize", maxFileSize);
        size("logging.totalSize", totalSize);
        if (keepDays < 1 || keepDays > 3650) {
            throw new IllegalArgumentException(
                    "logging.keepDays " + keepDays + " is out of range; accepted: 1 to 3650");
        }
    }

    private static void size(String key, String size) {
        if (!size.matches("[1-9]\\d{0,5} ?[KMG]B")) {
            throw new IllegalArgumentException(
                    key + " '" + size + "' is not a size; accepted: for example 20MB or 1GB");
        }
    }
}
