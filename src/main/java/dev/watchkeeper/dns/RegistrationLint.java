package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.Registration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the registration of a domain lasts, and is switched on. */
final class RegistrationLint {
    private RegistrationLint() {}

    /**
     * Judges what is known.
     *
     * @param before what earlier looks read
     * @return what is to be kept; null if no registry is asked at all
     */
    static @Nullable Registration lint(
            String domain,
            Registration before,
            RegistrationSource source,
            Instant now,
            FindingList found,
            Map<String, Object> facts) {
        Optional<Registration> read = before.isDue(now) ? source.read(domain, now) : Optional.of(before);
        boolean known = read.isPresent()
                && (read.get().expires() != null || !read.get().states().isEmpty());
        // A registry that says nothing today does not undo what it said last week.
        Registration registration = known || before.expires() == null ? read.orElse(before) : before;
        if (registration.askedAt() == null) {
            return source == RegistrationSource.OFF ? null : registration;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("result", registration.expires() == null ? "unknown" : "ok");
        if (registration.expires() != null) {
            shown.put("expires", registration.expires().toString());
            shown.put("days_left", registration.daysLeft(now));
        }
        if (!registration.states().isEmpty()) {
            shown.put("states", registration.states());
        }
        if (!registration.reason().isEmpty()) {
            shown.put("reason", registration.reason());
        }
        facts.put("registration", shown);
        if (!known && read.isPresent() && !registration.equals(before)) {
            found.outOfReach(MailDnsArea.REGISTRATION, registration.reason());
        }
        judge(domain, registration, now, found);
        return registration;
    }

    private static void judge(String domain, Registration registration, Instant now, FindingList found) {
        if (!registration.off().isEmpty()) {
            found.add(DnsCode.DOMAIN_HOLD, Severity.CRITICAL, domain, "states", registration.off());
        }
        Instant expires = registration.expires();
        if (expires == null) {
            found.remark(DnsCode.DOMAIN_EXPIRY_UNKNOWN, domain, "reason", registration.reason());
            return;
        }
        long days = registration.daysLeft(now);
        boolean renewedUnpaid = registration.states().contains("auto renew period");
        Severity severity = days < 1
                ? Severity.CRITICAL
                : days <= 7 ? Severity.HIGH : days <= 30 ? Severity.MEDIUM : days <= 60 ? Severity.LOW : null;
        if (severity != null) {
            found.add(DnsCode.DOMAIN_EXPIRING, severity, domain, "expires", expires.toString(), "days_left", days);
        } else if (renewedUnpaid) {
            found.remark(
                    DnsCode.DOMAIN_EXPIRING,
                    domain,
                    "expires",
                    expires.toString(),
                    "note",
                    "the registry has prolonged it by itself; ask whether the registrar was paid");
        }
    }
}
