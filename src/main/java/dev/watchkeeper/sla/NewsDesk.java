package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.List;

/** Tells people and machines what happened to clocks; runs inside the transaction that stores it. */
public interface NewsDesk {
    /** Writes what is to be sent; sends nothing itself. */
    void tell(List<ClockNews> news, Instant now);

    /** Both hear it, one after the other. */
    default NewsDesk and(NewsDesk other) {
        return (news, now) -> {
            tell(news, now);
            other.tell(news, now);
        };
    }
}
