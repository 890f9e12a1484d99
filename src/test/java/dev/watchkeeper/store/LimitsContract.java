package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What may come in against the columns that keep it: nothing that passes the intake is too long for the schema. */
interface LimitsContract {
    Database database();

    /** What lands in a column, in characters of Java. */
    Map<String, Integer> WIDTHS = new TreeMap<>(Map.ofEntries(
            Map.entry("ticket_event.source", EventLimits.SOURCE),
            Map.entry("ticket_event.event_id", EventLimits.ID),
            Map.entry("ticket_event.source_id", EventLimits.SOURCE),
            Map.entry("ticket_event.ticket_key", EventLimits.TICKET_KEY),
            Map.entry("ticket_event.other_key", EventLimits.TICKET_KEY),
            Map.entry("ticket_event.type", EventLimits.TYPE),
            Map.entry("ticket_event.subject", EventLimits.SUBJECT),
            Map.entry("ticket_event.customer", EventLimits.CUSTOMER),
            Map.entry("ticket_event.body", EventLimits.BODY),
            Map.entry("ticket_source.source_id", EventLimits.SOURCE),
            Map.entry("ticket_work.ticket_key", EventLimits.TICKET_KEY),
            Map.entry("ticket.ticket_key", EventLimits.TICKET_KEY),
            Map.entry("ticket.source_id", EventLimits.SOURCE),
            Map.entry("ticket.subject", EventLimits.SUBJECT),
            Map.entry("ticket.customer", EventLimits.CUSTOMER),
            Map.entry("ticket.plan", EventLimits.PLAN),
            Map.entry("sla_clock.clock_id", EventLimits.CLOCK_ID),
            Map.entry("sla_clock.ticket_key", EventLimits.TICKET_KEY),
            Map.entry("sla_clock.customer", EventLimits.CUSTOMER),
            Map.entry("sla_clock.plan", EventLimits.PLAN),
            Map.entry("sla_clock.start_event", EventLimits.EVENT_REF),
            Map.entry("sla_clock.pause_event", EventLimits.EVENT_REF),
            Map.entry("sla_clock.fulfil_event", EventLimits.EVENT_REF),
            Map.entry("sla_clock.regrade_event", EventLimits.EVENT_REF),
            Map.entry("sla_clock_event.clock_id", EventLimits.CLOCK_ID),
            Map.entry("sla_clock_event.cause", EventLimits.EVENT_REF),
            Map.entry("sla_clock_event.old_value", EventLimits.CUSTOMER),
            Map.entry("sla_clock_event.new_value", EventLimits.CUSTOMER),
            Map.entry("sla_mark.clock_id", EventLimits.CLOCK_ID),
            Map.entry("sla_mark.ticket_key", EventLimits.TICKET_KEY),
            Map.entry("outbound_event.event_id", EventLimits.OUTBOUND_ID),
            Map.entry("outbound_event.subject", EventLimits.SUBJECT),
            Map.entry("set_aside.matter_key", SetAside.LONGEST_KEY),
            Map.entry("mail_thread.id", 192),
            Map.entry("mail_thread.incident_id", 180),
            Map.entry("mail_note.incident_id", 192),
            Map.entry("outbox.incident_id", 192),
            // alert:(thread):(mark):v(version):repeat(n):r2:(person of at most 64)
            Map.entry("outbox.dedupe_key", 6 + 192 + 1 + 6 + 12 + 20 + 4 + 64),
            Map.entry("outbox.thread_root", 2 + 192 + 1 + 64)));

    @Test
    default void everyColumnHoldsWhatMayComeIn() {
        Map<String, Integer> columns = new TreeMap<>();
        database()
                .jdbi()
                .useHandle(handle -> handle.createQuery("select lower(table_name), lower(column_name),"
                                + " character_maximum_length from information_schema.columns"
                                + " where lower(table_schema) = 'public' and character_maximum_length is not null")
                        .map((row, context) -> Map.entry(row.getString(1) + "." + row.getString(2), row.getInt(3)))
                        .forEach(column -> columns.put(column.getKey(), column.getValue())));

        List<String> narrow = new ArrayList<>();
        WIDTHS.forEach((column, width) -> {
            Integer has = columns.get(column);
            if (has == null || has < width) {
                narrow.add(column + " has " + has + ", needs " + width);
            }
        });
        assertThat(narrow).isEmpty();
    }

