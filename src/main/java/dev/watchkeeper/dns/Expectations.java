package dev.watchkeeper.dns;

import dev.watchkeeper.tenant.MailSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is agreed for a domain, so that a wanted peculiarity is not reported as a fault.
 *
 * @param gateways host suffixes of the customer's own mail gateway
 * @param dkimSelectors selectors besides {@code google}
 * @param dualDelivery other MX hosts beside Google's are wanted
 * @param inboundGateway what the operator knows of the Gmail setting of that name
 */
public record Expectations(
        List<String> gateways, List<String> dkimSelectors, boolean dualDelivery, InboundGateway inboundGateway) {
    /** The inbound gateway setting of Gmail; no API is known to read it. */
    public enum InboundGateway {
        NOT_KNOWN,
        EMPTY,
        SET,
        REJECTS_ALL_OTHERS
    }

    public static final Expectations NONE = new Expectations(List.of(), List.of(), false, InboundGateway.NOT_KNOWN);

    public Expectations {
        gateways = gateways.stream().map(g -> g.toLowerCase(Locale.ROOT)).toList();
        dkimSelectors =
                dkimSelectors.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList();
    }

    public static Expectations of(MailSetup setup) {
        return new Expectations(
                setup.gateways(), setup.dkimSelectors(), setup.dualDelivery(), InboundGateway.NOT_KNOWN);
    }

    /** The same with more DKIM selectors. */
    public Expectations withSelectors(List<String> more) {
        List<String> all = new ArrayList<>(dkimSelectors);
        all.addAll(more);
        return new Expectations(gateways, all, dualDelivery, inboundGateway);
    }
}
