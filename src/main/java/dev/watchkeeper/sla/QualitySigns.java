package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.OpeningText;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Signs of how well the service is used and given, per ticket; hints for a talk with the customer, not verdicts. Pure. */
final class QualitySigns {
    /** The hotline was called about a question. */
    static final String URGENT_CHANNEL_FOR_TRIVIAL = "urgent_channel_for_trivial";
    /** The plan does not include the channel that was used. */
    static final String CHANNEL_OUT_OF_PLAN = "channel_out_of_plan";
    /** Followed by what the opening text lacks, for example {@code opening_lacks:time}. */
    static final String OPENING_LACKS = "opening_lacks:";
    /** The ticket is solved, yet the customer's last word came after the desk's. */
    static final String WAITING_THOUGH_SOLVED = "waiting_though_solved";

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
    private static final int MOST_WORDS = 10;

    private QualitySigns() {}

    static List<String> of(Collection<TicketEvent> events, FoldResult result) {
        TreeSet<String> signs = new TreeSet<>();
        List<TicketEvent> inOrder = events.stream().sorted(EventOrder.FOLD).toList();
        boolean customerLast = false;
        for (TicketEvent event : inOrder) {
            switch (event.kind()) {
                case TICKET_OPENED -> opening(event, result, signs);
                case MESSAGE_CUSTOMER -> customerLast = !event.automatic() && event.isPublic();
                case MESSAGE_AGENT -> customerLast = customerLast && (event.automatic() || !event.isPublic());
                default -> {}
            }
            if (event.kind() == EventType.MESSAGE_CUSTOMER && urgentForTrivial(event, result)) {
                signs.add(URGENT_CHANNEL_FOR_TRIVIAL);
            }
        }
        boolean messageOnSolved = result.clocks().stream().anyMatch(c -> c.hasFlag("message_on_solved"));
        if (result.category().isDone() && (messageOnSolved || (customerLast && result.waitingSince() != null))) {
            signs.add(WAITING_THOUGH_SOLVED);
        }
        if (result.clocks().stream().anyMatch(c -> c.hasFlag(CHANNEL_OUT_OF_PLAN))) {
            signs.add(CHANNEL_OUT_OF_PLAN);
        }
        return List.copyOf(signs);
    }

    private static void opening(TicketEvent opened, FoldResult result, Set<String> signs) {
        if (urgentForTrivial(opened, result)) {
            signs.add(URGENT_CHANNEL_FOR_TRIVIAL);
        }
        Object lacks = opened.attrs().get("lacks");
        if (lacks instanceof List<?> list) {
            // The sender's own words: no more and no longer ones than a ticket's line can hold.
            list.stream()
                    .map(String::valueOf)
                    .filter(word -> WORD.matcher(word).matches())
                    .limit(MOST_WORDS)
                    .forEach(word -> signs.add(OPENING_LACKS + word));
        } else {
            opened.attr("text")
                    .ifPresent(text -> OpeningText.lacks(text).forEach(one -> signs.add(OPENING_LACKS + one)));
        }
    }

    private static boolean urgentForTrivial(TicketEvent event, FoldResult result) {
        return event.channel() == Channel.HOTLINE
                && !"agent".equals(event.attr("initiated_by").orElse(""))
                && result.severity() == TicketSeverity.S4;
    }
}
