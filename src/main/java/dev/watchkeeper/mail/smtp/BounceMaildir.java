package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.BounceDesk.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes bounces out of a maildir: what was understood goes from {@code new} to {@code cur}, the rest to {@code odd}. A
 * file is moved after it was noted, so a crash in between only shows it twice. One thread at a time.
 */
public final class BounceMaildir {
    private static final Logger LOG = LoggerFactory.getLogger(BounceMaildir.class);
    private static final int MOST_AT_ONCE = 500;

    private final BounceSettings settings;
    private final Function<Bounce, Verdict> desk;

    /**
     * @param desk notes one bounce in a transaction of its own
     */
    public BounceMaildir(BounceSettings settings, Function<Bounce, Verdict> desk) {
        this.settings = settings;
        this.desk = desk;
    }

    /** What one round found. */
    public record Round(Map<Verdict, Integer> verdicts, int odd) {
        public int read() {
            return verdicts.values().stream().mapToInt(Integer::intValue).sum() + odd;
        }
    }

    /**
     * Takes what has arrived.
     *
     * @throws IOException if the directory cannot be read or written
     */
    public Round collect(BooleanSupplier stopping) throws IOException {
        Map<Verdict, Integer> verdicts = new TreeMap<>();
        int odd = 0;
        for (Path file : waiting()) {
            if (stopping.getAsBoolean()) {
                break;
            }
            String why = "";
            try {
                Verdict verdict = desk.apply(BounceReader.read(bytes(file)));
                verdicts.merge(verdict, 1, Integer::sum);
                if (verdict == Verdict.NOT_PROVEN) {
                    why = "it is not about a mail of ours";
                }
            } catch (BounceReader.NoBounce e) {
                odd++;
                why = String.valueOf(e.getMessage());
            }
            if (why.isEmpty()) {
                move(file, "cur", file.getFileName() + ":2,S");
            } else {
                LOG.info("bounce {} is set aside: {}", file.getFileName(), why.replaceAll("\\p{Cntrl}", " "));
                move(file, "odd", file.getFileName().toString());
            }
        }
        return new Round(verdicts, odd);
    }

    private List<Path> waiting() throws IOException {
        Path arrived = settings.maildir().resolve("new");
        if (!Files.isDirectory(arrived)) {
            throw new IOException(
                    arrived + " is no directory; mail.bounces.maildir names a maildir with new, cur and tmp");
        }
        try (Stream<Path> files = Files.list(arrived)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST_AT_ONCE)
                    .toList();
        }
    }

    private byte[] bytes(Path file) throws IOException, BounceReader.NoBounce {
        long size = Files.size(file);
        if (size > settings.maxBytes()) {
            throw new BounceReader.NoBounce("it has " + size + " bytes, more than " + settings.maxBytes());
        }
        return Files.readAllBytes(file);
    }

    private void move(Path file, String directory, String name) throws IOException {
        Path to = Files.createDirectories(settings.maildir().resolve(directory));
        Files.move(file, to.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
