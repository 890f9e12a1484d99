package dev.watchkeeper.cli;

import dev.watchkeeper.sla.Replay;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.sources.CloudEvents;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * The lines of a replay: read once in order, then found again by their byte offset, so that the heap need not hold
 * them. What is no plain file (standard input, a pipe) is copied into a temporary file first, gone after the command.
 */
final class ReplayInput implements Replay.Events, AutoCloseable {
    private static final int PAGE = 4096;

    private final Path file;
    private final boolean temporary;
    private final FileChannel channel;
    private ByteBuffer page = ByteBuffer.allocate(PAGE);

    private ReplayInput(Path file, boolean temporary) throws IOException {
        this.file = file;
        this.temporary = temporary;
        this.channel = FileChannel.open(file);
    }

    static ReplayInput open(String events) throws IOException {
        if (events.equals("-")) {
            return copyOf(System.in);
        }
        Path file = Path.of(events);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageException(
                    "--events " + events + ": no such file, or it may not be read; - reads standard input");
        }
        if (Files.isRegularFile(file)) {
            return new ReplayInput(file, false);
        }
        try (InputStream pipe = Files.newInputStream(file)) {
            return copyOf(pipe);
        }
    }

    private static ReplayInput copyOf(InputStream stream) throws IOException {
        Path copy = Files.createTempFile("watchkeeper-replay", ".jsonl");
        try {
            Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
            return new ReplayInput(copy, true);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** What takes the events of the first reading. */
    interface Taker {
        void take(TicketEvent event, long position);
    }

    /** Reads every line once; blank ones are skipped, a bad one is reported and reading goes on. */
    void readAll(Taker events, Consumer<CloudEvents.Problem> problems) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(PAGE);
            long start = 0;
            long position = 0;
            int number = 0;
            int c;
            do {
                c = in.read();
                position++;
                if (c != '\n' && c >= 0) {
                    line.write(c);
                    continue;
                }
                number++;
                String text = text(line.toByteArray(), start);
                if (!text.isBlank()) {
                    try {
                        events.take(EventLimits.check(CloudEvents.read(text)), start);
                    } catch (InvalidEvent e) {
                        problems.accept(new CloudEvents.Problem(number, String.valueOf(e.getMessage()), text));
                    }
                }
                line.reset();
                start = position;
            } while (c >= 0);
        }
    }

    @Override
    public TicketEvent at(long position) {
        try {
            page.clear();
            int scanned = 0;
            while (true) {
                int read = channel.read(page, position + page.position());
                for (int i = scanned; i < page.position(); i++) {
                    if (page.get(i) == '\n') {
                        return event(i, position);
                    }
                }
                if (read < 0) {
                    return event(page.position(), position);
                }
                scanned = page.position();
                if (!page.hasRemaining()) {
                    page = ByteBuffer.allocate(2 * page.capacity()).put(page.flip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the events at byte " + position + " of " + file + " cannot be read again", e);
        }
    }

    private TicketEvent event(int length, long position) {
        byte[] line = new byte[length];
        page.get(0, line);
        try {
            return CloudEvents.read(text(line, position));
        } catch (InvalidEvent e) {
            throw new IllegalStateException(
                    file + " changed while it was read (byte " + position + "): " + e.getMessage(), e);
        }
    }

    private static String text(byte[] line, long position) {
        String text = new String(line, StandardCharsets.UTF_8);
        return position == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
