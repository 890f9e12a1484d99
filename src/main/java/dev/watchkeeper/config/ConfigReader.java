package dev.watchkeeper.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads YAML files into records: {@link #tree} a file, lay it over defaults with {@link Node#overlay}, then {@link
 * #bind} it. Problems gather in one list over all files; what could not be read comes back empty. Not for several
 * threads.
 */
public final class ConfigReader {
    private static final long LARGEST = 64L << 20;

    private final Problems problems;
    private final Binder binder;

    public ConfigReader(Problems problems, Placeholders placeholders) {
        this.problems = problems;
        this.binder = new Binder(problems, placeholders);
    }

    public Problems problems() {
        return problems;
    }

    /** The tree of a file; an empty file gives an empty mapping. */
    public Optional<Node> tree(Path file) {
        Place place = new Place(file.toString(), 0);
        try {
            if (Files.size(file) > LARGEST) {
                problems.error(
                        place, "", "is larger than 64 MiB", "split it; tenants may be spread over tenants/*.yaml");
                return Optional.empty();
            }
            return decode(place, Files.readAllBytes(file)).flatMap(text -> tree(place.file(), text));
        } catch (NoSuchFileException e) {
            problems.error(place, "", "does not exist", "");
        } catch (AccessDeniedException e) {
            problems.error(place, "", "may not be read by this user", "check its owner and mode");
        } catch (IOException e) {
            problems.error(place, "", "cannot be read: " + e.getMessage(), "");
        }
        return Optional.empty();
    }

    /** The tree of a text that is already in memory, such as the packaged defaults. */
    public Optional<Node> tree(String name, String text) {
        int before = problems.errors();
        Node root = YamlTree.parse(name, text, problems);
        if (root == null && problems.errors() == before) {
            root = new Node.Mapping(new Place(name, 0), java.util.Map.of());
        }
        return Optional.ofNullable(root);
    }

    /**
     * The record, or empty if a part of it could not be made. An unknown key is a problem, but the record is made all
     * the same, so that later checks can look at it too; ask {@link Problems#hasErrors()} at the end.
     */
    public <T> Optional<Bound<T>> bind(Class<T> type, Node node, String path) {
        T value = binder.bind(type, node, path);
        return value == null ? Optional.empty() : Optional.of(new Bound<>(value, node, path));
    }

    private Optional<String> decode(Place place, byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                problems.error(place, "", "is a binary file", "wanted is YAML text in UTF-8");
                return Optional.empty();
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.error(place, "", "is not text in UTF-8", "save it in UTF-8");
            return Optional.empty();
        }
    }
}
