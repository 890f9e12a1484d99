package dev.watchkeeper.config;

/**
 * One thing wrong with the configuration, in words for the person who mends it.
 *
 * @param path the key's path, for example {@code tenants[3].zone}; empty for the file as a whole
 * @param message what is wrong, with the value found; never a secret
 * @param remedy what is accepted, with an example
 * @param warning true if watchkeeper can work with it all the same
 */
public record Problem(Place place, String path, String message, String remedy, boolean warning) {
    public static Problem error(Place place, String path, String message, String remedy) {
        return new Problem(place, path, message, remedy, false);
    }

    public static Problem warning(Place place, String path, String message, String remedy) {
        return new Problem(place, path, message, remedy, true);
    }

    /** One line, as {@code check-config} prints it. */
    @Override
    public String toString() {
        return (warning ? "warning: " : "error: ")
                + place
                + (path.isEmpty() ? "" : ": " + path)
                + ": "
                + message
                + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
