package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A promise of a minute to nobody, folded by the real engine in every round of the watch and begun anew when it is
 * broken. While it keeps being broken at its very second the watch lives and counts right; nothing of it is stored.
 */
final class SelfTestClock {
    static final Duration TARGET = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SelfTestClock.class);
    private static final String PLAN = "self-test";
    private static final Fold FOLD = new Fold(
            Policies.of(List.of(new Policy(
                    PLAN,
                    1,
                    null,
                    Map.of(
                            PLAN,
                            new Plan(
                                    Text.same(PLAN),
                                    PLAN,
                                    List.of(Channel.values()),
                                    Billing.INCLUDED,
                                    false,
                                    Map.of())),
                    List.of(),
                    Map.of(PLAN, Map.of(TicketSeverity.S1, Map.of(Metric.FIRST_RESPONSE, TARGET))),
                    Map.of(),
                    TicketSeverity.S1,
                    Rules.STANDARD))),
            ServiceCalendars.of(List.of(CalendarSpec.always(PLAN)), HolidaySets.shipped()),
            Contracts.of(Map.of(PLAN, List.of(new Contract(PLAN, null, null)))));

    private @Nullable Instant begun;
    private volatile @Nullable Instant broken;

    /** One look at {@code now}; the clock is begun with the first. */
    void tick(Instant now) {
        Instant start = begun;
        if (start == null || now.isBefore(start)) {
            begin(now);
            return;
        }
        TicketEvent opened = TicketEvent.builder("/" + PLAN, "1", EventType.TICKET_OPENED, "1", start)
                .customer(PLAN)
                .isPublic(true)
                .build();
        Clock clock = FOLD.fold(new TicketHistory(PLAN + "/1", List.of(opened)), Watermarks.COMPLETE, now)
                .clocks()
                .get(0);
        if (clock.verdict() == Verdict.BREACHED) {
            Instant due = start.plus(TARGET);
            if (due.equals(clock.breachAt())) {
                broken = now;
            } else {
                LOG.error("The self-test clock should have been broken at {}, not at {}", due, clock.breachAt());
            }
            begin(now);
        }
    }

    private void begin(Instant now) {
        begun = Instant.ofEpochSecond(now.getEpochSecond());
    }

    /** When it was last seen broken at its second; empty before the first minute is over. */
    Optional<Instant> lastBroken() {
        return Optional.ofNullable(broken);
    }
}
