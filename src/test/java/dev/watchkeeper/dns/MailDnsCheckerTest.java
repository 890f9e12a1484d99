package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.demo.LoopbackDns.Fault;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One look at one domain, over real packets to two resolvers on loopback. */
class MailDnsCheckerTest {
    private static final String D = "kunde.test";
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static LoopbackDns first;
    private static LoopbackDns second;

    @BeforeAll
    static void start() throws IOException {
        first = LoopbackDns.start();
        second = LoopbackDns.start();
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
    }

    @BeforeEach
    void calm() {
        first.clearFaults();
        second.clearFaults();
        load(new MailZone(D));
    }

    static List<Arguments> faults() {
        return List.of(
                c("all is well", zone()),
                c("no MX", zone().with("MX", "@ A 192.0.2.1"), "MX_MISSING critical"),
                c("null MX", zone().with("MX", "@ MX 0 ."), "MX_NULL critical"),
                c(
                        "old provider only",
                        zone().with("MX", "@ MX 5 old-example.mail.protection.outlook.com."),
                        "MX_NOT_GOOGLE critical"),
                c(
                        "own web server only",
                        zone().with("MX", "@ MX 5 mail", "mail A 192.0.2.9")
                                .with("MX", "@ MX 5 mail.kunde.test.", "mail A 192.0.2.9"),
                        "MX_NOT_GOOGLE critical"),
                c(
                        "equal preference",
                        zone().with("MX", "@ MX 1 smtp.google.com.", "@ MX 1 mx1.old.example."),
                        "MX_FOREIGN_FIRST critical"),
                c(
                        "preferred leftover",
                        zone().with("MX", "@ MX 5 smtp.google.com.", "@ MX 1 mx1.old.example."),
                        "MX_FOREIGN_FIRST critical"),
                c(
                        "backup leftover",
                        zone().with("MX", "@ MX 1 smtp.google.com.", "@ MX 10 mx1.old.example."),
                        "MX_FOREIGN_BACKUP high"),
                c(
                        "an IP address as target",
                        zone().with("MX", "@ MX 1 smtp.google.com.", "@ MX 5 192.0.2.1."),
                        "MX_BAD_TARGET high"),
                c("a typo as only target", zone().with("MX", "@ MX 1 smpt.google.example."), "MX_BAD_TARGET critical"),
                c(
                        "an alias as target",
                        zone().with("MX", "@ MX 1 mail.kunde.test.", "mail CNAME smtp.google.com."),
                        "MX_BAD_TARGET critical"),
                c(
                        "zone name appended",
                        zone().with("MX", "@ MX 1 smtp.google.com.kunde.test."),
                        "MX_BAD_TARGET critical"),
                c(
                        "a name that merely begins like Google",
                        zone().with(
                                        "MX",
                                        "@ MX 1 smtp.google.com.evil.example.",
                                        "smtp.google.com.evil.example. A 192.0.2.3"),
                        "MX_NOT_GOOGLE critical"),
                c("gateway only", zone().with("MX", "@ MX 1 eu-smtp-inbound-1.mimecast.com."), "MX_GATEWAY info"),
                c(
                        "gateway and Google",
                        zone().with("MX", "@ MX 1 eu-smtp-inbound-1.mimecast.com.", "@ MX 5 smtp.google.com."),
                        "MX_GATEWAY_BYPASS medium"),
                c(
                        "old set",
                        zone().with("MX", "@ MX 1 ASPMX.L.GOOGLE.COM.", "@ MX 5 alt1.aspmx.l.google.com."),
                        "MX_OLD_SET info"),
                c(
                        "both sets",
                        zone().with("MX", "@ MX 1 smtp.google.com.", "@ MX 5 aspmx.l.google.com."),
                        "MX_MIXED_SETS low"),
                c(
                        "verification beside Google",
                        zone().with("MX", "@ MX 1 smtp.google.com.", "@ MX 15 abc.mx-verification.google.com.")),
                c("no SPF", zone().with("SPF", "@ TXT \"hello\""), "SPF_MISSING high"),
                c("SPF version 10", zone().with("SPF", "@ TXT \"v=spf10 -all\""), "SPF_MISSING high"),
                c(
                        "two SPF",
                        zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ~all\"", "@ TXT \"V=SPF1 -all\""),
                        "SPF_MULTIPLE high"),
                c(
                        "bad SPF syntax",
                        zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ip4:192.0.2.300 ~all\""),
                        "SPF_SYNTAX high"),
                c(
                        "SPF loop",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com include:l.kunde.test ~all\"",
                                        "l TXT \"v=spf1 include:kunde.test ~all\""),
                        "SPF_LOOP high"),
                c(
                        "include without SPF",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com include:l.kunde.test ~all\"",
                                        "l TXT \"nothing\""),
                        "SPF_BROKEN_INCLUDE high"),
                c("no Google in SPF", zone().with("SPF", "@ TXT \"v=spf1 ip4:192.0.2.1 ~all\""), "SPF_NO_GOOGLE high"),
                c(
                        "Google named only to be refused",
                        zone().with("SPF", "@ TXT \"v=spf1 -include:_spf.google.com ip4:192.0.2.1 ~all\""),
                        "SPF_NO_GOOGLE high"),
                c(
                        "include written with an equals sign",
                        zone().with("SPF", "@ TXT \"v=spf1 include=_spf.google.com ~all\""),
                        "SPF_NO_GOOGLE high",
                        "SPF_UNKNOWN_MODIFIER medium"),
                c(
                        "eleven look-ups, Google first",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com " + "a:h.kunde.test ".repeat(10)
                                                + "~all\"",
                                        "h A 192.0.2.1"),
                        "SPF_TOO_MANY_LOOKUPS medium"),
                c(
                        "eleven look-ups, Google last",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 " + "a:h.kunde.test ".repeat(10)
                                                + "include:_spf.google.com ~all\"",
                                        "h A 192.0.2.1"),
                        "SPF_TOO_MANY_LOOKUPS high"),
                c(
                        "ten look-ups",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com " + "a:h.kunde.test ".repeat(9)
                                                + "~all\"",
                                        "h A 192.0.2.1"),
                        "SPF_NEAR_LIMIT low"),
                c(
                        "three void",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com a:x1.kunde.test a:x2.kunde.test mx:x3.kunde.test ~all\""),
                        "SPF_TOO_MANY_VOID high"),
                c(
                        "two void",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com a:x1.kunde.test a:x2.kunde.test ~all\""),
                        "SPF_VOID low"),
                c(
                        "macro names are never void",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com exists:%{i}.a.kunde.test exists:%{i}.b.kunde.test exists:%{i}.c.kunde.test ~all\"")),
                c("pass all", zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com +all\""), "SPF_PASS_ALL high"),
                c(
                        "pass all by two halves",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com ip4:0.0.0.0/1 ip4:128.0.0.0/1 ~all\""),
                        "SPF_PASS_ALL high"),
                c(
                        "pass all of IPv6 that there is",
                        zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ip6:2000::/3 ~all\""),
                        "SPF_PASS_ALL high"),
                c(
                        "a quarter of IPv4 twice is still a quarter",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 include:_spf.google.com ip4:0.0.0.0/2 ip4:0.0.0.0/2 ip4:10.0.0.0/8 ~all\"")),
                c(
                        "SPF that cannot be read is only that",
                        zone().with("SPF", "@ TXT \"v=spf1 ip4:192.0.2.300\""),
                        "SPF_SYNTAX high"),
                c(
                        "pass all by range",
                        zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ip4:0.0.0.0/0 ~all\""),
                        "SPF_PASS_ALL high"),
                c(
                        "neutral end",
                        zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ?all\""),
                        "SPF_WEAK_END low"),
                c("no end", zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com\""), "SPF_WEAK_END low"),
                c(
                        "redirect ends like its target",
                        zone().with(
                                        "SPF",
                                        "@ TXT \"v=spf1 redirect=r.kunde.test\"",
                                        "r TXT \"v=spf1 include:_spf.google.com -all\"")),
                c(
                        "terms after all",
                        zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ~all ip4:192.0.2.1\""),
                        "SPF_DEAD_TERMS low"),
                c("ptr", zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ptr ~all\""), "SPF_PTR low"),
                c(
                        "long SPF",
                        zone().with(
                                        "SPF",
                                        "@ TXT "
                                                + MailZone.quoted("v=spf1 include:_spf.google.com "
                                                        + "ip4:192.0.2.111 ".repeat(40) + "~all")),
                        "SPF_LONG low"),
                c("DKIM absent", zone().with("DKIM", ""), "DKIM_MISSING high"),
                c(
                        "DKIM elsewhere",
                        zone().with("DKIM", "s1._domainkey TXT \"p=" + MailZone.KEY_1024 + "\""),
                        "DKIM_SELECTOR_UNKNOWN info"),
                c("DKIM revoked", zone().with("DKIM", "google._domainkey TXT \"v=DKIM1; p=\""), "DKIM_REVOKED high"),
                c(
                        "DKIM cut at 255",
                        zone().with(
                                        "DKIM",
                                        "google._domainkey TXT \""
                                                + ("v=DKIM1; k=rsa; p=" + MailZone.KEY_2048).substring(0, 255) + "\""),
                        "DKIM_UNREADABLE high"),
                c(
                        "SPF at the selector",
                        zone().with("DKIM", "google._domainkey TXT \"v=spf1 -all\""),
                        "DKIM_UNREADABLE high"),
                c(
                        "two keys at the selector",
                        zone().with(
                                        "DKIM",
                                        "google._domainkey TXT \"v=DKIM1; p=\"",
                                        "google._domainkey TXT \"p=" + MailZone.KEY_1024 + "\""),
                        "DKIM_MULTIPLE high"),
                c(
                        "SHA-1 only",
                        zone().with(
                                        "DKIM",
                                        "google._domainkey TXT " + MailZone.quoted("h=sha1; p=" + MailZone.KEY_2048)),
                        "DKIM_SHA1 high"),
                c(
                        "512 bits",
                        zone().with("DKIM", "google._domainkey TXT \"p=" + MailZone.key(512) + "\""),
                        "DKIM_TOO_SHORT high"),
                c(
                        "1024 bits",
                        zone().with("DKIM", "google._domainkey TXT \"p=" + MailZone.KEY_1024 + "\""),
                        "DKIM_1024 low"),
                c(
                        "DKIM in test mode",
                        zone().with(
                                        "DKIM",
                                        "google._domainkey TXT "
                                                + MailZone.quoted("v=DKIM1; t=y; p=" + MailZone.KEY_2048)),
                        "DKIM_TESTING medium"),
                c(
                        "DKIM by alias",
                        zone().with(
                                        "DKIM",
                                        "google._domainkey CNAME k.kunde.test.",
                                        "k TXT " + MailZone.quoted("p=" + MailZone.KEY_2048))),
                c(
                        "wildcard TXT is no key",
                        zone().with("DKIM", "*._domainkey TXT \"v=spf1 -all\""),
                        "DKIM_SELECTOR_UNKNOWN info"),
                c("no DMARC", zone().with("DMARC", ""), "DMARC_MISSING high"),
                c(
                        "two DMARC",
                        zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=none\"", "_dmarc TXT \"v=DMARC1; p=reject\""),
                        "DMARC_MULTIPLE high"),
                c("DMARC without policy", zone().with("DMARC", "_dmarc TXT \"v=DMARC1\""), "DMARC_INVALID high"),
                c(
                        "DMARC in the wrong case",
                        zone().with("DMARC", "_dmarc TXT \"v=dmarc1; p=reject\""),
                        "DMARC_INVALID high"),
                c(
                        "DMARC whose version does not stand first",
                        zone().with("DMARC", "_dmarc TXT \"p=reject; v=DMARC1\""),
                        "DMARC_INVALID high"),
                c(
                        "enforced and broken",
                        zone().with("SPF", "").with("DKIM", ""),
                        "DMARC_ENFORCED_BROKEN_AUTH critical",
                        "SPF_MISSING high",
                        "DKIM_MISSING high"),
                c(
                        "policy none",
                        zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:d@kunde.test\""),
                        "DMARC_NONE info"),
                c(
                        "hole below",
                        zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject; sp=none; rua=mailto:d@kunde.test\""),
                        "DMARC_SUBDOMAIN_HOLE medium"),
                c(
                        "test mode",
                        zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject; t=y; rua=mailto:d@kunde.test\""),
                        "DMARC_TESTING low"),
                c(
                        "old tags",
                        zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject; pct=50; rua=mailto:d@kunde.test\""),
                        "DMARC_OLD_TAGS low"),
                c("no reports", zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject\""), "DMARC_NO_RUA low"),
                c(
                        "reports to a stranger",
                        zone().with("DMARC", "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@reports.example\""),
                        "DMARC_RUA_UNAUTHORISED medium"),
                c(
                        "reports to a consenting stranger",
                        zone().with(
                                        "DMARC",
                                        "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@reports.example\"",
                                        "kunde.test._report._dmarc.reports.example. TXT \"v=DMARC1\"")),
                c(
                        "TLS-RPT without sense",
                        zone().with("MORE", "_smtp._tls TXT \"v=TLSRPTv1; rua=\""),
                        "TLSRPT_INVALID low"),
                c(
                        "MTA-STS id with a hyphen",
                        zone().with("MORE", "_mta-sts TXT \"v=STSv1; id=2026-01;\""),
                        "STS_TXT_INVALID low"),
                c(
                        "MTA-STS host without address",
                        zone().with("MORE", "_mta-sts TXT \"v=STSv1; id=1;\""),
                        "STS_POLICY_UNREACHABLE high",
                        "TLSRPT_MISSING low"),
                c(
                        "BIMI without https",
                        zone().with("MORE", "default._bimi TXT \"v=BIMI1; l=http://x.test/a.svg\""),
                        "BIMI_INVALID low"),
                c(
                        "CAA against Google",
                        zone().with(
                                        "MORE",
                                        "www CNAME ghs.googlehosted.com.",
                                        "ghs.googlehosted.com. A 192.0.2.7",
                                        "@ CAA 0 issue \"letsencrypt.org\""),
                        "CAA_BLOCKS_GOOGLE medium"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void tellsEachFaultByItsCode(String name, MailZone zone, List<String> expected) {
        load(zone);

        assertThat(codes(look())).as(name).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aDomainThatIsGoneHidesEverythingElse() {
        first.load(MailZone.WORLD);
        second.load(MailZone.WORLD);

        assertThat(codes(look())).containsExactly("DOMAIN_NXDOMAIN critical");
    }

    @Test
    void oneResolverAloneCannotDeclareADomainDead() {
        first.load(MailZone.WORLD);

        MailDns look = look();

        assertThat(codes(look)).doesNotContain("DOMAIN_NXDOMAIN critical", "MX_MISSING critical");
        assertThat(look.gap(MailDnsArea.DOMAIN)).contains("disagree");
    }

    @Test
    void servfailIsUnknownAndNeverMissing() {
        both(D + ".", "*", Fault.SERVFAIL);

        MailDns look = look();

        assertThat(codes(look)).containsExactly("DNS_UNKNOWN info");
        assertThat(look.gap(MailDnsArea.SPF)).contains("servfail");
        assertThat(String.valueOf(look.facts().get("spf"))).contains("result=unknown");
    }

    @Test
    void silenceOfOneRecordLeavesTheOthersReadable() {
        both("_dmarc." + D + ".", "*", Fault.SILENCE);

        MailDns look = look();

        assertThat(look.unknown()).containsOnlyKeys(MailDnsArea.DMARC);
        assertThat(codes(look)).containsExactly("DNS_UNKNOWN info");
    }

    @Test
    void refusalLameAndGarbageAreUnknown() {
        for (Fault fault : List.of(Fault.REFUSED, Fault.LAME, Fault.GARBAGE)) {
            first.clearFaults();
            second.clearFaults();
            both(D + ".", "MX", fault);

            MailDns look = look();

            assertThat(codes(look)).as("%s", fault).containsExactly("DNS_UNKNOWN info");
            assertThat(look.unknown()).containsOnlyKeys(MailDnsArea.MX);
        }
    }

    @Test
    void aFailingResolverIsReplacedByTheNext() {
        for (Fault fault : List.of(Fault.SERVFAIL, Fault.REFUSED, Fault.SILENCE, Fault.LAME)) {
            first.clearFaults();
            first.fault("*." + D + ".", "MX", fault);

            assertThat(codes(look())).as("%s", fault).isEmpty();
        }
    }

    @Test
    void brokenSignaturesAreToldFromAFailingServer() {
        both("*." + D + ".", "*", Fault.BOGUS);

        assertThat(codes(look())).contains("DOMAIN_DNSSEC_BOGUS critical").doesNotContain("MX_MISSING critical");
    }

    @Test
    void truncatedAnswersAndTwentyKilobytesOfTextComeOverTcp() {
        String huge = "\"" + "x".repeat(250) + "\" ";
        load(zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com ~all\"", "@ TXT " + huge.repeat(80)));

        assertThat(codes(look())).isEmpty();
        assertThat(first.questions()).contains("TCP " + D + "./TXT");
    }

    @Test
    void hostileBytesAreShownHarmless() {
        load(zone().with("SPF", "@ TXT \"v=spf1 include:_spf.google.com \\027[31m\\255\\000 ~all\""));

        MailDns look = look();

        assertThat(codes(look)).containsExactly("SPF_SYNTAX high");
        assertThat(look.findings().get(0).record()).doesNotContain("\u001b").contains("\\u001b");
    }

    @Test
    void aliasesInACircleAreUnknown() {
        load(zone().with(
                        "DKIM",
                        "google._domainkey CNAME b.kunde.test.",
                        "b CNAME c.kunde.test.",
                        "c CNAME b.kunde.test."));

        MailDns look = look();

        assertThat(look.gap(MailDnsArea.DKIM)).contains("loop");
        assertThat(codes(look)).containsExactly("DNS_UNKNOWN info");
    }

    @Test
    void ourOwnBlindnessIsBlamedOnNobody() {
        both("*.", "*", Fault.SERVFAIL);

        MailDns look = look();

        assertThat(look.findings()).extracting(DnsFinding::code).containsExactly(DnsCode.DNS_UNKNOWN);
        assertThat(look.gap(MailDnsArea.MX)).contains("our own DNS");
    }

    @Test
    void anEnforcedPolicyThatForgetsAnMxLosesMail() {
        load(zone().with(
                        "MORE",
                        "_mta-sts TXT \"v=STSv1; id=1\"",
                        "mta-sts A 192.0.2.4",
                        "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.test\""));
        String old =
                "version: STSv1\r\nmode: %s\r\nmx: *.aspmx.l.google.com\r\nmx: aspmx.l.google.com\r\nmax_age: 604800\r\n";

        assertThat(codes(look((d, a) -> StsFetcher.Fetched.text(old.formatted("enforce")))))
                .containsExactly("STS_MX_NOT_COVERED critical");
        assertThat(codes(look((d, a) -> StsFetcher.Fetched.text(old.formatted("testing")))))
                .containsExactly("STS_MX_NOT_COVERED medium");
        assertThat(codes(look((d, a) -> StsFetcher.Fetched.text(old.formatted("none")))))
                .isEmpty();
        assertThat(codes(look((d, a) -> StsFetcher.Fetched.text("<html>")))).containsExactly("STS_POLICY_INVALID high");
        assertThat(codes(look((d, a) -> StsFetcher.Fetched.refused("HTTP 301"))))
                .containsExactly("STS_POLICY_UNREACHABLE high");
        assertThat(codes(look((d, a) -> StsFetcher.Fetched.unknown("time-out"))))
                .containsExactly("DNS_UNKNOWN info");
    }

    @Test
    void aSubdomainTakesItsPolicyFromTheOrganisation() {
        load(new MailZone("de.kunde.test")
                .with(
                        "DMARC",
                        "_dmarc.kunde.test. TXT \"v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@kunde.test\""));

        MailDns look = checker((d, a) -> StsFetcher.Fetched.unknown(""))
                .look("de.kunde.test", Expectations.NONE, DnsHistory.NONE, true);

        assertThat(look.findings()).isEmpty();
        assertThat(look.facts().get("dmarc"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("policy", "quarantine")
                .containsEntry("from", "kunde.test");
    }

    @Test
    void aMissingRecordIsConfirmedByASecondLookAMinuteLater() {
        load(zone().with("MX", ""));
        MailDns raw =
                checker((d, a) -> StsFetcher.Fetched.unknown("")).look(D, Expectations.NONE, DnsHistory.NONE, true);
        DnsHistory once = DnsHistory.NONE.after(raw);
        MailDns later = new MailDns(D, NOW.plusSeconds(60), raw.examined(), raw.findings(), raw.unknown(), raw.facts());

        assertThat(DnsHistory.NONE
                        .judge(raw, Duration.ofSeconds(60))
                        .findings()
                        .get(0)
                        .confirmed())
                .isFalse();
        assertThat(once.judge(later, Duration.ofSeconds(60)).findings().get(0).confirmed())
                .isTrue();
        assertThat(once.judge(raw, Duration.ofSeconds(60)).findings().get(0).confirmed())
                .isFalse();
    }

    @Test
    void namesOfOthersAreAskedOnceForAllDomains() {
        MailDnsChecker checker = checker((d, a) -> StsFetcher.Fetched.unknown(""));
        checker.look(D, Expectations.NONE, DnsHistory.NONE, true);
        long before = first.questions().stream()
                .filter(q -> q.endsWith("_spf.google.com./TXT"))
                .count();

        checker.look(D, Expectations.NONE, DnsHistory.NONE, true);

        assertThat(first.questions().stream()
                        .filter(q -> q.endsWith("_spf.google.com./TXT"))
                        .count())
                .isEqualTo(before);
    }

    private static Arguments c(String name, MailZone zone, String... expected) {
        return Arguments.of(name, zone, List.of(expected));
    }

    private static MailZone zone() {
        return new MailZone(D);
    }

    private static void load(MailZone zone) {
        first.load(MailZone.WORLD + zone.text());
        second.load(MailZone.WORLD + zone.text());
    }

    private static void both(String name, String type, Fault fault) {
        first.fault(name, type, fault);
        second.fault(name, type, fault);
    }

    private static MailDns look() {
        return look((d, a) -> StsFetcher.Fetched.unknown("not asked"));
    }

    private static MailDns look(StsFetcher fetcher) {
        MailDns raw = checker(fetcher).look(D, Expectations.NONE, DnsHistory.NONE, true);
        return DnsHistory.NONE.judge(raw, Duration.ZERO);
    }

    private static MailDnsChecker checker(StsFetcher fetcher) {
        DnsSettings settings = new DnsSettings(
                List.of(first.address(), second.address()),
                Duration.ofMillis(150),
                1,
                50,
                Duration.ofSeconds(20),
                "google.com",
                first.port(),
                true,
                Duration.ZERO);
        return new MailDnsChecker(new DnsClient(settings), fetcher, CLOCK);
    }

    private static List<String> codes(MailDns look) {
        return look.findings().stream()
                .map(f -> f.code() + " " + f.severityWord())
                .toList();
    }

    @Test
    void theFactsCarryWhatTheCommandPromises() {
        Map<String, Object> facts = look().facts();

        assertThat(facts).containsKeys("mx", "spf", "dmarc", "dkim", "mta_sts");
        assertThat((Map<?, ?>) facts.get("spf"))
                .extracting("result", "lookups", "void_lookups")
                .containsExactly("ok", 1, 0);
    }
}
