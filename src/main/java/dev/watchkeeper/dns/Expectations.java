package dev.watchkeeper.dns;

import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.MailSetup.InboundGateway;
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
 * @param outboundGateway mail leaves through a gateway: SPF need not name Google
 * @param withoutMail the domain carries no mail
 */
public record Expectations(
        List<String> gateways,
        List<String> dkimSelectors,
        boolean dualDelivery,
        InboundGateway inboundGateway,
        boolean outboundGateway,
        boolean withoutMail) {
    public static final Expectations NONE =
            new Expectations(List.of(), List.of(), false, InboundGateway.NOT_KNOWN, false, false);

    public Expectations {
        gateways = gateways.stream().map(g -> g.toLowerCase(Locale.ROOT)).toList();
        dkimSelectors =
                dkimSelectors.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList();
    }

    /** What the tenant's agreement says about one of its domains. */
    public static Expectations of(MailSetup setup, String domain) {
        return new Expectations(
                setup.gateways(),
                setup.dkimSelectors(),
                setup.dualDelivery(),
                setup.inboundGateway(),
                setup.outboundGateway(),
                setup.withoutMail().stream().anyMatch(domain::equalsIgnoreCase));
    }

    /** The same with more DKIM selectors. */
    public Expectations withSelectors(List<String> more) {
        List<String> all = new ArrayList<>(dkimSelectors);
        all.addAll(more);
        return new Expectations(gateways, all, dualDelivery, inboundGateway, outboundGateway, withoutMail);
    }
}
