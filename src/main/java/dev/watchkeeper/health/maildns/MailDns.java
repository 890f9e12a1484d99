package dev.watchkeeper.health.maildns;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at the mail DNS of one domain.
 *
 * @param domain the A-label name, lower case, without a final dot
 * @param examined the areas that were asked about in this look
 * @param unread what could not be read; findings of such an area are lower bounds
 * @param facts what was read, as names, numbers, lists and maps ready to be shown
 * @param registration what the registry says, now or earlier; null if it was never asked
 */
public record MailDns(
        String domain,
        Instant checkedAt,
        Set<MailDnsArea> examined,
        List<DnsFinding> findings,
        Unread unread,
        Map<String, Object> facts,
        @Nullable Registration registration) {
    public MailDns {
        examined = Set.copyOf(examined);
        findings = List.copyOf(findings);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** A look whose gaps are the domain's own. */
    public MailDns(
            String domain,
            Instant checkedAt,
            Set<MailDnsArea> examined,
            List<DnsFinding> findings,
            Map<MailDnsArea, String> unknown,
            Map<String, Object> facts) {
        this(domain, checkedAt, examined, findings, Unread.of(unknown), facts, null);
    }

    /** Areas that could not be read, with the reason. */
    public Map<MailDnsArea, String> unknown() {
        return unread.reasons();
    }

    /** True if our own DNS could read nothing: the look says nothing about the domain. */
    public boolean isBlind() {
        return !unread.ourTrouble().isEmpty();
    }

    /** True if every question was answered, but for what cannot be asked from where we run. */
    public boolean isAnswered() {
        return unread.outOfReach().containsAll(unread.reasons().keySet());
    }

    /** Why an area could not be read; null if it was read. */
    public @Nullable String gap(MailDnsArea area) {
        return unknown().get(area);
    }

    /** False if anything that decides about mail could not be read. */
    public boolean isWhole() {
        return unknown().keySet().stream().noneMatch(MailDnsArea::isEssential);
    }

    public boolean has(DnsCode code) {
        return findings.stream().anyMatch(f -> f.code() == code);
    }
}
