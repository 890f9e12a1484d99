package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.maildns.Cure;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.ZoneRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is proposed for a broken domain, put into its zone as printed, passes the same lint. */
class CuresTest {
    private static final String STS = "version: STSv1\nmode: %s\nmx: %s\nmax_age: 604800\n";
    private static Looks looks;

    @BeforeAll
    static void start() throws IOException {
        looks = new Looks();
    }

    @AfterAll
    static void stop() throws IOException {
        looks.close();
    }

    /** A broken domain, the codes that its records can cure, and the policy file it serves. */
    record Broken(String name, MailZone zone, Set<DnsCode> codes, String policy) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Broken b(String part, String lines, DnsCode... codes) {
        return new Broken(part + " " + lines, zone().with(part, lines.split("\n", -1)), Set.of(codes), "");
    }

    private static MailZone zone() {
        return new MailZone(Looks.D);
    }

    private static Broken spf(String text, DnsCode... codes) {
        return b("SPF", text, codes);
    }

    static List<Broken> broken() {
        List<Broken> all = new ArrayList<>();
        all.add(b("MX", "@ A 192.0.2.1", DnsCode.MX_MISSING));
        all.add(b("MX", "@ MX 0 .", DnsCode.MX_NULL));
        all.add(b("MX", "@ MX 5 old-example.mail.protection.outlook.com.", DnsCode.MX_NOT_GOOGLE));
        all.add(b("MX", "@ MX 1 smtp.google.com.\n@ MX 1 mx1.old.example.", DnsCode.MX_FOREIGN_FIRST));
        all.add(b("MX", "@ MX 1 smtp.google.com.\n@ MX 9 mx1.old.example.", DnsCode.MX_FOREIGN_BACKUP));
        all.add(b("MX", "@ MX 1 smtp.google.com.\n@ MX 5 192.0.2.1.", DnsCode.MX_BAD_TARGET));
        all.add(b("MX", "@ MX 1 smtp.google.com.kunde.test.", DnsCode.MX_BAD_TARGET));
        all.add(b("MX", "@ MX 1 smpt.google.example.", DnsCode.MX_BAD_TARGET));
        all.add(b("MX", "@ MX 1 smtp.google.com.\n@ MX 5 aspmx.l.google.com.", DnsCode.MX_MIXED_SETS));
        all.add(b("MX", "@ MX 1 eu-smtp-inbound-1.mimecast.com.\n@ MX 5 smtp.google.com.", DnsCode.MX_GATEWAY_BYPASS));

        String hosts = "\nh A 192.0.2.1\nm A 192.0.2.2\ns TXT \"v=spf1 a:h.kunde.test a:m.kunde.test -all\"";
        all.add(spf("@ TXT \"hello\"", DnsCode.SPF_MISSING));
        all.add(spf("@ TXT \" v=spf1 include:_spf.google.com ~all\"", DnsCode.SPF_MISSING));
        all.add(spf(
                "@ TXT \"v=spf1 include:_spf.google.com ~all\"\n@ TXT \"v=spf1 ip4:192.0.2.9 -all\"",
                DnsCode.SPF_MULTIPLE));
        all.add(spf("@ TXT \"v=spf1 inlcude:_spf.google.com ip4:192.0.2.300 ip4:192.0.2.9 ~all\"", DnsCode.SPF_SYNTAX));
        all.add(spf(
                "@ TXT \"v=spf1 include:_spf.google.com include:kunde.test include:s.kunde.test ~all\"" + hosts,
                DnsCode.SPF_LOOP));
        all.add(spf(
                "@ TXT \"v=spf1 include:_spf.google.com include:l.kunde.test a:h.kunde.test ~all\"" + hosts,
                DnsCode.SPF_BROKEN_INCLUDE));
        all.add(spf("@ TXT \"v=spf1 ip4:192.0.2.1 ~all\"", DnsCode.SPF_NO_GOOGLE));
        all.add(spf(
                "@ TXT \"v=spf1 include=_spf.google.com ~all\"", DnsCode.SPF_NO_GOOGLE, DnsCode.SPF_UNKNOWN_MODIFIER));
        StringBuilder many = new StringBuilder("@ TXT \"v=spf1");
        StringBuilder addresses = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            many.append(" a:h").append(i).append(".kunde.test");
            addresses.append("\nh").append(i).append(" A 192.0.2.").append(10 + i);
        }
        all.add(spf(many + " include:_spf.google.com ~all\"" + addresses, DnsCode.SPF_TOO_MANY_LOOKUPS));
        all.add(spf(
                "@ TXT \"v=spf1 " + "a:h.kunde.test ".repeat(10) + "include:_spf.google.com ~all\"" + hosts,
                DnsCode.SPF_TOO_MANY_LOOKUPS));
        all.add(spf(
                "@ TXT \"v=spf1 include:_spf.google.com a:x1.kunde.test a:x2.kunde.test mx:x3.kunde.test a:h.kunde.test ~all\""
                        + hosts,
                DnsCode.SPF_TOO_MANY_VOID));
        all.add(spf("@ TXT \"v=spf1 include:_spf.google.com +all\"", DnsCode.SPF_PASS_ALL));
        all.add(spf("@ TXT \"v=spf1 include:_spf.google.com ip4:0.0.0.0/0 ~all\"", DnsCode.SPF_PASS_ALL));
        all.add(spf("@ TXT \"v=spf1 include:_spf.google.com ?all\"", DnsCode.SPF_WEAK_END));
        all.add(spf("@ TXT \"v=spf1 include:_spf.google.com ~all ip4:192.0.2.1\"", DnsCode.SPF_DEAD_TERMS));
        all.add(spf("@ TXT \"v=spf1 include:_spf.google.com ptr ~all\"", DnsCode.SPF_PTR));

