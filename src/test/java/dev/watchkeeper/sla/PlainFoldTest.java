package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.fixture.Seeds;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fold against the rules written down a second time, over random stories with many events in one second. */
@Tag("seeds")
class PlainFoldTest {
    private static final int STORIES = Seeds.times(2000);
    private static final long START = Instant.parse("2026-04-28T00:00:00Z").getEpochSecond();
    private static final long NOW = START + 60 * 86_400;

    private static Map<TicketSeverity, Map<Metric, Long>> targets(SplittableRandom random, Script script) {
        Map<TicketSeverity, Map<Metric, Long>> all = new EnumMap<>(TicketSeverity.class);
        for (TicketSeverity severity : TicketSeverity.values()) {
            for (Metric metric : Metric.values()) {
                if (random.nextInt(5) > 0) {
                    int hours = 1 + random.nextInt(24);
                    script.target("basic", severity, metric, hours + "h");
                    all.computeIfAbsent(severity, s -> new EnumMap<>(Metric.class))
                            .put(metric, hours * 3600L);
                }
            }
        }
        return all;
    }

    private static String severity(SplittableRandom random) {
        return "S" + (1 + random.nextInt(4));
    }

    private static TicketEventBuilder message(SplittableRandom random, TicketEventBuilder event) {
        if (random.nextInt(8) == 0) {
            event.actor(new Actor(Actor.Kind.THIRD_PARTY, "v", null));
        }
        return event.isPublic(random.nextInt(8) > 0).automatic(random.nextInt(8) == 0);
    }

    private static void story(SplittableRandom random, Script script) {
        long t = START + random.nextInt(200_000);
        String status = List.of("new", "open", "waiting_customer").get(random.nextInt(3));
        String severity = severity(random);
        int kind = random.nextInt(10);
        boolean stranger = random.nextInt(5) == 0;
        script.opened(text(t), e -> {
            if (stranger) {
                e.customer(null);
            }
            e.attr("severity", severity).attr("status_category", status);
            if (kind == 0) {
                e.attr("initiated_by", "agent");
            } else if (kind == 1) {
                e.channel(dev.watchkeeper.tickets.Channel.HOTLINE)
                        .actor(Actor.agent("u"))
                        .attr("live", true);
            }
            return e;
        });
        int events = 1 + random.nextInt(14);
        for (int i = 0; i < events; i++) {
            t += switch (random.nextInt(6)) {
                case 0, 1 -> random.nextInt(2);
                case 2 -> random.nextInt(3600);
                case 3 -> random.nextInt(9) == 0 ? 7 * 86_400 : 600;
                case 4 -> random.nextInt(100_000);
                default -> random.nextInt(6) == 0 ? random.nextInt(1_000_000) : 5;
            };
            String at = text(t);
            if (stranger && random.nextInt(6) == 0) {
                script.event(at, EventType.CUSTOMER_CHANGED, e -> e.change(null, Script.CUSTOMER));
            }
            switch (random.nextInt(18)) {
                case 0, 1, 2 -> script.agent(at, e -> message(random, e));
                case 3, 4, 5 -> script.customer(at, e -> message(random, e));
                case 6, 7 -> script.status(at, random.nextBoolean() ? "waiting_customer" : "open");
                case 8 -> script.status(at, random.nextBoolean() ? "on_hold" : "waiting_vendor");
                case 9, 10 -> script.solved(at);
                case 11 -> script.closed(at);
                case 12 -> script.reopened(at);
                case 15, 16 -> {
                    String message = script.events()
                            .get(random.nextInt(script.events().size()))
                            .id();
                    script.event(
                            at, EventType.TICKET_SPLIT, e -> e.change(null, "9").attr("message", message));
                }
                case 13, 14 -> script.severity(at, severity(random));
                default -> {
                    if (random.nextBoolean()) {
                        script.event(at, EventType.TICKET_MERGED, e -> e.attr("merged_into", "8"));
                    } else {
                        script.event(at, EventType.TICKET_DELETED, e -> e);
                    }
                }
            }
        }
    }

    private static String text(long t) {
        return Instant.ofEpochSecond(t).toString();
    }

    @Test
    void theFoldAgreesWithThePlainRules() {
        for (int seed = 0; seed < STORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String calendarId = List.of("CN", "CN9", "ALL", "OFFICE").get(random.nextInt(4));
            Script script = Script.on(calendarId);
            Map<TicketSeverity, Map<Metric, Long>> targets = targets(random, script);
            story(random, script);
            ServiceCalendar calendar = script.fold()
                    .calendars(Rules.CalendarMode.PER_VERSION)
                    .find(calendarId)
                    .orElseThrow();

            List<String> plain = PlainFold.of(script.events(), calendar, targets, NOW).stream()
                    .filter(run ->
                            run.promised || run.metric == Metric.FIRST_RESPONSE || run.metric == Metric.RESOLUTION)
                    .map(PlainFold.Run::toString)
                    .toList();

            assertThat(script.foldAt(text(NOW)).clocks().stream()
                            .map(PlainFoldTest::text)
                            .toList())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(plain);
        }
    }

    private static String text(Clock clock) {
        PlainFold.Run run = new PlainFold.Run(
                clock.metric(), clock.cycle(), clock.startedAt().getEpochSecond());
        run.state = clock.runState();
        run.verdict = clock.verdict();
        run.used = clock.usedSeconds();
        run.paused = clock.pausedSeconds();
        Instant breach = clock.breachAt();
        run.breach = breach == null ? null : Long.valueOf(breach.getEpochSecond());
        Instant fulfilled = clock.fulfilledAt();
        run.fulfilled = fulfilled == null ? null : Long.valueOf(fulfilled.getEpochSecond());
        return run.toString();
    }
}
