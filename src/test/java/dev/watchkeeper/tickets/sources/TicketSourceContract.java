package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryNotices;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every source that is read promises: the same data gives the same log, however it is read. */
interface TicketSourceContract {
    Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    /** A reader of the same recorded data, with the given page size. */
    PolledSource source(Desk desk, int page) throws Exception;

    /** The stores a reader writes into. */
    final class Desk {
        final MemorySourceStates states = new MemorySourceStates();
        final MemoryTicketEvents log = new MemoryTicketEvents(states);
        final MemoryNotices notices = new MemoryNotices();
        final MemoryOpenTickets open = new MemoryOpenTickets();
        final Transactions transactions = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };

        /** The event of an id; fails if there is none. */
        TicketEvent get(String id) {
            return log.all().stream()
                    .filter(e -> e.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no event " + id + " in " + ids()));
        }

        List<String> ids() {
            return log.all().stream().map(TicketEvent::id).toList();
        }

        List<TicketEvent> sorted() {
            return log.all().stream()
                    .sorted(Comparator.comparing(TicketEvent::source).thenComparing(TicketEvent::id))
                    .toList();
        }
    }

    @Test
    default void readTwiceItGivesTheSameLog() throws Exception {
        Desk desk = new Desk();
        source(desk, 100).poll(NOW);
        List<TicketEvent> once = desk.sorted();

        source(desk, 100).poll(NOW);
        source(desk, 100).poll(NOW.plusSeconds(3600));

        assertThat(once).isNotEmpty();
        assertThat(desk.sorted()).isEqualTo(once);
        assertThat(desk.log.quarantined(9)).isEmpty();
        assertThat(desk.notices.open()).isEmpty();
    }

    @Test
    default void readInAnotherPageSizeItGivesTheSameLog() throws Exception {
        Desk large = new Desk();
        Desk small = new Desk();
        source(large, 1000).poll(NOW);
        source(small, 2).poll(NOW);

        assertThat(small.sorted()).isEqualTo(large.sorted());
    }
}