    /** In the widest characters of either engine: PostgreSQL counts fewer of them, but its indexes count bytes. */
    @Test
    default void theLongestTextsAreStoredAndTheOddOnesSetAside() {
        JdbiTicketEvents log = new JdbiTicketEvents(database());
        List<TicketEvent> events = new ArrayList<>();
        String emoji = "\ud83d\ude00";
        for (String letter : List.of("x", "一", emoji)) {
            int wide = letter.equals("x") ? 1 : letter.length() * (letter.equals("一") ? 3 : 2);
            String subject = longest(letter, EventLimits.SUBJECT, EventLimits.KEY_BYTES, wide);
            TicketEvent event = TicketEvent.builder(
                            longest(letter, EventLimits.SOURCE, EventLimits.KEY_BYTES, wide),
                            longest(letter, EventLimits.ID, EventLimits.KEY_BYTES, wide),
                            EventType.TICKET_OPENED,
                            subject,
                            Instant.parse("2199-12-31T23:59:59.999999999Z"))
                    .customer(longest(letter, EventLimits.CUSTOMER, 10_000, wide))
                    .channel(Channel.EMAIL)
                    .attr("plan", longest(letter, EventLimits.PLAN, 10_000, wide))
                    .attr("title", "\0 " + letter.repeat(1000) + "\ud83d")
                    .receivedAt(Instant.parse("1990-01-01T00:00:00Z"))
                    .build();
            events.add(EventLimits.check(event));
        }

        assertThat(log.append(events).stored()).isEqualTo(3);
        assertThat(log.append(events).repeated()).isEqualTo(3);
        JdbiClocks book = new JdbiClocks(database());
        List<String> claimed = database().in(() -> book.claimQueued(100, Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(claimed).hasSize(3);
        assertThat(book.entries(claimed).values())
                .extracting(ClockBook.Entry::card)
                .extracting(ClockBook.TicketCard::subject)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(TicketEvent::subject).toList());
    }

    private static String longest(String letter, int characters, int bytes, int bytesEach) {
        return letter.repeat(Math.min(characters / letter.length(), bytes / bytesEach));
    }

    /** Beyond the limits, as if they had been forgotten: the event is kept apart, those beside it are stored. */
    @Test
    default void whatTheDatabaseRefusesGoesToQuarantineAndTheOthersAreStored() {
        JdbiTicketEvents log = new JdbiTicketEvents(database());
        List<TicketEvent> events = new ArrayList<>();
        for (String id : List.of("a", "b", "c")) {
            events.add(
                    TicketEvent.builder("/desk", id, EventType.TICKET_OPENED, id, Instant.parse("2026-09-07T01:00:00Z"))
                            .customer(id.equals("b") ? "c".repeat(300) : "example.cn")
                            .receivedAt(Instant.parse("2026-09-07T01:00:01Z"))
                            .build());
        }

        var appended = database().in(() -> log.append(events));

        assertThat(appended.stored()).isEqualTo(2);
        assertThat(appended.refused()).containsExactly(new TicketEvent.Key("/desk", "b"));
        assertThat(appended.conflicts()).isEmpty();
        assertThat(log.quarantined(10)).singleElement().satisfies(one -> {
            assertThat(one.eventId()).isEqualTo("b");
            assertThat(one.reason()).contains("the database does not take it");
        });
        assertThat(log.ofTicket("desk/b")).isEmpty();
        assertThat(database().in(() -> log.append(events.subList(1, 2))).refused())
                .hasSize(1);
    }

    /** Intake may grow stricter; what is in the log is in the log. */
    @Test
    default void wordsThatAreNoLongerTakenInAreStillReadFromTheLog() {
        JdbiTicketEvents log = new JdbiTicketEvents(database());
        TicketEvent event = TicketEvent.builder(
                        "/desk", "e", EventType.TICKET_OPENED, "1", Instant.parse("2026-09-07T01:00:00Z"))
                .attr("initiated_by", "martian")
                .attr("live", "maybe")
                .receivedAt(Instant.parse("2026-09-07T01:00:01Z"))
                .build();
        log.append(List.of(event));

        assertThat(log.ofTicket("desk/1")).containsExactly(event);
    }
}
