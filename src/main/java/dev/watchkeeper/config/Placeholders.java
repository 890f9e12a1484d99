package dev.watchkeeper.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@literal ${env:NAME}} and {@literal ${file:PATH}} in a text value; two dollar signs stand for one. A path
 * may hold a reference itself, such as to CREDENTIALS_DIRECTORY. What was put in is not searched again.
 */
public final class Placeholders {
    private static final long LARGEST = 64 << 10;

    private final Function<String, @Nullable String> environment;
    private final Path base;
    private final Set<Path> files = new TreeSet<>();

    /**
     * @param base the directory that relative paths start from
     */
    public Placeholders(Function<String, @Nullable String> environment, Path base) {
        this.environment = environment;
        this.base = base;
    }

    /** The files that were read so far. */
    public Set<Path> files() {
        return Set.copyOf(files);
    }

    static boolean present(String text) {
        return text.contains("${");
    }

    /** The text with every reference replaced; throws IllegalArgumentException naming the reference, never a value. */
    String replace(String text) {
        return new Cursor(text).upTo(false);
    }

    private String value(String reference) {
        int colon = reference.indexOf(':');
        String kind = colon < 0 ? reference : reference.substring(0, colon);
        String name = colon < 0 ? "" : reference.substring(colon + 1).strip();
        if (kind.equals("env") && !name.isEmpty()) {
            String value = environment.apply(name);
            if (value == null) {
                throw new IllegalArgumentException("the environment variable " + name + " is not set");
            }
            return value;
        }
        if (kind.equals("file") && !name.isEmpty()) {
            return file(name);
        }
        throw new IllegalArgumentException(
                "'${" + reference + "}' is no reference; accepted: ${env:NAME}, ${file:PATH}");
    }

    private String file(String name) {
        try {
            Path path = base.resolve(name);
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException("the file " + path + " does not exist");
            }
            if (Files.size(path) > LARGEST) {
                throw new IllegalArgumentException("the file " + path + " is larger than 64 KiB");
            }
            files.add(path);
            return Files.readString(path).stripTrailing();
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("the file " + name + " is not text in UTF-8", e);
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException("the file " + name + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        String upTo(boolean brace) {
            StringBuilder out = new StringBuilder();
            while (at < text.length()) {
                if (text.startsWith("$${", at)) {
                    out.append("${");
                    at += 3;
                } else if (text.startsWith("${", at)) {
                    at += 2;
                    out.append(value(upTo(true)));
                } else if (brace && text.charAt(at) == '}') {
                    at++;
                    return out.toString();
                } else {
                    out.append(text.charAt(at++));
                }
            }
            if (brace) {
                throw new IllegalArgumentException("a reference is not closed; write ${env:NAME} or ${file:PATH}");
            }
            return out.toString();
        }
    }
}
