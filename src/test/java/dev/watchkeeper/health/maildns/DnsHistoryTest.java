package dev.watchkeeper.health.maildns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnsHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static MailDns look(Instant at, Map<MailDnsArea, String> unknown, DnsFinding... findings) {
        return new MailDns("a.example", at, EnumSet.allOf(MailDnsArea.class), List.of(findings), unknown, Map.of());
    }

    private static DnsFinding finding(DnsCode code) {
        return new DnsFinding(code, Severity.HIGH, "a.example", Map.of(), true);
    }

    private static String unknownSeverity(MailDns judged) {
        return judged.findings().stream()
                .filter(f -> f.code() == DnsCode.DNS_UNKNOWN)
                .map(DnsFinding::severityWord)
                .findFirst()
                .orElse("none");
    }

    @Test
    void silenceBecomesAFindingAfterThreeLooksOrSixHours() {
        Map<MailDnsArea, String> dark = Map.of(MailDnsArea.SPF, "timeout");
        DnsHistory one = DnsHistory.NONE.after(look(NOW, dark));
        DnsHistory two = one.after(look(NOW.plusSeconds(900), dark));

        assertThat(unknownSeverity(DnsHistory.NONE.judge(look(NOW, dark), MINUTE)))
                .isEqualTo("info");
        assertThat(unknownSeverity(one.judge(look(NOW.plusSeconds(900), dark), MINUTE)))
                .isEqualTo("info");
        assertThat(unknownSeverity(two.judge(look(NOW.plusSeconds(1800), dark), MINUTE)))
                .isEqualTo("medium");
        assertThat(unknownSeverity(one.judge(look(NOW.plusSeconds(21_600), dark), MINUTE)))
                .isEqualTo("medium");
        assertThat(two.after(look(NOW, Map.of())).unknownRuns()).isZero();
    }

    @Test
    void ourOwnBlindnessNeverBecomesTheDomainsFault() {
        MailDns blind = new MailDns(
                "a.example",
                NOW.plusSeconds(90_000),
                EnumSet.allOf(MailDnsArea.class),
                List.of(),
                new Unread(Map.of(MailDnsArea.DOMAIN, "ours"), java.util.Set.of(), "our own DNS does not answer"),
                Map.of(),
                null);
        DnsHistory dark = new DnsHistory(Map.of(), NOW, 9, null, null, "", "");

        assertThat(unknownSeverity(dark.judge(blind, MINUTE))).isEqualTo("info");
        assertThat(dark.after(blind)).isEqualTo(dark);
    }

    @Test
    void whatCouldNotBeReadNeitherEndsNorBeginsAnything() {
        DnsHistory missing = DnsHistory.NONE.after(look(NOW, Map.of(), finding(DnsCode.SPF_MISSING)));
        DnsHistory dark = missing.after(look(NOW.plusSeconds(60), Map.of(MailDnsArea.SPF, "timeout")));
        DnsHistory mended = dark.after(look(NOW.plusSeconds(120), Map.of()));

        assertThat(dark.firstSeen()).containsEntry(DnsCode.SPF_MISSING, NOW);
        assertThat(mended.firstSeen()).isEmpty();
    }

    @Test
    void aPolicyOfNoneIsDatedFromItsFirstSight() {
        DnsHistory first = DnsHistory.NONE.after(look(NOW, Map.of(), finding(DnsCode.DMARC_NONE)));
        DnsHistory later = first.after(look(NOW.plusSeconds(9), Map.of(), finding(DnsCode.DMARC_NONE)));

        assertThat(later.dmarcNoneSince()).isEqualTo(NOW);
        assertThat(later.after(look(NOW.plusSeconds(10), Map.of())).dmarcNoneSince())
                .isNull();
    }
}
