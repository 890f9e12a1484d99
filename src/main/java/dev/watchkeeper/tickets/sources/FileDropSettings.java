package dev.watchkeeper.tickets.sources;

import java.nio.file.Path;

/**
 * A directory into which files are renamed when they are complete.
 *
 * @param directory holds {@code *.jsonl}, canonical events, one a line
 */
public record FileDropSettings(Path directory) {}
