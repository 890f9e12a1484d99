package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a stranger publishes costs that domain's look a bounded amount, and one area at the most. */
class HostileRecordsTest {
    private static Looks looks;

    @BeforeAll
    static void start() throws IOException {
        looks = new Looks();
    }

    @AfterAll
    static void stop() throws IOException {
        looks.close();
    }

    private static MailZone zone() {
        return new MailZone(Looks.D);
    }

    @Test
    void includesFullOfNonsenseKeepTwentyFaultsAndCountTheRest() {
        StringBuilder spf = new StringBuilder("@ TXT ");
        StringBuilder terms = new StringBuilder("v=spf1");
        for (int i = 0; i < 40; i++) {
            terms.append(" include:i").append(i).append(".kunde.test");
        }
        spf.append(MailZone.quoted(terms + " ~all"));
        String nonsense = MailZone.quoted("v=spf1 " + "nonsense@ ".repeat(6_000));
        StringBuilder zone =
                new StringBuilder(zone().with("SPF", spf.toString()).text());
        for (int i = 0; i < 40; i++) {
            zone.append("i")
                    .append(i)
                    .append(".kunde.test. TXT ")
                    .append(nonsense)
                    .append('\n');
        }
        looks.load(zone.toString());
        long before = looks.first.asked();

        MailDns look = looks.look();

        DnsFinding syntax = look.findings().stream()
                .filter(f -> f.code() == DnsCode.SPF_SYNTAX)
                .findFirst()
                .orElseThrow();
        assertThat((List<?>) syntax.detail().get("faults")).hasSize(Few.MOST);
        assertThat(String.valueOf(syntax.detail())).hasSizeLessThan(10_000);
        assertThat((Integer) syntax.detail().get("faults_more")).isGreaterThan(400);
        assertThat(look.gap(MailDnsArea.SPF)).isNotNull();
        assertThat(look.gap(MailDnsArea.MX)).isNull();
        assertThat(looks.first.asked() - before).isLessThan(Budget.MOST_QUESTIONS);
    }

    @Test
    void redirectsToEverNewNamesEnd() {
        StringBuilder zone = new StringBuilder(
                zone().with("SPF", "@ TXT \"v=spf1 redirect=r0.kunde.test\"").text());
        for (int i = 0; i < 1_500; i++) {
            zone.append("r" + i + ".kunde.test. TXT \"v=spf1 redirect=r" + (i + 1) + ".kunde.test\"\n");
        }
        looks.load(zone.toString());
        long before = looks.first.asked();

        MailDns look = looks.look();

        assertThat(Looks.codes(look)).contains("SPF_TOO_MANY_LOOKUPS high").doesNotContain("SPF_NO_GOOGLE high");
        assertThat(looks.first.asked() - before).isLessThan(Budget.MOST_QUESTIONS);
    }

    @Test
    void aliasesToEverNewNamesEndAsUnknown() {
        StringBuilder zone = new StringBuilder(
                zone().with("DMARC", "_dmarc CNAME c0").text().replace("CNAME c0", "CNAME c0.kunde.test."));
        for (int i = 0; i < 200; i++) {
            zone.append("c" + i + ".kunde.test. CNAME c" + (i + 1) + ".kunde.test.\n");
        }
        looks.load(zone.toString());

        MailDns look = looks.look();

        assertThat(look.gap(MailDnsArea.DMARC)).contains("loop");
    }

    private static MailZone withSts(String record) {
        return zone().with(
                        "MORE",
                        "_mta-sts TXT \"" + record + "\"",
                        "mta-sts A 192.0.2.4",
                        "_smtp._tls TXT \"v=TLSRPTv1 ; rua=mailto:a@b.test\"");
    }

    private static StsFetcher policy(String text) {
        return (d, a) -> StsFetcher.Fetched.text(text);
    }

    @Test
    void aRecordCutAtItsSemicolonCostsTheTransportPolicyOnly() {
        looks.load(withSts("v=STSv1").text());

        MailDns look = looks.look();

        assertThat(Looks.codes(look)).containsExactly("STS_TXT_INVALID low");
        assertThat(Looks.details(look)).contains("quotes");
        assertThat(look.unknown()).isEmpty();
    }

