package dev.watchkeeper.dns;

import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Two resolvers on loopback with the same records, and looks over real packets at one domain. */
final class Looks implements AutoCloseable {
    static final String D = "kunde.test";
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final StsFetcher NO_FETCH = (d, a) -> StsFetcher.Fetched.unknown("not asked");

    final LoopbackDns first;
    final LoopbackDns second;

    Looks() throws IOException {
        first = LoopbackDns.start();
        second = LoopbackDns.start();
    }

    void load(String zone) {
        first.clearFaults();
        second.clearFaults();
        first.load(MailZone.WORLD + zone);
        second.load(MailZone.WORLD + zone);
    }

    void fault(String name, String type, LoopbackDns.Fault fault) {
        first.fault(name, type, fault);
        second.fault(name, type, fault);
    }

    MailDns look() {
        return look(NO_FETCH);
    }

    MailDns look(StsFetcher fetcher) {
        return look(Expectations.NONE, DnsHistory.NONE, fetcher);
    }

    MailDns look(Expectations expected, DnsHistory history, StsFetcher fetcher) {
        return checker(fetcher).look(D, expected, history, true);
    }

    MailDnsChecker checker(StsFetcher fetcher) {
        return new MailDnsChecker(new DnsClient(settings()), fetcher, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    DnsSettings settings() {
        return new DnsSettings(
                List.of(first.address(), second.address()),
                Duration.ofMillis(200),
                1,
                50,
                Duration.ofSeconds(20),
                "google.com",
                first.port(),
                true,
                Duration.ZERO);
    }

    static List<String> codes(MailDns look) {
        return look.findings().stream()
                .map(f -> f.code() + " " + f.severityWord())
                .toList();
    }

    static String details(MailDns look) {
        return String.join(
                "\n",
                look.findings().stream()
                        .map(DnsFinding::detail)
                        .map(String::valueOf)
                        .toList());
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
