package dev.watchkeeper.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Size and time of every configuration file, to notice a change. Compared by asking, not by events of the file system:
 * those do not cross symbolic links, which is how containers swap a directory.
 */
record FileMarks(Map<String, String> marks) {
    static FileMarks of(Path directory) {
        Map<String, String> marks = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory, 2, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> file.toString().matches(".*\\.(yaml|yml|ics)"))
                    .forEach(file -> marks.put(file.toString(), mark(file)));
        } catch (IOException | java.io.UncheckedIOException e) {
            marks.put(directory.toString(), String.valueOf(e.getMessage()));
        }
        return new FileMarks(marks);
    }

    private static String mark(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
