package dev.watchkeeper.sla;

import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Channel;
import java.util.List;
import java.util.Map;

/**
 * What a customer can buy.
 *
 * @param title for people, in both languages
 * @param calendar id of the service calendar where no override matches
 * @param channels the contacts included; others run on the plan's calendar and are flagged
 * @param namedManager true if the customer has an account manager of its own
 */
public record Plan(
        Text title,
        String calendar,
        List<Channel> channels,
        Billing billing,
        boolean namedManager,
        Map<EntitlementKind, Cadence> entitlements) {
    public Plan {
        channels = List.copyOf(channels);
        entitlements = Map.copyOf(entitlements);
    }
}
