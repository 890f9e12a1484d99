package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything the configuration says of one tenant, defaults filled in, and when it is audited next. */
@Command(
        name = "show",
        description = "Shows one tenant with defaults filled in, and when its next audits are due.",
        mixinStandardHelpOptions = true)
final class TenantShowCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "TENANT", description = "Its id or one of its domains.")
    private String tenant = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Tenant found = find(configuration.portfolio(), tenant);
        TenantState state = AuditQueue.read(configuration, config.err()).get(found.id());
        Map<String, @Nullable Object> document =
                document(found, state, Clock.systemUTC().instant());
        if (json) {
            Json.print(config.out(), document);
        } else {
            Table table = new Table("KEY", "VALUE");
            document.forEach(table::row);
            table.print(config.out());
        }
        return ExitCode.OK;
    }

    /** The tenant of an id or a domain; throws {@link UsageException} with a suggestion if there is none. */
    static Tenant find(Portfolio portfolio, String name) {
        return portfolio
                .tenant(name)
                .or(() -> portfolio.byDomain(name))
                .orElseThrow(() -> new UsageException("tenant '" + name + "' is not known; "
                        + dev.watchkeeper.config.Suggestion.didYouMean(
                                name,
                                portfolio.tenants().stream().map(Tenant::id).toList(),
                                "'watchkeeper tenant list' shows all")));
    }

    static Map<String, @Nullable Object> document(Tenant tenant, @Nullable TenantState state, Instant now) {
        return Json.object(
                "id", tenant.id(),
                "name", tenant.name(),
                "short_name", tenant.shortName(),
                "domains", tenant.domains(),
                "customer_id", tenant.customerId(),
                "admin", tenant.admin(),
                "plan", tenant.planAt(now).orElse(null),
                "contracts", contracts(tenant),
                "manager", tenant.manager(),
                "zone", tenant.zone().getId(),
                "language", tenant.language().tag(),
                "profile", tenant.profile().name().toLowerCase(Locale.ROOT),
                "mail",
                        Json.object(
                                "gateways", tenant.mail().gateways(),
                                "dkim_selectors", tenant.mail().dkimSelectors(),
                                "dual_delivery", tenant.mail().dualDelivery(),
                                "public_groups", tenant.mail().publicGroups(),
                                "inbound_gateway", tenant.mail().inboundGateway(),
                                "outbound_gateway", tenant.mail().outboundGateway(),
                                "without_mail", tenant.mail().withoutMail()),
                "contacts",
                        tenant.contacts().stream()
                                .map(contact -> Json.object(
                                        "name", contact.name(),
                                        "email", contact.email(),
                                        "phone", contact.phone(),
                                        "role", contact.role()))
                                .toList(),
                "products", tenant.products(),
                "notes", tenant.notes(),
                "audits", AuditQueue.document(state));
    }

    private static List<Map<String, @Nullable Object>> contracts(Tenant tenant) {
        return tenant.contracts().stream().map(TenantShowCommand::contract).toList();
    }

    private static Map<String, @Nullable Object> contract(Contract contract) {
        return Json.object(
                "plan", contract.plan(),
                "from", contract.from() == null ? null : contract.from().toString(),
                "to", contract.to() == null ? null : contract.to().toString());
    }
}
