package dev.watchkeeper.health.maildns;

import dev.watchkeeper.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier looks at a domain found, as far as a judgement of today depends on it. A pure value: the next history
 * follows from this one and a look.
 *
 * @param firstSeen since when each urgent code has been seen without a break
 * @param unknownSince since when something could not be read; null if the last look was whole
 * @param unknownRuns looks in a row in which something could not be read
 * @param dmarcNoneSince since when the policy has been none; null if it was not
 * @param serialsDifferSince since when name servers have had different serials
 * @param stsId and stsPolicy: the MTA-STS id and the text of the policy as last read; empty if never
 * @param registration what the registry said last
 */
public record DnsHistory(
        Map<DnsCode, Instant> firstSeen,
        @Nullable Instant unknownSince,
        int unknownRuns,
        @Nullable Instant dmarcNoneSince,
        @Nullable Instant serialsDifferSince,
        String stsId,
        String stsPolicy,
        Registration registration) {
    public static final DnsHistory NONE =
            new DnsHistory(Map.of(), null, 0, null, null, "", "", Registration.NEVER_ASKED);

    /** A history in which no registry was asked. */
    public DnsHistory(
            Map<DnsCode, Instant> firstSeen,
            @Nullable Instant unknownSince,
            int unknownRuns,
            @Nullable Instant dmarcNoneSince,
            @Nullable Instant serialsDifferSince,
            String stsId,
            String stsPolicy) {
        this(
                firstSeen,
                unknownSince,
                unknownRuns,
                dmarcNoneSince,
                serialsDifferSince,
                stsId,
                stsPolicy,
                Registration.NEVER_ASKED);
    }

    private static final int RUNS_BEFORE_TELLING = 3;
    private static final Duration TIME_BEFORE_TELLING = Duration.ofHours(6);

    public DnsHistory {
        firstSeen = Map.copyOf(firstSeen);
    }

    /** The history after a look; a look without sight changes nothing. */
    public DnsHistory after(MailDns look) {
        if (look.isBlind()) {
            return this;
        }
        Instant now = look.checkedAt();
        Map<DnsCode, Instant> seen = new EnumMap<>(DnsCode.class);
        // What this look did not ask about, or could not read, neither ends nor begins anything.
        firstSeen.forEach((code, since) -> {
            if (!isSettled(look, code.area())) {
                seen.put(code, since);
            }
        });
        for (DnsFinding finding : look.findings()) {
            if (isUrgent(finding)) {
                seen.put(finding.code(), firstSeen.getOrDefault(finding.code(), now));
            }
        }
        boolean unread = !look.isWhole();
        boolean dmarc = isSettled(look, MailDnsArea.DMARC);
        boolean servers = isSettled(look, MailDnsArea.NAME_SERVERS);
        return new DnsHistory(
                seen,
                unread ? (unknownSince == null ? now : unknownSince) : null,
                unread ? unknownRuns + 1 : 0,
                dmarc ? since(look.has(DnsCode.DMARC_NONE), dmarcNoneSince, now) : dmarcNoneSince,
                servers ? since(look.has(DnsCode.NS_SERIAL_DIFFERS), serialsDifferSince, now) : serialsDifferSince,
                text(look, "id", stsId),
                text(look, "policy", stsPolicy),
                look.registration() == null ? registration : look.registration());
    }

    /** A look as it may be told: urgent findings of one look only are marked, lasting silence becomes a finding. */
    public MailDns judge(MailDns look, Duration confirmAfter) {
        List<DnsFinding> findings = new ArrayList<>();
        for (DnsFinding finding : look.findings()) {
            Instant first = firstSeen.get(finding.code());
            boolean confirmed = first != null && !look.checkedAt().isBefore(first.plus(confirmAfter));
            findings.add(isUrgent(finding) && !confirmed ? finding.unconfirmed() : finding);
        }
        if (!look.isWhole()) {
            boolean lasting = !look.isBlind()
                    && unknownSince != null
                    && (unknownRuns + 1 >= RUNS_BEFORE_TELLING
                            || !look.checkedAt().isBefore(unknownSince.plus(TIME_BEFORE_TELLING)));
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("since", (unknownSince == null ? look.checkedAt() : unknownSince).toString());
            detail.put(
                    "areas",
                    look.unknown().keySet().stream().map(MailDnsArea::word).toList());
            findings.add(
                    new DnsFinding(DnsCode.DNS_UNKNOWN, lasting ? Severity.MEDIUM : null, look.domain(), detail, true));
        }
        return new MailDns(
                look.domain(),
                look.checkedAt(),
                look.examined(),
                findings,
                look.unread(),
                look.facts(),
                look.registration());
    }

    private static final Set<DnsCode> ABSENCES = EnumSet.of(
            DnsCode.DOMAIN_NXDOMAIN,
            DnsCode.MX_MISSING,
            DnsCode.MX_BAD_TARGET,
            DnsCode.SPF_MISSING,
            DnsCode.SPF_BROKEN_INCLUDE,
            DnsCode.DKIM_MISSING,
            DnsCode.DMARC_MISSING,
            DnsCode.NS_ALL_SILENT,
            DnsCode.DOMAIN_DNSSEC_BOGUS);

    /** True for a fault that may be no more than an answer of the moment, and is mailed at once when it is not. */
    public static boolean isUrgent(DnsFinding finding) {
        return ABSENCES.contains(finding.code());
    }

    private static boolean isSettled(MailDns look, MailDnsArea area) {
        return look.examined().contains(area) && look.gap(area) == null;
    }

    private static @Nullable Instant since(boolean holds, @Nullable Instant before, Instant now) {
        return holds ? (before == null ? now : before) : null;
    }

    private static String text(MailDns look, String key, String before) {
        return look.facts().get("mta_sts") instanceof Map<?, ?> sts
                        && sts.get(key) instanceof String text
                        && !text.isEmpty()
                ? text
                : before;
    }
}
