package dev.watchkeeper.sla;

import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.tickets.TicketEvent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Tells tickets of a replay apart by their source as it is on the wire. {@code /a/b} and {@code /a-b} are both called
 * {@code a-b}; where one input holds both, the one with fewer slashes is called {@code a-b~} and a piece of its hash.
 */
final class SourceNames {
    /** Stands in no source: those that hold blanks are not read. */
    private static final char BETWEEN = '\n';

    private static final int PIECE = 12;
    private static final Comparator<String> MOST_SLASHES_FIRST = Comparator.<String>comparingLong(
                    source -> -source.chars().filter(c -> c == '/').count())
            .thenComparing(Comparator.naturalOrder());

    private final Map<String, NavigableSet<String>> byName = new HashMap<>();

    /** What the event's ticket is filed under; a correction belongs to what it supersedes. */
    String key(TicketEvent event) {
        TicketEvent.Correction correction = event.correction();
        return key(correction == null ? event.source() : correction.supersedes().source(), event.subject());
    }

    String key(String source, String subject) {
        byName.computeIfAbsent(TicketEvent.sourceId(source), n -> new TreeSet<>(MOST_SLASHES_FIRST))
                .add(source);
        return source + BETWEEN + subject;
    }

    /** The ticket as it is called, {@code zendesk-main/4711}; asked once all events are known. */
    String ticket(String key) {
        int at = key.indexOf(BETWEEN);
        String source = key.substring(0, at);
        String name = TicketEvent.sourceId(source);
        NavigableSet<String> alike = byName.get(name);
        boolean first = alike == null || alike.first().equals(source);
        return (first ? name : name + "~" + hash(source)) + "/" + key.substring(at + 1);
    }

    private static String hash(String source) {
        return MessageIds.sha256(source.getBytes(StandardCharsets.UTF_8)).substring(0, PIECE);
    }
}
