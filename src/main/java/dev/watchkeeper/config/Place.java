package dev.watchkeeper.config;

/**
 * Where something stands in a configuration file.
 *
 * @param line counted from 1; 0 if the place is the file as a whole
 */
public record Place(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
