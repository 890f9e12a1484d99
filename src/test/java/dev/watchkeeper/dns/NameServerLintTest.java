package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.demo.LoopbackDns.Fault;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resolver, the parent's server and two name servers of the domain, each on its own loopback address. */
class NameServerLintTest {
    private static final String D = "kunde.test";
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    /** The codes that the tests below produce. */
    static final Set<DnsCode> CODES = EnumSet.of(
            DnsCode.NS_LAME,
            DnsCode.NS_ALL_SILENT,
            DnsCode.NS_INCONSISTENT,
            DnsCode.NS_SERIAL_DIFFERS,
            DnsCode.NS_PARENT_CHILD);

    private LoopbackDns resolver;
    private LoopbackDns parent;
    private LoopbackDns one;
    private LoopbackDns two;

    @BeforeEach
    void start() throws IOException {
        one = LoopbackDns.start("127.0.53.1", 0);
        two = LoopbackDns.start("127.0.53.2", one.port());
        parent = LoopbackDns.start("127.0.53.3", one.port());
        resolver = LoopbackDns.start();
        String hosts = """
                kunde.test. NS ns1.host.test.
                kunde.test. NS ns2.host.test.
                test. NS a.nic.test.
                a.nic.test. A 127.0.53.3
                ns1.host.test. A 127.0.53.1
                ns2.host.test. A 127.0.53.2
                """;
        String zone = MailZone.WORLD + hosts + new MailZone(D).text();
        for (LoopbackDns server : List.of(resolver, one, two, parent)) {
            server.load(zone);
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (LoopbackDns server : List.of(resolver, one, two, parent)) {
            server.close();
        }
    }

    @Test
    void serversThatAgreeAreFine() {
        assertThat(codes(look(DnsHistory.NONE))).isEmpty();
    }

    @Test
    void aServerWithoutAuthorityIsLame() {
        two.fault("*." + D + ".", "*", Fault.LAME);

        assertThat(codes(look(DnsHistory.NONE))).containsExactly("NS_LAME high");
    }

    @Test
    void aSilentServerBesideAnAnsweringOneIsLame() {
        two.fault("*." + D + ".", "*", Fault.SILENCE);

        assertThat(codes(look(DnsHistory.NONE))).containsExactly("NS_LAME high");
    }

    @Test
    void silenceOfAllWhileTheResolverAnswersIsOurOwnFirewall() {
        one.fault("*.", "*", Fault.SILENCE);
        two.fault("*.", "*", Fault.SILENCE);

        MailDns look = look(DnsHistory.NONE);

        assertThat(codes(look)).isEmpty();
        assertThat(look.gap(MailDnsArea.NAME_SERVERS)).contains("from here");
    }

    @Test
    void silenceOfAllThatTheResolverFeelsTooIsAnOutage() {
        for (LoopbackDns server : List.of(one, two)) {
            server.fault("*.", "*", Fault.SILENCE);
        }
        resolver.fault("*." + D + ".", "*", Fault.SERVFAIL);

        assertThat(codes(look(DnsHistory.NONE)))
                .contains("NS_ALL_SILENT critical")
                .doesNotContain("MX_MISSING critical");
    }

    @Test
    void differentMailHostsOnTwoServersAreTold() {
        two.load(MailZone.WORLD
                + new MailZone(D).with("MX", "@ MX 5 mx1.old.example.").text());

        assertThat(codes(look(DnsHistory.NONE))).containsExactly("NS_INCONSISTENT high");
    }

    @Test
    void differentSerialsMatterOnlyAfterTheRefreshTime() {
        two.load(MailZone.WORLD
                + new MailZone(D)
                        .with("SOA", "@ SOA ns.invalid. h.invalid. 6 3600 600 604800 60")
                        .text());
        DnsHistory anHourAgo = new DnsHistory(Map.of(), null, 0, null, NOW.minusSeconds(3601), "", "");

        assertThat(codes(look(DnsHistory.NONE))).containsExactly("NS_SERIAL_DIFFERS info");
        assertThat(codes(look(anHourAgo))).containsExactly("NS_SERIAL_DIFFERS low");
    }

    @Test
    void anotherListAtTheParentIsTold() {
        parent.load("kunde.test. NS ns1.host.test.\nkunde.test. NS ns9.host.test.");

        assertThat(codes(look(DnsHistory.NONE))).containsExactly("NS_PARENT_CHILD low");
    }

    private MailDns look(DnsHistory history) {
        DnsSettings settings = new DnsSettings(
                List.of(resolver.address()),
                Duration.ofMillis(150),
                1,
                50,
                Duration.ofSeconds(20),
                "google.com",
                one.port(),
                true,
                Duration.ZERO);
        return new MailDnsChecker(
                        new DnsClient(settings),
                        (d, a) -> StsFetcher.Fetched.unknown(""),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .look(D, Expectations.NONE, history, true);
    }

    private static List<String> codes(MailDns look) {
        return look.findings().stream()
                .map(f -> f.code() + " " + f.severityWord())
                .toList();
    }
}
