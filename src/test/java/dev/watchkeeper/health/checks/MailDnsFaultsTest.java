package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.Unread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailDnsFaultsTest {
    private static final List<String> CHECKS =
            List.of("EML-01", "EML-02", "EML-03", "EML-04", "EML-05", "EML-06", "EML-07", "EML-08");

    @Test
    void everyCodeThatOpensAFindingBelongsToOneCheck() {
        for (DnsCode code : DnsCode.values()) {
            if (code.area() == MailDnsArea.BIMI || code.area() == MailDnsArea.CAA) {
                continue; // shown by the dns command only
            }
            List<String> failing = CHECKS.stream()
                    .filter(id -> facts().mailDns(look("a.example", code, Severity.HIGH))
                            .verdicts(id)
                            .contains("fail domain:a.example high"))
                    .toList();
            assertThat(failing).as(code.name()).hasSize(1);
        }
    }

    @Test
    void aCleanDomainPassesEverything() {
        MailDns clean = look("a.example", null, null);

        assertThat(CHECKS.stream()
                        .map(id -> facts().mailDns(clean).verdicts(id).get(0))
                        .toList())
                .containsExactly("pass", "pass", "pass", "pass", "pass", "pass", "not_applicable", "not_applicable");
    }

    @Test
    void aDomainWithoutMailNeedsNoKeysAndNoPolicies() {
        MailDns silent = new MailDns(
                "a.example", Facts.NOW, EnumSet.allOf(MailDnsArea.class), List.of(), Map.of(), Map.of("mail", "none"));

        assertThat(CHECKS.stream()
                        .map(id -> facts().mailDns(silent).verdicts(id).get(0))
                        .toList())
                .containsExactly(
                        "pass", "pass", "pass", "pass", "not_applicable", "pass", "not_applicable", "not_applicable");
    }

    @Test
    void withoutDnsNothingIsKnown() {
        assertThat(CHECKS).allSatisfy(id -> assertThat(facts().verdicts(id)).containsExactly("unknown"));
    }

    @Test
    void whatCouldNotBeReadIsUnknownForThatDomainOnly() {
        MailDns dark = new MailDns(
                "b.example", Facts.NOW, EnumSet.allOf(MailDnsArea.class), List.of(), gap(MailDnsArea.SPF), Map.of());

        assertThat(facts().mailDns(look("a.example", null, null), dark).verdicts("EML-04"))
                .containsExactly("pass", "unknown");
        assertThat(facts().mailDns(look("a.example", null, null), dark).verdicts("EML-01"))
                .containsExactly("pass");
    }

    @Test
    void aRecordThatCannotBeReadForLongIsToldByItsOwnCheck() {
        DnsFinding unknown = new DnsFinding(DnsCode.DNS_UNKNOWN, Severity.MEDIUM, "a.example", Map.of(), true);
        MailDns dark = new MailDns(
                "a.example",
                Facts.NOW,
                EnumSet.allOf(MailDnsArea.class),
                List.of(unknown),
                gap(MailDnsArea.DMARC),
                Map.of());

        assertThat(facts().mailDns(dark).verdicts("EML-03")).containsExactly("pass");
        assertThat(facts().mailDns(dark).verdicts("EML-06")).containsExactly("unknown");
    }

    @Test
    void ourOwnBlindnessFailsNoCheck() {
        DnsFinding unknown = new DnsFinding(DnsCode.DNS_UNKNOWN, Severity.MEDIUM, "a.example", Map.of(), true);
        Map<MailDnsArea, String> all = new EnumMap<>(MailDnsArea.class);
        EnumSet.allOf(MailDnsArea.class).forEach(area -> all.put(area, "our own DNS does not answer"));
        MailDns blind = new MailDns(
                "a.example",
                Facts.NOW,
                EnumSet.allOf(MailDnsArea.class),
                List.of(unknown),
                new Unread(all, java.util.Set.of(), "our own DNS does not answer"),
                Map.of(),
                null);

        assertThat(CHECKS)
                .allSatisfy(
                        id -> assertThat(facts().mailDns(blind).verdicts(id)).containsExactly("unknown"));
    }

    @Test
    void aDomainThatIsGoneLeavesItsOtherFindingsOpen() {
        MailDns gone = look("a.example", DnsCode.DOMAIN_NXDOMAIN, Severity.CRITICAL);

        assertThat(facts().mailDns(gone).verdicts("EML-03")).containsExactly("fail domain:a.example critical");
        assertThat(facts().mailDns(gone).verdicts("EML-01")).containsExactly("unknown");
    }

    @Test
    void aPolicyOfNoneIsAFaultWhenItHasStoodLongerThanTheThreshold() {
        assertThat(none(89).verdicts("EML-06")).containsExactly("pass");
        assertThat(none(91).verdicts("EML-06")).containsExactly("fail domain:a.example medium");
        assertThat(none(91).calibration(patience(100)).verdicts("EML-06")).containsExactly("pass");
        assertThat(none(31).calibration(patience(30)).verdicts("EML-06"))
                .containsExactly("fail domain:a.example medium");
    }

    private static Facts none(int days) {
        String since = Facts.NOW.minus(Duration.ofDays(days)).toString();
        DnsFinding none =
                new DnsFinding(DnsCode.DMARC_NONE, null, "v=DMARC1; p=none", Map.of("seen_since", since), true);
        return facts().mailDns(new MailDns(
                "a.example", Facts.NOW, EnumSet.allOf(MailDnsArea.class), List.of(none), Map.of(), Map.of()));
    }

    private static Calibration patience(double days) {
        return new Calibration(Map.of("EML-06", Map.of("none_days", days)), Map.of(), List.of(), List.of());
    }

    @Test
    void theWorstFaultOfADomainSpeaksAndTheOthersAreListed() {
        List<DnsFinding> two = new ArrayList<>();
        two.add(new DnsFinding(DnsCode.SPF_PTR, Severity.LOW, "v=spf1 ptr", Map.of(), true));
        two.add(new DnsFinding(DnsCode.SPF_NO_GOOGLE, Severity.HIGH, "v=spf1 ptr", Map.of(), true));
        MailDns look = new MailDns("a.example", Facts.NOW, EnumSet.allOf(MailDnsArea.class), two, Map.of(), Map.of());

        Sighting sighting = facts().mailDns(look).judge("EML-04").get(0);

        assertThat(sighting.severity()).isEqualTo(Severity.HIGH);
        assertThat(sighting.summary().en()).contains("Google is not in the SPF record");
        assertThat(sighting.remedy().zh()).contains("include:_spf.google.com");
        assertThat(sighting.evidence()).containsEntry("code", "SPF_NO_GOOGLE").containsKey("also");
    }

    private static Map<MailDnsArea, String> gap(MailDnsArea area) {
        Map<MailDnsArea, String> gaps = new EnumMap<>(MailDnsArea.class);
        gaps.put(area, "a.example: timeout");
        return gaps;
    }

    private static MailDns look(String domain, @Nullable DnsCode code, @Nullable Severity severity) {
        List<DnsFinding> findings =
                code == null ? List.of() : List.of(new DnsFinding(code, severity, domain, Map.of(), true));
        return new MailDns(
                domain,
                Facts.NOW,
                EnumSet.allOf(MailDnsArea.class),
                findings,
                Map.of(),
                Map.of("mta_sts", Map.of("result", "none")));
    }
}