        all.add(dkim("v=DKIM1; k=rsa; p=\\\"" + MailZone.KEY_2048 + "\\\"", DnsCode.DKIM_UNREADABLE));
        all.add(dkim("V=DKIM1; K=rsa; P=" + MailZone.KEY_2048, DnsCode.DKIM_UNREADABLE));
        all.add(dkim("h=sha1; p=" + MailZone.KEY_2048, DnsCode.DKIM_SHA1));
        all.add(dkim("v=DKIM1; t=y; p=" + MailZone.KEY_2048, DnsCode.DKIM_TESTING));
        all.add(dkim("v=dkim1; p=" + MailZone.KEY_2048, DnsCode.DKIM_UNREADABLE));
        String key = MailZone.quoted("v=DKIM1; p=" + MailZone.KEY_2048);
        all.add(b(
                "DKIM", "google._domainkey TXT \"v=DKIM1; p=\"\ngoogle._domainkey TXT " + key, DnsCode.DKIM_MULTIPLE));
        all.add(b("DKIM", "google._domainkey.kunde.test.kunde.test. TXT " + key, DnsCode.DKIM_MISSING));

        all.add(dmarc("hello", DnsCode.DMARC_MISSING));
        all.add(dmarc("v=dmarc1; p=reject", DnsCode.DMARC_INVALID));
        all.add(dmarc("v=DMARC1; p=rejct; rua=mailto:d@kunde.test", DnsCode.DMARC_INVALID));
        all.add(dmarc("v=DMARC1; p=reject; p=none", DnsCode.DMARC_INVALID));
        all.add(dmarc("v=DMARC1; policy=reject; rua=mailto:d@kunde.test", DnsCode.DMARC_INVALID));
        all.add(dmarc("v=DMARC1; p=none; rua=mailto:d@kunde.test", DnsCode.DMARC_NONE));
        all.add(dmarc("v=DMARC1; p=reject; sp=none; rua=mailto:d@kunde.test", DnsCode.DMARC_SUBDOMAIN_HOLE));
        all.add(dmarc("v=DMARC1; p=reject; t=y; rua=mailto:d@kunde.test", DnsCode.DMARC_TESTING));
        all.add(dmarc("v=DMARC1; p=reject; pct=50; rua=mailto:d@kunde.test!10m", DnsCode.DMARC_OLD_TAGS));
        all.add(dmarc("v=DMARC1; p=reject", DnsCode.DMARC_NO_RUA));
        all.add(dmarc("v=DMARC1; p=reject; rau=mailto:d@kunde.test", DnsCode.DMARC_NO_RUA, DnsCode.DMARC_IGNORED_TAGS));
        all.add(dmarc("v=DMARC1; p=reject; rua=mailto:d@reports.example", DnsCode.DMARC_RUA_UNAUTHORISED));
        all.add(b(
                "DMARC",
                "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:d@kunde.test\"\n_dmarc TXT \"v=DMARC1; p=reject\"",
                DnsCode.DMARC_MULTIPLE));

