package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tickets and clocks as last folded: a cache of the event log, and the locks under which it is renewed. Claims belong
 * to the running transaction and are let go with it; several nodes may claim, each ticket is held by one.
 */
public interface ClockBook {
    /** Locks tickets whose next instant has come, earliest first; those held by others are passed over. */
    List<String> claimDue(Instant now, int limit);

    /** Locks tickets that were queued for folding and takes them off the queue; those held by others stay queued. */
    List<String> claimQueued(int limit, Instant now);

    /** Locks these tickets; those held by others are left out of the answer. */
    List<String> claim(Collection<String> ticketKeys);

    /**
     * Locks one ticket, known or not, and takes it off the queue; false if another holds it. What arrives for it from
     * then on is queued anew.
     */
    boolean take(String ticketKey, Instant now);

    /**
     * Leaves tickets that cannot be folded until an instant, with a flag that says so; takes them off the queue. Waits
     * for those held by others.
     */
    void putOff(Collection<String> ticketKeys, Instant until);

    /** Keys of known tickets in their order, behind a given one; the empty text begins. */
    List<String> ticketKeys(String after, int limit);

    /** Queues tickets for folding. */
    void queue(Collection<String> ticketKeys, String reason);

    /** Queues every ticket that is open or has a verdict still to be confirmed; returns how many. */
    int queueOpen(String reason);

    /** Queues every ticket that is known. */
    int queueAll(String reason);

    /** Queues tickets of a source with a provisional verdict that its watermark has passed; returns how many. */
    int queueConfirmable(String sourceId, Instant watermark);

    /** How many tickets wait in the queue. */
    int queued();

    Map<String, Entry> entries(Collection<String> ticketKeys);

    void write(Collection<Change> changes);

    /** The least next instant of all tickets. */
    Optional<Instant> nextAt();

    /** Notes who takes care of a ticket; false if it is not known. */
    boolean acknowledge(String ticketKey, String by, Instant at);

    /** True if the fingerprint differs from the stored one, which it replaces. */
    boolean rulesChanged(String fingerprint, Instant now);

    /**
     * What is known of a ticket.
     *
     * @param marks keys {@code clock/mark/target_version} that have fallen
     */
    record Entry(TicketCard card, List<Clock> clocks, Set<String> marks) {
        public Entry {
            clocks = List.copyOf(clocks);
            marks = Set.copyOf(marks);
        }
    }

    /**
     * A ticket in a line.
     *
     * @param flags service-quality signs
     * @param open while a clock of it goes on or its status does; never after it was merged or deleted
     * @param nextAt when to fold again; null if time alone changes nothing
     * @param number the number people know it by, where that is not its key in the source
     */
    record TicketCard(
            String key,
            @Nullable String customer,
            @Nullable String status,
            @Nullable TicketSeverity severity,
            @Nullable String plan,
            @Nullable String channel,
            @Nullable String title,
            @Nullable String assignee,
            @Nullable Instant openedAt,
            boolean open,
            List<String> flags,
            @Nullable Instant nextAt,
            @Nullable Instant ackedAt,
            @Nullable String ackedBy,
            @Nullable String number) {
        public TicketCard {
            flags = List.copyOf(flags);
        }

        /** {@code zendesk-main} of {@code zendesk-main/4711}. */
        public String sourceId() {
            return key.substring(0, key.indexOf('/'));
        }

        /** What people call it: its number, or its key in the source. */
        public String shownNumber() {
            return number == null ? subject() : number;
        }

        /** {@code 4711} of {@code zendesk-main/4711}. */
        public String subject() {
            return key.substring(key.indexOf('/') + 1);
        }
    }

    /**
     * What a fold changed of one ticket; lists are empty where nothing did. Made from what was read under the ticket's
     * lock, so that the book need not look again.
     *
     * @param was the ticket as it is stored; null, or without a status, before its first fold
     * @param clocks new ones and changed ones
     * @param added ids of those that are not stored yet
     */
    record Change(
            TicketCard card,
            @Nullable TicketCard was,
            List<Clock> clocks,
            Set<String> added,
            List<String> gone,
            List<HistoryRow> history,
            List<FallenMark> marks,
            Instant at) {
        public Change {
            clocks = List.copyOf(clocks);
            added = Set.copyOf(added);
            gone = List.copyOf(gone);
            history = List.copyOf(history);
            marks = List.copyOf(marks);
        }

        /** True if nothing was ever written about the ticket's clocks. */
        public boolean isFirst() {
            return was == null || was.status() == null;
        }
    }

    /**
     * One change of one field.
     *
     * @param at when it was noticed
     * @param cause the event behind it as {@code source id}, or {@code time}, {@code rules}, {@code watermark}
     */
    record HistoryRow(
            String clockId,
            Instant at,
            String cause,
            String field,
            @Nullable String oldValue,
            @Nullable String newValue) {}

    /**
     * A mark that has fallen, with the lower ones that one fold found fallen together with it and passed over: history
     * that is read in lets all marks of a clock fall at once, and is then one row a clock.
     *
     * @param passedOver names of lower marks, which nobody is told of
     */
    record FallenMark(
            String clockId,
            String ticketKey,
            String mark,
            int targetVersion,
            Instant markAt,
            Instant noticedAt,
            Outcome outcome,
            boolean late,
            List<String> passedOver) {
        public FallenMark {
            passedOver = List.copyOf(passedOver);
        }

        /** What became of it. */
        public enum Outcome {
            FIRED,
            /** There was nothing left to warn of. */
            SKIPPED,
            /** History that was read in: nobody is told. */
            SILENT;

            public String word() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }

        /** {@code clock/mark/target_version} of this mark and of those passed over with it. */
        public List<String> keys() {
            return keys(clockId, passedOver, mark, targetVersion);
        }

        /** {@code clock/mark/target_version} of this mark: what an alarm about it is known by. */
        public String key() {
            return key(clockId, mark, targetVersion);
        }

        /** As {@link #keys()}, of what is stored. */
        public static List<String> keys(String clockId, List<String> passedOver, String mark, int targetVersion) {
            List<String> keys = new ArrayList<>(passedOver.size() + 1);
            passedOver.forEach(name -> keys.add(key(clockId, name, targetVersion)));
            keys.add(key(clockId, mark, targetVersion));
            return keys;
        }

        private static String key(String clockId, String mark, int targetVersion) {
            return clockId + "/" + mark + "/" + targetVersion;
        }
    }
}
