package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two watches on one database: every mark is told once, whoever comes first. */
public interface TwoNodesContract extends ClockKeeperContract {
    @Test
    default void twoNodesTellEveryMarkOnce() throws Exception {
        Desk one = new Desk(this);
        Desk two = new Desk(this);
        int tickets = 120;
        for (int i = 0; i < tickets; i++) {
            String subject = "t" + i;
            one.log.append(Script.on("ALL").opened("2026-09-07T01:00:00Z").events().stream()
                    .map(event -> dev.watchkeeper.tickets.TicketEvent.builder(
                                    "/desk", subject, event.kind(), subject, event.occurredAt())
                            .customer(event.customer())
                            .attrs(event.attrs())
                            .receivedAt(Instant.parse("2026-09-07T01:00:01Z"))
                            .build())
                    .toList());
        }
        List<String> instants =
                List.of("2026-09-07T01:00:02Z", "2026-09-07T01:30:00Z", "2026-09-07T01:54:00Z", "2026-09-07T02:00:01Z");
        CyclicBarrier together = new CyclicBarrier(2);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (Desk desk : List.of(one, two)) {
            Thread thread = new Thread(() -> {
                try {
                    for (String instant : instants) {
                        together.await(30, TimeUnit.SECONDS);
                        desk.tick(instant);
                    }
                } catch (Exception | AssertionError e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        one.tick("2026-09-07T02:00:01Z"); // what one passed over because the other held it

        assertThat(failures).isEmpty();
        Map<String, Integer> told = new HashMap<>();
        for (Desk desk : List.of(one, two)) {
            desk.news.stream()
                    .filter(news -> news.kind() == ClockNews.Kind.BREACH)
                    .forEach(news -> told.merge(news.clock().ticket(), 1, Integer::sum));
        }
        assertThat(told)
                .hasSize(tickets)
                .allSatisfy((ticket, times) -> assertThat(times).isEqualTo(1));
    }
}
