package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.demo.LoopbackDns.Fault;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.MailSetup.InboundGateway;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code of the table is produced by some test: records alone make most ({@link MailDnsCheckerTest}), name servers
 * some ({@link NameServerLintTest}); here are those that need what is agreed with the customer, what an earlier look
 * saw, a policy file or a failing server.
 */
class EveryDnsCodeTest {
    private static final String D = "kunde.test";
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private static final String GATEWAY = "@ MX 1 eu-smtp-inbound-1.mimecast.com.";
    private static final String STS = "version: STSv1\nmode: %s\nmx: %s\nmax_age: 604800\n";
    private static LoopbackDns server;
    private static LoopbackDns second;

    @BeforeAll
    static void start() throws IOException {
        server = LoopbackDns.start();
        second = LoopbackDns.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        second.close();
    }

    @BeforeEach
    void calm() {
        server.clearFaults();
        second.clearFaults();
    }

    private static MailZone zone() {
        return new MailZone(D);
    }

    private static MailZone withPolicy() {
        return zone().with(
                        "MORE",
                        "_mta-sts TXT \"v=STSv1; id=1\"",
                        "mta-sts A 192.0.2.4",
                        "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.test\"");
    }

    private static Expectations gateway(InboundGateway setting) {
        return Expectations.of(new MailSetup(List.of(), List.of(), false, List.of(), setting, false, List.of()), D);
    }

    private static final Expectations SILENT = Expectations.of(
            new MailSetup(List.of(), List.of(), false, List.of(), InboundGateway.NOT_KNOWN, false, List.of(D)), D);

