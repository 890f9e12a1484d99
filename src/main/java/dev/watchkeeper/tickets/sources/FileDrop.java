package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes {@code *.jsonl} files that were renamed into a directory: stored in batches, then renamed to {@code .done}.
 * Lines that cannot be read go to {@code .bad} with number and reason. The same file twice changes nothing.
 */
final class FileDrop implements PolledSource {
    private static final int BATCH = 500;

    private final SourceSettings source;
    private final Path directory;
    private final TicketEvents log;
    private final SourceStates states;
    private final SourceNotices notices;
    private final Transactions transactions;

    FileDrop(
            SourceSettings source,
            Path directory,
            TicketEvents log,
            SourceStates states,
            SourceNotices notices,
            Transactions transactions) {
        this.source = source;
        this.directory = directory;
        this.log = log;
        this.states = states;
        this.notices = notices;
        this.transactions = transactions;
    }

    @Override
    public String id() {
        return source.id();
    }

    @Override
    public void poll(Instant now) throws SourceUnreadable {
        List<Path> files;
        try {
            files = waiting();
        } catch (IOException | UncheckedIOException e) {
            throw new SourceUnreadable("directory " + directory + " cannot be read: " + e, e);
        }
        SourceUnreadable first = null;
        for (Path file : files) {
            try {
                take(file, now);
            } catch (IOException | UncheckedIOException e) {
                // One file without leave to be read or renamed must not keep back the others.
                first = first == null
                        ? new SourceUnreadable("file " + file + " cannot be read or renamed: " + e, e)
                        : first;
            }
        }
        if (first != null) {
            throw first;
        }
        states.advanced(source.id(), null, null, now);
    }

    private List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".jsonl"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private void take(Path file, Instant now) throws IOException {
        List<TicketEvent> batch = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        Set<TicketEvent.Key> conflicts = new LinkedHashSet<>();
        List<TicketEvent.Key> refused = new ArrayList<>();
        // Broken bytes become question marks, so that they cost their line and not the file.
        try (Reader lines = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            CloudEvents.readLines(
                    lines,
                    event -> {
                        batch.add(EventLimits.check(event.withReceivedAt(now)));
                        if (batch.size() == BATCH) {
                            store(batch, conflicts, refused);
                        }
                    },
                    problem -> bad.add("line " + problem.number() + ": " + problem.message() + "\t" + problem.text()));
        }
        store(batch, conflicts, refused);
        bad.addAll(SourceWarnings.refused(refused));
        Path done = beside(file, ".done");
        if (bad.isEmpty()) {
            Files.deleteIfExists(beside(file, ".bad")); // of an earlier file of this name
        } else {
            Files.write(
                    beside(file, ".bad"),
                    bad,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            notices.raise(
                    source.id(),
                    SourceNotices.Kind.UNREADABLE,
                    new Text(
                            bad.size() + " lines of " + file.getFileName() + " could not be read; see "
                                    + beside(file, ".bad").getFileName(),
                            file.getFileName() + " 有 " + bad.size() + " 行无法读取，见 "
                                    + beside(file, ".bad").getFileName()));
        }
        if (!conflicts.isEmpty()) {
            SourceWarnings.conflict(notices, source.id(), List.copyOf(conflicts));
        }
        Files.move(file, done, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void store(List<TicketEvent> batch, Set<TicketEvent.Key> conflicts, List<TicketEvent.Key> refused) {
        if (!batch.isEmpty()) {
            TicketEvents.Appended appended = transactions.in(() -> log.append(batch));
            conflicts.addAll(appended.conflicts());
            refused.addAll(appended.refused());
            batch.clear();
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
