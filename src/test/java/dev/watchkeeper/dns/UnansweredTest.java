package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.LoopbackDns.Fault;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever single question stays unanswered, the look says so: nothing passes over a gap. */
class UnansweredTest {
    private static final String POLICY =
            "version: STSv1\nmode: enforce\nmx: smtp.google.com\nmx: mx.kunde.test\nmax_age: 604800\n";
    private static final StsFetcher FETCHER = (d, a) -> StsFetcher.Fetched.text(POLICY);
    private Looks looks;

    @BeforeEach
    void start() throws IOException {
        looks = new Looks();
    }

    @AfterEach
    void stop() throws IOException {
        looks.close();
    }

    private static String zone() {
        return new MailZone(Looks.D)
                        .with("MX", "@ MX 1 smtp.google.com.", "@ MX 5 mx.kunde.test.", "mx A 192.0.2.5")
                        .with(
                                "SPF",
                                "@ TXT \"v=spf1 a mx include:_spf.google.com include:s.kunde.test exists:e.kunde.test ~all\"",
                                "@ A 192.0.2.1",
                                "s TXT \"v=spf1 a:h.kunde.test -all\"",
                                "h AAAA 2001:db8::1",
                                "e A 127.0.0.2")
                        .with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@reports.example\"")
                        .with(
                                "MORE",
                                "_mta-sts TXT \"v=STSv1; id=1\"",
                                "mta-sts AAAA 2001:db8::4",
                                "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.test\"",
                                "www CNAME ghs.googlehosted.com.")
                        .text()
                + "ghs.googlehosted.com. A 192.0.2.7\nkunde.test._report._dmarc.reports.example. TXT \"v=DMARC1\"\n";
    }

    private MailDns look() {
        return looks.look(Expectations.NONE.withSelectors(List.of("s2")), DnsHistory.NONE, FETCHER);
    }

    @Test
    void everyQuestionOfALookCounts() {
        looks.load(zone());
        MailDns whole = look();
        assertThat(whole.unknown()).isEmpty();
        Set<String> questions = new TreeSet<>(looks.first.questions());
        questions.removeIf(q -> q.startsWith("TCP"));
        assertThat(questions).hasSizeGreaterThan(25);

        for (String question : questions) {
            String name = question.substring(4, question.indexOf('/'));
            String type = question.substring(question.indexOf('/') + 1);
            for (Fault fault : List.of(Fault.REFUSED, Fault.LAME, Fault.GARBAGE)) {
                looks.load(zone());
                looks.fault(name, type, fault);

                MailDns look = look();

                assertThat(look.isAnswered()).as("%s %s", fault, question).isFalse();
            }
        }
    }

    @Test
    void silenceAndFailureOfOthersServersAreUnknownToo() {
        for (String question : List.of(
                "kunde.test._report._dmarc.reports.example./TXT",
                "reports.example./MX",
                "mx.kunde.test./A",
                "s2._domainkey.kunde.test./TXT")) {
            for (Fault fault : List.of(Fault.SILENCE, Fault.SERVFAIL)) {
                looks.load(zone());
                looks.fault(
                        question.substring(0, question.indexOf('/')),
                        question.substring(question.indexOf('/') + 1),
                        fault);

                assertThat(look().isWhole()).as("%s %s", fault, question).isFalse();
            }
        }
    }

    @Test
    void aFetchThatFailsIsUnknownToo() {
        looks.load(zone());

        MailDns look = looks.look((d, a) -> StsFetcher.Fetched.unknown("SocketTimeoutException"));

        assertThat(look.gap(MailDnsArea.MTA_STS)).contains("SocketTimeoutException");
    }

    @Test
    void aResolverThatAnswersNobodyIsOurTrouble() {
        looks.load(zone());
        looks.fault("*.", "*", Fault.REFUSED);

        MailDnsChecker checker = looks.checker(FETCHER);
        MailDns look = checker.look(Looks.D, Expectations.NONE, DnsHistory.NONE, true);

        assertThat(look.isBlind()).isTrue();
        assertThat(look.findings()).isEmpty();
        assertThat(checker.trouble()).contains("our own DNS");
    }

    @Test
    void nobodyWaitsForATimeOutThatAnotherHasJustHad() {
        looks.load(zone());
        looks.fault("*.", "*", Fault.SILENCE);
        MailDnsChecker checker = looks.checker(FETCHER);
        checker.look(Looks.D, Expectations.NONE, DnsHistory.NONE, true);
        long before = looks.first.asked() + looks.second.asked();

        MailDns next = checker.look("other.test", Expectations.NONE, DnsHistory.NONE, true);

        assertThat(next.isBlind()).isTrue();
        assertThat(looks.first.asked() + looks.second.asked()).isEqualTo(before);
    }

    @Test
    void aResolverThatDeniesEverybodyIsOurTroubleOutsideATest() {
        assertThat(DnsClient.isLaboratory(List.of(ResolverAddress.parse("127.0.0.1:5353"))))
                .isTrue();
        assertThat(DnsClient.isLaboratory(List.of(ResolverAddress.parse("127.0.0.53:53"))))
                .isFalse();
        assertThat(DnsClient.isLaboratory(
                        List.of(ResolverAddress.parse("127.0.0.1:5353"), ResolverAddress.parse("9.9.9.9"))))
                .isFalse();
    }

    @Test
    void aSilentFirstResolverIsAskedLastAfterAWhile() throws IOException {
        looks.load(zone());
        looks.first.fault("*.", "*", Fault.SILENCE);
        DnsClient client = new DnsClient(looks.settings());
        for (int i = 0; i < 20; i++) {
            assertThat(client.ask("x" + i + ".kunde.test", org.xbill.DNS.Type.A).isUnknown())
                    .isFalse();
        }

        assertThat(looks.first.asked()).isLessThan(6);
        looks.first.clearFaults();
    }
}
