package dev.watchkeeper.tickets.sources;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a text that nobody vouches for: one that is too long is cut while it is read, so that a file without line
 * ends cannot fill the memory. Lines end as those of {@link java.io.BufferedReader}.
 */
final class LineReader {
    private static final int BUFFER = 1 << 14;

    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[BUFFER];
    private int at;
    private int end;
    private boolean afterReturn;
    private boolean cut;

    /**
     * @param longest characters of a line that are kept
     */
    LineReader(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = null;
        cut = false;
        while (true) {
            if (at == end) {
                end = reader.read(buffer, 0, BUFFER);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return line == null ? null : line.toString();
                }
            }
            if (afterReturn && buffer[at] == '\n') {
                at++;
                afterReturn = false;
                continue;
            }
            afterReturn = false;
            line = line == null ? new StringBuilder() : line;
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            int kept = Math.min(at - from, longest - line.length());
            line.append(buffer, from, kept);
            cut |= kept < at - from;
            if (at < end) {
                afterReturn = buffer[at] == '\r';
                at++;
                return line.toString();
            }
        }
    }

    /** True if the last line was longer than what is kept. */
    boolean wasCut() {
        return cut;
    }
}
