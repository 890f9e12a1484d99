package dev.watchkeeper.tenant;

import java.util.List;

/**
 * What is agreed with the customer about mail flow, so that a wanted peculiarity is not reported as a fault.
 *
 * @param gateways host suffixes of a mail gateway in front of Google
 * @param dkimSelectors selectors used besides {@code google}
 * @param dualDelivery true if other MX hosts beside Google's are wanted
 * @param publicGroups addresses of groups that outsiders write to
 */
public record MailSetup(
        List<String> gateways, List<String> dkimSelectors, boolean dualDelivery, List<String> publicGroups) {
    public static final MailSetup PLAIN = new MailSetup(List.of(), List.of(), false, List.of());

    public MailSetup {
        gateways = List.copyOf(gateways);
        dkimSelectors = List.copyOf(dkimSelectors);
        publicGroups = List.copyOf(publicGroups);
    }
}