    @Test
    void theVersionIsAWholeWordAndBlanksAreNotNeeded() {
        String policy = "version: STSv1\nmode: enforce\nmx: mx.other.test\nmax_age: 604800\n";
        looks.load(withSts("v=STSv1;id=1").text());
        assertThat(Looks.codes(looks.look(policy(policy)))).containsExactly("STS_MX_NOT_COVERED critical");

        for (String wrong : List.of(
                "v=STSv12;id=1",
                "v=stsv1; id=1",
                "v=STSv1; id=a-b",
                "v=STSv1; id = 1",
                "v=STSv1; id=",
                "v=STSv1 id=1",
                "v=STSv1; id=1; id=2",
                "v=STSv1; id=123456789012345678901234567890123")) {
            looks.load(withSts(wrong).text());
            assertThat(Looks.codes(looks.look(policy(policy)))).as(wrong).containsExactly("STS_TXT_INVALID low");
        }
        for (String right : List.of("v=STSv1 ; id=aB3;", "v=STSv1; x-y=z; id=1 ; ")) {
            looks.load(withSts(right).text());
            assertThat(Looks.codes(looks.look(policy(policy))))
                    .as(right)
                    .containsExactly("STS_MX_NOT_COVERED critical");
        }
    }

    @Test
    void aPolicyOfOneEndlessLineIsInvalid() {
        looks.load(withSts("v=STSv1; id=1").text());

        MailDns look = looks.look(policy("version: STSv1\nmode: enforce\nmax_age: 1\nmx: " + "a.".repeat(32_000)));
        assertThat(Looks.codes(look)).containsExactly("STS_POLICY_INVALID high");
        assertThat(Looks.details(look)).hasSizeLessThan(1_000);

        MailDns many = looks.look(policy("version: STSv1\nmode: enforce\nmax_age: 1\n" + "mx: [\n".repeat(10_000)));
        assertThat(Looks.details(many)).hasSizeLessThan(2_000);
    }

    @Test
    void anErrorOfTheMachineStaysInItsArea() {
        looks.load(withSts("v=STSv1; id=1").text());
        for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError("a test"), new AssertionError())) {
            MailDns look = looks.look((d, a) -> {
                throw error;
            });

            assertThat(look.unknown()).containsOnlyKeys(MailDnsArea.MTA_STS);
            assertThat(Looks.codes(look)).isEmpty();
        }
    }

    @Test
    void tagsAreReadAsTheirStandardsSay() {
        assertThat(FieldRecord.claims("v=TLSRPTv1", "v=TLSRPTv1 ; rua=x")).isTrue();
        assertThat(FieldRecord.claims("v=TLSRPTv1", "v=TLSRPTv10; rua=x")).isFalse();
        assertThat(DmarcRecord.isDmarc(Txt.of("V=DMARC1; p=none"))).isTrue();
        assertThat(DmarcRecord.isDmarc(Txt.of("v \t= DMARC1 ;p=none"))).isTrue();
        for (String wrong : List.of("v=DMARC12; p=none", "v=dmarc1; p=none", " v=DMARC1; p=none", "p=none; v=DMARC1")) {
            assertThat(DmarcRecord.isDmarc(Txt.of(wrong))).as(wrong).isFalse();
            assertThat(DmarcRecord.isMeant(Txt.of(wrong))).as(wrong).isTrue();
        }
        assertThat(SpfRecord.isSpf(Txt.of("v=spf1\t-all"))).isFalse();
        assertThat(SpfRecord.isMeant(Txt.of(" v=spf1 -all"))).isTrue();
        assertThat(DkimKey.parse(Txt.of("v=dkim1; p=")).fault()).contains("DKIM1");
        assertThat(DkimKey.parse(Txt.of("V=DKIM1; P=" + MailZone.KEY_1024)).fault())
                .contains("lower case");
    }
}
