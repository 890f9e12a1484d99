package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.Entitlement;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiEntitlements;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Promises, the oldest first. */
@Command(name = "list", description = "Lists promises, the oldest first.", mixinStandardHelpOptions = true)
final class EntitlementListCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant.")
    private String tenant = "";

    @Option(names = "--state", paramLabel = "STATE", split = ",", description = "scheduled, due, done, missed.")
    private List<String> states = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        String id = tenant.isEmpty()
                ? ""
                : TenantShowCommand.find(configuration.portfolio(), tenant).id();
        refuseUnknownStates();
        List<Map<String, Object>> rows = new ArrayList<>();
        Instant now = World.realClock().instant();
        try (Database database = Database.open(configuration.settings().database(), World.realClock())) {
            for (Entitlement one : new JdbiEntitlements(database).list(id)) {
                ZoneId zone = configuration
                        .portfolio()
                        .tenant(one.tenantId())
                        .map(Tenant::zone)
                        .orElse(ZoneOffset.UTC);
                String state = one.state(LocalDate.ofInstant(now, zone)).word();
                if (states.isEmpty() || states.contains(state)) {
                    rows.add(row(one, state));
                }
            }
        }
        if (json) {
            Json.print(config.out(), Json.object("entitlements", rows));
            return ExitCode.OK;
        }
        Table table = new Table("KEY", "PLAN", "LAST DAY", "STATE", "DONE", "EVIDENCE");
        rows.forEach(row -> table.row(
                text(row, "key"),
                text(row, "plan"),
                text(row, "last_day"),
                text(row, "state"),
                text(row, "done_at"),
                text(row, "evidence")));
        if (table.isEmpty()) {
            config.out().println("no promises; plans.yaml says what a plan promises, tenants.yaml who has which plan");
        } else {
            table.print(config.out());
        }
        return ExitCode.OK;
    }

    private void refuseUnknownStates() {
        List<String> known = Arrays.stream(Entitlement.State.values())
                .map(Entitlement.State::word)
                .toList();
        for (String state : states) {
            if (!known.contains(state)) {
                throw new UsageException("--state '" + state + "' is not known; accepted: " + String.join(", ", known));
            }
        }
    }

    private static String text(Map<String, Object> row, String name) {
        Object value = row.get(name);
        return value == null ? "" : value.toString();
    }

    private static Map<String, Object> row(Entitlement one, String state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("key", one.key());
        row.put("tenant", one.tenantId());
        row.put("kind", one.kind().word());
        row.put("plan", one.plan());
        row.put("from", one.from().toString());
        row.put("last_day", one.to().minusDays(1).toString());
        row.put("state", state);
        Instant done = one.doneAt();
        row.put("done_at", done == null ? null : done.toString());
        row.put("evidence", one.evidence());
        row.put("done_by", one.doneBy());
        return row;
    }
}
