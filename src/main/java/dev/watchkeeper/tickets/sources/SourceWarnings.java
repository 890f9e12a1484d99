package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.TicketEvent;
import java.util.List;
import java.util.Set;

/** The words of what sources warn of. */
final class SourceWarnings {
    private SourceWarnings() {}

    static void unmapped(SourceNotices notices, String sourceId, Set<String> raw) {
        if (!raw.isEmpty()) {
            String names = String.join(", ", raw);
            notices.raise(
                    sourceId,
                    SourceNotices.Kind.UNMAPPED_STATUS,
                    new Text(
                            "status '" + names + "' stands in no table and is taken as open; add it to mapping.statuses"
                                    + " of this source",
                            "状态 '" + names + "' 没有映射，按\u201C处理中\u201D计算；请加入该来源的 mapping.statuses"));
        }
    }

    static void conflict(SourceNotices notices, String sourceId, List<TicketEvent.Key> keys) {
        String first = keys.get(0).source() + " " + keys.get(0).id();
        notices.raise(
                sourceId,
                SourceNotices.Kind.CONFLICT,
                new Text(
                        "event " + first + " came again with other content; the first stays, the other is in"
                                + " ticket_quarantine",
                        "事件 " + first + " 再次到达但内容不同；保留首次内容，另一份在 ticket_quarantine"));
    }

    /** Events that the store could not take, as lines of a list of what could not be read. */
    static List<String> refused(List<TicketEvent.Key> keys) {
        return keys.stream()
                .map(key -> "event " + key.source() + " " + key.id()
                        + " could not be stored; it is in ticket_quarantine with the reason")
                .toList();
    }

    static void future(SourceNotices notices, String sourceId, TicketEvent event) {
        notices.raise(
                sourceId,
                SourceNotices.Kind.FUTURE_EVENT,
                new Text(
                        "event " + event.id() + " is dated " + event.occurredAt() + ", in the future; it counts from"
                                + " then on. Check the clock of the ticket system",
                        "事件 " + event.id() + " 的时间 " + event.occurredAt() + " 在将来，届时才计算；请检查工单系统的时钟"));
    }
}
