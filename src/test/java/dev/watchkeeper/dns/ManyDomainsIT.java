package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Ten thousand domains at once: every question answered, and never more under way than allowed. */
class ManyDomainsIT {
    private static final int DOMAINS = Integer.parseInt(System.getenv().getOrDefault("WATCHKEEPER_DOMAINS", "2000"));

    @Test
    void allDomainsAreReadWithoutLoss(TestReporter reporter) throws Exception {
        try (LoopbackDns server = server()) {
            DnsClient client =
                    new DnsClient(DnsSettings.defaults().withResolvers(List.of(server.address(), server.address())));
            MailDnsChecker checker =
                    new MailDnsChecker(client, (d, a) -> StsFetcher.Fetched.unknown(""), Clock.systemUTC());
            List<Thread> threads = new CopyOnWriteArrayList<>();
            ExecutorService pool = Executors.newFixedThreadPool(100, work -> {
                Thread thread = new Thread(work, "look");
                threads.add(thread);
                return thread;
            });
            long start = System.nanoTime();
            List<Future<MailDns>> looks = new ArrayList<>();
            for (int i = 0; i < DOMAINS; i++) {
                String domain = "d" + i + ".test";
                looks.add(pool.submit(() -> checker.look(domain, Expectations.NONE, DnsHistory.NONE, true)));
            }
            long lost = 0;
            long findings = 0;
            for (Future<MailDns> look : looks) {
                lost += look.get().isWhole() ? 0 : 1;
                findings += look.get().findings().size();
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            long cpu = threads.stream()
                    .mapToLong(thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()))
                    .sum();
            pool.shutdown();
            String measured = DOMAINS + " domains, " + client.sent() + " questions, " + wall.toMillis() + " ms, "
                    + cpu / 1_000 / client.sent() + " us CPU a question (server not counted), load "
                    + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() + ", " + lost + " not whole";
            reporter.publishEntry("measured", measured);
            System.out.println(measured);

            assertThat(lost).isZero();
            assertThat(findings).isZero();
        }
    }

    private static LoopbackDns server() throws IOException {
        LoopbackDns server = LoopbackDns.start();
        StringBuilder zone = new StringBuilder(MailZone.WORLD);
        for (int i = 0; i < DOMAINS; i++) {
            zone.append(new MailZone("d" + i + ".test").text());
        }
        server.load(zone.toString());
        server.countOnly();
        return server;
    }
}
