package dev.watchkeeper.tenant;

import java.util.List;

/**
 * What is agreed with the customer about mail flow, so that a wanted peculiarity is not reported as a fault.
 *
 * @param gateways host suffixes of a mail gateway in front of Google
 * @param dkimSelectors selectors used besides {@code google}
 * @param dualDelivery true if other MX hosts beside Google's are wanted
 * @param publicGroups addresses of groups that outsiders write to
 * @param inboundGateway what the operator knows of the Gmail setting of that name; no API is known to read it
 * @param outboundGateway true if mail leaves through a gateway, so that SPF need not name Google
 * @param withoutMail domains of the tenant that carry no mail
 */
public record MailSetup(
        List<String> gateways,
        List<String> dkimSelectors,
        boolean dualDelivery,
        List<String> publicGroups,
        InboundGateway inboundGateway,
        boolean outboundGateway,
        List<String> withoutMail) {
    /** How the inbound gateway setting of Gmail stands. */
    public enum InboundGateway {
        NOT_KNOWN,
        /** Known to name no gateway. */
        EMPTY,
        /** The gateway's addresses are entered. */
        SET,
        /** They are, and mail from any other address is refused. */
        REJECTS_ALL_OTHERS
    }

    public static final MailSetup PLAIN = new MailSetup(List.of(), List.of(), false, List.of());

    public MailSetup {
        gateways = List.copyOf(gateways);
        dkimSelectors = List.copyOf(dkimSelectors);
        publicGroups = List.copyOf(publicGroups);
        withoutMail = List.copyOf(withoutMail);
    }

    /** One whose gateways are all that is known. */
    public MailSetup(
            List<String> gateways, List<String> dkimSelectors, boolean dualDelivery, List<String> publicGroups) {
        this(gateways, dkimSelectors, dualDelivery, publicGroups, InboundGateway.NOT_KNOWN, false, List.of());
    }
}
