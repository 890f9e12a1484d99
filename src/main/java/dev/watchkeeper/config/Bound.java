package dev.watchkeeper.config;

import org.jspecify.annotations.Nullable;

/** A value read from a file, together with where it stands, so that later checks can point at the line. */
public record Bound<T>(T value, Node node, String path) {
    /** The place of a key below this value; of the value itself if the key is not written there. */
    public Place at(String key) {
        @Nullable Node found = node instanceof Node.Mapping mapping ? mapping.find(key) : null;
        return found == null ? node.place() : found.place();
    }

    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