        String good = STS.formatted("enforce", "smtp.google.com");
        all.add(sts("v=STSv1", "", good, DnsCode.STS_TXT_INVALID));
        all.add(sts("v=STSv12; id=1", "", good, DnsCode.STS_TXT_INVALID));
        all.add(sts("v=STSv1; id=a-b", "", good, DnsCode.STS_TXT_INVALID));
        all.add(sts("v=STSv1; id=1", "", STS.formatted("enforce", "aspmx.l.google.com"), DnsCode.STS_MX_NOT_COVERED));
        all.add(sts("v=STSv1; id=1", "", STS.formatted("testing", "x.test"), DnsCode.STS_MX_NOT_COVERED));
        all.add(sts("v=STSv1; id=1", "", "<html>", DnsCode.STS_POLICY_INVALID));
        all.add(sts("v=STSv1; id=1", "", good.replace("enforce", "enforced"), DnsCode.STS_POLICY_INVALID));
        all.add(sts("v=STSv1; id=1", "-", good, DnsCode.TLSRPT_MISSING));
        all.add(sts("v=STSv1; id=1", "v=TLSRPTv1; rua=a@b.test", good, DnsCode.TLSRPT_INVALID));
        all.add(sts("v=STSv1; id=1", "v=TLSRPT1; rua=mailto:a@b.test", good, DnsCode.TLSRPT_INVALID));

