package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Severity;
import java.time.Instant;
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
 */
public record Baseline(
        String digestId,
        Instant asOf,
        Figures open,
        Map<String, Customer> customers,
        Map<String, Severity> visible,
        Set<String> gaps) {
    /** One customer as printed. */
    public record Customer(Figures open, int score) {}

    public Baseline {
        customers = Map.copyOf(customers);
        visible = Map.copyOf(visible);
        gaps = Set.copyOf(gaps);
    }
}