    /** Name, records, agreement, history, policy file, codes expected. */
    static List<Arguments> cases() {
        String good = STS.formatted("enforce", "smtp.google.com");
        DnsHistory before = new DnsHistory(Map.of(), null, 0, null, null, "1", STS.formatted("testing", "x.test"));
        return List.of(
                c(
                        "gateway, setting empty",
                        zone().with("MX", GATEWAY),
                        gateway(InboundGateway.EMPTY),
                        DnsHistory.NONE,
                        "",
                        "MX_GATEWAY info",
                        "MX_GATEWAY_NOT_DECLARED high"),
                c(
                        "gateway, setting right",
                        zone().with("MX", GATEWAY),
                        gateway(InboundGateway.SET),
                        DnsHistory.NONE,
                        "",
                        "MX_GATEWAY info"),
                c(
                        "gateway, setting not known: nothing is claimed",
                        zone().with("MX", GATEWAY),
                        gateway(InboundGateway.NOT_KNOWN),
                        DnsHistory.NONE,
                        "",
                        "MX_GATEWAY info"),
                c(
                        "mail past the gateway is refused",
                        zone(),
                        gateway(InboundGateway.REJECTS_ALL_OTHERS),
                        DnsHistory.NONE,
                        "",
                        "MX_GATEWAY_REJECTS_ALL critical"),
                c("policy and records fit", withPolicy(), Expectations.NONE, DnsHistory.NONE, good),
                c(
                        "policy changed under its old id",
                        withPolicy(),
                        Expectations.NONE,
                        before,
                        good,
                        "STS_ID_STALE medium"),
                c(
                        "policy forgets the MX",
                        withPolicy(),
                        Expectations.NONE,
                        DnsHistory.NONE,
                        STS.formatted("enforce", "aspmx.l.google.com"),
                        "STS_MX_NOT_COVERED critical"),
                c(
                        "policy without sense",
                        withPolicy(),
                        Expectations.NONE,
                        DnsHistory.NONE,
                        "<html>",
                        "STS_POLICY_INVALID high"),
                c(
                        "no Google in SPF, but mail leaves by a gateway",
                        zone().with("SPF", "@ TXT \"v=spf1 ip4:192.0.2.1 -all\""),
                        Expectations.of(
                                new MailSetup(
                                        List.of(),
                                        List.of(),
                                        false,
                                        List.of(),
                                        InboundGateway.NOT_KNOWN,
                                        true,
                                        List.of()),
                                D),
                        DnsHistory.NONE,
                        ""),
                c(
                        "a domain without mail that looks like one with",
                        zone(),
                        SILENT,
                        DnsHistory.NONE,
                        "",
                        "NOMAIL_OPEN low"),
                c(
                        "a domain without mail that says so",
                        zone().with("MX", "@ MX 0 .")
                                .with("SPF", "@ TXT \"v=spf1 -all\"")
                                .with("DKIM", "")
                                .with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject\""),
                        SILENT,
                        DnsHistory.NONE,
                        "",
                        "MX_NULL info"),
                c(
                        "a domain without mail and without any record",
                        zone().with("MX", "").with("SPF", "").with("DKIM", "").with("DMARC", ""),
                        SILENT,
                        DnsHistory.NONE,
                        "",
                        "NOMAIL_OPEN low"));
    }

    private static Arguments c(
            String name, MailZone zone, Expectations expected, DnsHistory history, String policy, String... codes) {
        return Arguments.of(name, zone, expected, history, policy, List.of(codes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tellsWhatRecordsAloneDoNot(
            String name, MailZone zone, Expectations expected, DnsHistory history, String policy, List<String> codes) {
        load(zone);

        MailDns look = look(expected, history, policy);

        assertThat(codes(look)).as(name).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(look.unknown()).isEmpty();
    }

    @Test
    void whatIsMissingAtADomainWithoutMailIsNamed() {
        load(zone());

        assertThat(look(SILENT, DnsHistory.NONE, "").findings().get(0).detail())
                .containsEntry("missing", List.of("MX 0 .", "TXT v=spf1 -all"));
    }

    @Test
    void aDomainWithoutMailThatCannotBeReadIsUnknownAllTheSame() {
        load(zone());
        for (LoopbackDns one : List.of(server, second)) {
            one.fault(D + ".", "MX", Fault.SERVFAIL);
        }

        MailDns look = look(SILENT, DnsHistory.NONE, "");

        assertThat(look.gap(MailDnsArea.MX)).contains("servfail");
    }

    @Test
    void everyCodeIsProducedBySomeTest() {
        Set<DnsCode> produced = EnumSet.copyOf(NameServerLintTest.CODES);
        // Each of these has a test of its own, in RecordSlipsTest, RdapSourceTest or MailDnsCheckerTest.
        produced.addAll(EnumSet.of(
                DnsCode.DMARC_IGNORED_TAGS,
                DnsCode.DOMAIN_HOLD,
                DnsCode.DOMAIN_EXPIRING,
                DnsCode.DOMAIN_EXPIRY_UNKNOWN,
                DnsCode.DOMAIN_NXDOMAIN,
                DnsCode.DOMAIN_DNSSEC_BOGUS,
                DnsCode.DNS_UNKNOWN));
        MailDnsCheckerTest.faults().forEach(one -> add(produced, one.get()[2]));
        cases().forEach(one -> add(produced, one.get()[5]));

        assertThat(produced).isEqualTo(EnumSet.allOf(DnsCode.class));
    }

    private static void add(Set<DnsCode> produced, Object codes) {
        ((List<?>) codes)
                .forEach(code ->
                        produced.add(DnsCode.valueOf(String.valueOf(code).split(" ", 2)[0])));
    }

    private static void load(MailZone zone) {
        server.load(MailZone.WORLD + zone.text());
        second.load(MailZone.WORLD + zone.text());
    }

    private static MailDns look(Expectations expected, DnsHistory history, String policy) {
        DnsSettings settings = new DnsSettings(
                List.of(server.address(), second.address()),
                Duration.ofMillis(500),
                1,
                50,
                Duration.ofSeconds(20),
                "google.com",
                server.port(),
                true,
                Duration.ZERO);
        return new MailDnsChecker(
                        new DnsClient(settings),
                        (d, a) -> StsFetcher.Fetched.text(policy),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .look(D, expected, history, true);
    }

    private static List<String> codes(MailDns look) {
        return look.findings().stream()
                .map(f -> f.code() + " " + f.severityWord())
                .toList();
    }
}