        all.add(b("MORE", "default._bimi TXT \"v=BIMI1; l=http://x.test/a.svg\"", DnsCode.BIMI_INVALID));
        all.add(b(
                "MORE",
                "www CNAME ghs.googlehosted.com.\nghs.googlehosted.com. A 192.0.2.7\n@ CAA 0 issue \"letsencrypt.org\"",
                DnsCode.CAA_BLOCKS_GOOGLE));
        return all;
    }

    private static Broken dkim(String text, DnsCode... codes) {
        return b("DKIM", "google._domainkey TXT " + MailZone.quoted(text).replace("\\\" \"", "\\\"\" \""), codes);
    }

    private static Broken dmarc(String text, DnsCode... codes) {
        return b("DMARC", "_dmarc TXT \"" + text + "\"", codes);
    }

    private static Broken sts(String text, String reports, String policy, DnsCode... codes) {
        String tls = reports.isEmpty() ? "v=TLSRPTv1; rua=mailto:a@b.test" : reports;
        MailZone zone = zone().with(
                        "MORE",
                        "_mta-sts TXT \"" + text + "\"",
                        "mta-sts A 192.0.2.4",
                        tls.equals("-") ? "" : "_smtp._tls TXT \"" + tls + "\"");
        return new Broken(text + " / " + tls + " / " + policy.replace('\n', ' '), zone, Set.of(codes), policy);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void theProposalInTheZonePassesTheLint(Broken broken) {
        looks.load(broken.zone().text());
        MailDns before = look(broken.policy());
        assertThat(before.findings()).extracting(DnsFinding::code).containsAll(broken.codes());

        Set<String> zone = new LinkedHashSet<>(looks.first.lines());
        Set<ZoneRecord> gone = new LinkedHashSet<>();
        String policy = broken.policy();
        for (DnsFinding finding : before.findings()) {
            if (!broken.codes().contains(finding.code())) {
                continue;
            }
            Cure cure = cure(finding);
            assertThat(cure.hasRecords()).as("%s", finding).isTrue();
            assertThat(cure.takesSeconds()).as("%s", finding).isPositive();
            for (ZoneRecord record : cure.remove()) {
                if (gone.add(record)) {
                    assertThat(remove(zone, record)).as("%s", record).isTrue();
                }
            }
            cure.publish().forEach(record -> zone.add(record.line()));
            int file = cure.says().en().indexOf("version: STSv1");
            policy = file >= 0 ? cure.says().en().substring(file) : policy;
        }
        looks.load("");
        looks.first.load(String.join("\n", zone));
        looks.second.load(String.join("\n", zone));
        MailDns after = look(policy);

        assertThat(after.findings())
                .as(String.join("\n", zone))
                .extracting(DnsFinding::code)
                .doesNotContainAnyElementsOf(broken.codes());
        assertThat(after.findings())
                .as(String.join("\n", zone))
                .filteredOn(f -> f.severity() != null)
                .extracting(DnsFinding::code)
                .isSubsetOf(before.findings().stream().map(DnsFinding::code).toList());
    }

    private static Cure cure(DnsFinding finding) {
        return Objects.requireNonNull(finding.cure(), finding.toString());
    }

    private static boolean remove(Set<String> zone, ZoneRecord record) {
        return zone.removeIf(line -> {
            String[] parts = line.split("\\s+", 5);
            return parts[0].equalsIgnoreCase(record.name() + ".")
                    && parts[3].equals(record.type())
                    && bare(parts[4]).equals(bare(record.data()));
        });
    }

    private static String bare(String data) {
        return data.replaceAll("[\" ]", "");
    }

    private static MailDns look(String policy) {
        return looks.look(Expectations.NONE, DnsHistory.NONE, (d, a) -> StsFetcher.Fetched.text(policy));
    }

    @Test
    void aKeyThatOnlyTheConsoleGivesIsNotInvented() {
        looks.load(zone().with("DKIM", "").text());

        DnsFinding missing = look("").findings().get(0);

        assertThat(missing.code()).isEqualTo(DnsCode.DKIM_MISSING);
        Cure cure = cure(missing);
        assertThat(cure.hasRecords()).isFalse();
        assertThat(cure.says().en()).contains("Admin console");
    }

    @Test
    void aPolicyIsMendedWithoutHarmWhileNothingAuthenticates() {
        looks.load(zone().with("SPF", "@ TXT \"v=spf1 include:l.kunde.test ~all\"")
                .with("DKIM", "")
                .with("DMARC", "_dmarc TXT \"v=DMARC1; p=rejct; rua=mailto:d@nowhere.example\"")
                .text());

        MailDns look = look("");

        DnsFinding invalid = look.findings().stream()
                .filter(f -> f.code() == DnsCode.DMARC_INVALID)
                .findFirst()
                .orElseThrow();
        assertThat(cure(invalid).publish().get(0).value()).startsWith("v=DMARC1; p=none; rua=");
        DnsFinding refused = look.findings().stream()
                .filter(f -> f.code() == DnsCode.DMARC_RUA_UNAUTHORISED)
                .findFirst()
                .orElseThrow();
        assertThat(cure(refused).publish().get(0).value())
                .isEqualTo("v=DMARC1; p=none; rua=mailto:postmaster@kunde.test");
    }

    @Test
    void aMergedRecordKeepsEverySender() {
        looks.load(zone().with(
                        "SPF",
                        "@ TXT \"v=spf1 include:_spf.google.com ip4:192.0.2.7 ~all\"",
                        "@ TXT \"v=spf1 a:h.kunde.test include:s.kunde.test -all\"",
                        "h A 192.0.2.1",
                        "s TXT \"v=spf1 ip6:2001:db8::/32 -all\"")
                .text());

        DnsFinding several = look("").findings().get(0);

        Cure cure = cure(several);
        assertThat(cure.publish().get(0).value())
                .isEqualTo("v=spf1 include:_spf.google.com ip4:192.0.2.7 a:h.kunde.test include:s.kunde.test ~all");
        assertThat(cure.remove()).hasSize(2);
    }

    @Test
    void aDomainWithoutMailIsToldAllThreeRecords() {
        looks.load(zone().with("MX", "")
                .with("SPF", "")
                .with("DKIM", "")
                .with("DMARC", "")
                .text());
        Expectations silent =
                new Expectations(List.of(), List.of(), false, Expectations.NONE.inboundGateway(), false, true);

        MailDns look = looks.look(silent, DnsHistory.NONE, Looks.NO_FETCH);

        Cure cure = cure(look.findings().get(0));
        assertThat(cure.publish())
                .extracting(ZoneRecord::value)
                .containsExactly("0 .", "v=spf1 -all", "v=DMARC1; p=reject");
        assertThat(look.gap(MailDnsArea.MX)).isNull();
        assertThat(Map.copyOf(look.unknown())).isEmpty();
    }
}
