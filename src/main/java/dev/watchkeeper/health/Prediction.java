package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;
import java.util.Locale;

/**
 * A support call to expect.
 *
 * @param group the problem a customer would call about, a key of the catalogue's groups
 * @param call what they will say or suffer
 * @param reason why we think so
 * @param firstStep what to do before they call
 * @param concern whom it concerns, so that the ticket can be known
 * @param weight how likely in comparison with others; the sum over a tenant's predictions is about the calls expected
 *     within a few days
 */
public record Prediction(
        String tenantId,
        String findingId,
        String checkId,
        String group,
        Text call,
        Text reason,
        Text firstStep,
        double weight,
        Concern concern) {
    /** The weight as stored and shown. */
    public String shownWeight() {
        return String.format(Locale.ROOT, "%.2f", weight);
    }
}
