package dev.watchkeeper.app;

import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Profile;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as {@code tenants.yaml} writes it; keys that are absent come from {@code tenantDefaults}.
 *
 * @param plan with {@code contract}: the short form for a customer with one contract
 * @param contracts the long form: all contracts, past and future
 */
public record TenantEntry(
        String id,
        String name,
        @Nullable String shortName,
        List<String> domains,
        String customerId,
        @Nullable String admin,
        @Nullable String plan,
        @Nullable Period contract,
        List<Signed> contracts,
        String manager,
        ZoneId zone,
        Language language,
        Profile profile,
        @Nullable MailFlow mail,
        List<Contact> contacts,
        List<String> products,
        @Nullable String notes) {
    /** The period [from, to); {@code to} is the first day without the contract. */
    public record Period(@Nullable Moment from, @Nullable Moment to) {}

    /** One contract. */
    public record Signed(
            String plan, @Nullable Moment from, @Nullable Moment to) {}

    /** What is agreed about mail flow; see {@link dev.watchkeeper.tenant.MailSetup}. */
    public record MailFlow(
            List<String> gateways,
            List<String> dkimSelectors,
            @Nullable Boolean dualDelivery,
            List<String> publicGroups,
            MailSetup.@Nullable InboundGateway inboundGateway,
            @Nullable Boolean outboundGateway,
            List<String> withoutMail) {}
}
