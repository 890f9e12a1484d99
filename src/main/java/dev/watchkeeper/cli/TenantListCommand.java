package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ServiceLevels;
import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One line per tenant. */
@Command(name = "list", description = "Lists the tenants.", mixinStandardHelpOptions = true)
final class TenantListCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--manager", paramLabel = "ID", description = "Only those of this account manager.")
    @Nullable
    private String manager;

    @Option(names = "--plan", paramLabel = "ID", description = "Only those with this plan today.")
    @Nullable
    private String plan;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Portfolio portfolio = configuration.portfolio();
        refuseUnknown(configuration);
        Map<String, TenantState> queue = AuditQueue.read(configuration, config.err());
        Instant now = Clock.systemUTC().instant();
        List<Tenant> tenants = portfolio.tenants().stream()
                .filter(tenant -> manager == null || tenant.manager().equals(manager))
                .filter(tenant ->
                        plan == null || tenant.planAt(now).filter(plan::equals).isPresent())
                .toList();
        if (json) {
            Json.print(
                    config.out(),
                    Json.object(
                            "tenants",
                            tenants.stream()
                                    .map(tenant -> TenantShowCommand.document(tenant, queue.get(tenant.id()), now))
                                    .toList()));
            return ExitCode.OK;
        }
        Table table = new Table("ID", "NAME", "DOMAINS", "PLAN", "MANAGER", "ZONE", "PROFILE", "ADMIN", "NEXT AUDIT");
        for (Tenant tenant : tenants) {
            table.row(
                    tenant.id(),
                    tenant.name(),
                    String.join(" ", tenant.domains()),
                    tenant.planAt(now).orElse(""),
                    tenant.manager(),
                    tenant.zone().getId(),
                    tenant.profile().name().toLowerCase(Locale.ROOT),
                    tenant.admin(),
                    next(queue.get(tenant.id())));
        }
        if (csv) {
            table.printCsv(config.out());
        } else if (table.isEmpty()) {
            config.out().println("no tenants");
        } else {
            table.print(config.out());
        }
        return ExitCode.OK;
    }

    /** A name mistyped must not look like a manager or plan without tenants. */
    private void refuseUnknown(Configuration configuration) {
        Portfolio portfolio = configuration.portfolio();
        if (manager != null && portfolio.person(manager).isEmpty()) {
            throw new UsageException("--manager " + manager + " is not known; people.yaml has: "
                    + portfolio.people().stream().map(Person::id).collect(Collectors.joining(", ")));
        }
        ServiceLevels levels = configuration.levels();
        if (plan != null && levels != null) {
            Set<String> plans = levels.policies().versions().stream()
                    .flatMap(version -> version.plans().keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!plans.contains(plan)) {
                throw new UsageException(
                        "--plan " + plan + " is not known; plans.yaml has: " + String.join(", ", plans));
            }
        }
    }

    private static String next(@Nullable TenantState state) {
        return state == null
                ? ""
                : state.nextDueAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
