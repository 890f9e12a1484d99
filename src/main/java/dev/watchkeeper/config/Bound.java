package dev.watchkeeper.config;

import org.jspecify.annotations.Nullable;

/** A value read from a file, together with where it stands, so that later checks can point at the line. */
public record Bound<T>(T value, Node node, String path) {
    /** The place of a key below this value, such as {@code mail.from}; of what is written nearest above it otherwise. */
    public Place at(String key) {
        Node at = node;
        for (String part : key.split("\\.", -1)) {
            @Nullable Node found = at instanceof Node.Mapping mapping ? mapping.find(part) : null;
            if (found == null) {
                return at.place();
            }
            at = found;
        }
        return at.place();
    }

    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
