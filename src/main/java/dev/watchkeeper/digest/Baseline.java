package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Severity;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;

/**
 * The last digest of this kind that reached its reader: what "since" means.
 *
 * @param asOf the instant its facts were of
 * @param open as printed in it
 * @param customers figures and score by tenant
 * @param visible every finding it counted or could have listed, with its severity then. What changed is the difference
 *     to this and not to the events since: an audit that began before the digest and committed after it would otherwise
 *     fall between two digests
 * @param gaps what was not checked then, as {@link Gap#key}
 * @param claims credits it said could be asked for, by {@link Claim#ref}
 */
public record Baseline(
        String digestId,
        Instant asOf,
        Figures open,
        Map<String, Customer> customers,
        Map<String, Severity> visible,
        Set<String> gaps,
        Map<String, Claimed> claims) {
    /**
     * A possible credit as printed.
     *
     * @param product Google's short name
     * @param days of service
     * @param until the last moment to ask, as it was reckoned then
     */
    public record Claimed(String product, YearMonth month, long minutes, int days, Instant until) {
        static Claimed of(Claim claim) {
            return new Claimed(
                    claim.product().shortTitle(),
                    claim.bound().month(),
                    claim.bound().incidentMinutes(),
                    claim.bound().creditDays(),
                    claim.until());
        }

        /** Whether the reader has read other figures than these. */
        public boolean differs(Claim now) {
            return minutes != now.bound().incidentMinutes()
                    || days != now.bound().creditDays();
        }
    }

    /** One customer as printed. */
    public record Customer(Figures open, int score) {}

    /** A digest that named no credit. */
    public Baseline(
            String digestId,
            Instant asOf,
            Figures open,
            Map<String, Customer> customers,
            Map<String, Severity> visible,
            Set<String> gaps) {
        this(digestId, asOf, open, customers, visible, gaps, Map.of());
    }

    public Baseline {
        customers = Map.copyOf(customers);
        visible = Map.copyOf(visible);
        gaps = Set.copyOf(gaps);
        claims = Map.copyOf(claims);
    }
}
