package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each query of a source has been read, as the text that is stored. Beside the highest id it keeps marks to
 * start again from: rows commit out of order, so every poll reads back over what it saw in the last minutes.
 */
final class JdbcCursor {
    /** Enough for 10 minutes of polls every few seconds; when full, every other one goes. */
    private static final int MOST_MARKS = 120;
    /** What the store has room for. */
    private static final int LONGEST = 20_000;

    /**
     * A place to start reading from.
     *
     * @param seenAt ids up to {@code seq} had been read at this instant
     * @param latest the latest row up to here, the context for local times; null if none
     */
    record Mark(Instant seenAt, long seq, @Nullable Instant latest) {}

    /** One query's position. */
    static final class Stream {
        private long seq;
        private final List<Mark> marks = new ArrayList<>();

        long seq() {
            return seq;
        }

        /** The newest place that leaves both the span and the number of ids to read again; the very start if none. */
        Mark restart(Instant now, Duration overlap, int rows) {
            Instant until = now.minus(overlap);
            Mark best = new Mark(Instant.EPOCH, 0, null);
            for (Mark mark : marks) {
                if (!mark.seenAt().isAfter(until) && mark.seq() <= seq - rows) {
                    best = mark;
                }
            }
            return best;
        }

        void advance(long to, Instant seenAt, @Nullable Instant latest) {
            if (to > seq) {
                seq = to;
                marks.add(new Mark(seenAt, to, latest));
            }
        }

        /** Drops marks that no restart will need. */
        void prune(Instant now, Duration overlap, int rows) {
            Mark needed = restart(now, overlap, rows);
            marks.removeIf(mark -> mark.seq() < needed.seq());
            if (marks.size() > MOST_MARKS) {
                thin();
            }
        }

        /** Every other mark goes: a restart then reads back further than it must. */
        private void thin() {
            for (int i = marks.size() - 2; i > 0; i -= 2) {
                marks.remove(i);
            }
        }
    }

    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private @Nullable Instant backfillBefore;

    /** Reads the stored text; null gives the beginning. */
    static JdbcCursor parse(@Nullable String text) {
        JdbcCursor cursor = new JdbcCursor();
        if (text == null) {
            return cursor;
        }
        JsonNode root = JsonTree.read(text);
        if (root.hasNonNull("backfill_before")) {
            cursor.backfillBefore = Instant.parse(root.path("backfill_before").asText());
        }
        root.path("streams").properties().forEach(field -> {
            Stream stream = cursor.stream(field.getKey());
            stream.seq = field.getValue().path("seq").asLong();
            for (JsonNode mark : field.getValue().path("marks")) {
                stream.marks.add(new Mark(
                        Instant.ofEpochMilli(mark.path(0).asLong()),
                        mark.path(1).asLong(),
                        mark.path(2).isNull()
                                ? null
                                : Instant.ofEpochMilli(mark.path(2).asLong())));
            }
        });
        return cursor;
    }

    /** The text to store; with many queries it holds fewer marks of each. */
    String text() {
        String text = written();
        while (text.length() > LONGEST && streams.values().stream().anyMatch(stream -> stream.marks.size() > 2)) {
            streams.values().forEach(Stream::thin);
            text = written();
        }
        return text;
    }

    private String written() {
        ObjectNode root = JsonTree.MAPPER.createObjectNode();
        if (backfillBefore != null) {
            root.put("backfill_before", backfillBefore.toString());
        }
        ObjectNode all = root.putObject("streams");
        streams.forEach((name, stream) -> {
            ObjectNode one = all.putObject(name);
            one.put("seq", stream.seq);
            ArrayNode marks = one.putArray("marks");
            for (Mark mark : stream.marks) {
                ArrayNode triple = marks.addArray();
                triple.add(mark.seenAt().toEpochMilli()).add(mark.seq());
                Instant latest = mark.latest();
                if (latest == null) {
                    triple.addNull();
                } else {
                    triple.add(latest.toEpochMilli());
                }
            }
        });
        try {
            return JsonTree.MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a cursor of ours cannot be written as JSON", e);
        }
    }

    Stream stream(String name) {
        return streams.computeIfAbsent(name, n -> new Stream());
    }

    /** Rows dated before this were history when the source was first read. */
    Instant backfillBefore(Instant firstPoll) {
        Instant known = backfillBefore;
        if (known == null) {
            known = firstPoll;
            backfillBefore = known;
        }
        return known;
    }
}
