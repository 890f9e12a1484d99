package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.Audited;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.ReferenceRules;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.tenant.Tenant;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Audits now and stores as the daemon would; may run beside it. */
@Command(
        name = "audit",
        description = "Audits tenants now and stores the results as the daemon would.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @ArgGroup(multiplicity = "1")
    private final Which which = new Which();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "continuous, daily or quarterly, each including the ones before (default: ${DEFAULT-VALUE}).")
    private String scope = "quarterly";

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "End with 4 if a check fails with this severity or worse.")
    @Nullable
    private String failOn;

    @Option(
            names = "--reference-mode",
            description =
                    "Print the setting rules as the public auditor (ScubaGoggles 0.4.1) judges them; what is stored"
                            + " stays our own verdict.")
    private boolean referenceMode;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    static final class Which {
        @Option(names = "--tenant", paramLabel = "T", description = "A tenant by id or domain; may be repeated.")
        private List<String> tenants = new ArrayList<>();

        @Option(names = "--all", description = "All tenants.")
        private boolean all;
    }

    @Override
    public Integer call() {
        Scope wanted = word(() -> Scope.of(scope));
        Severity threshold = failOn == null ? null : severity(failOn);
        Configuration configuration = config.load();
        List<Tenant> tenants = which.all
                ? configuration.portfolio().tenants()
                : new ArrayList<>(new LinkedHashSet<>(which.tenants.stream()
                        .map(name -> TenantShowCommand.find(configuration.portfolio(), name))
                        .toList()));
        List<Audited> outcomes;
        Catalogue catalogue;
        World world = World.real(configuration.settings(), configuration.directory(), World.realClock());
        try (Application application = Application.forCommand(LiveConfiguration.fixed(configuration), world)) {
            application.freshenStatus();
            outcomes = application.audits().auditor().auditNow(tenants, wanted);
            if (referenceMode) {
                ReferenceRules reference = application.audits().reference();
                outcomes = outcomes.stream()
                        .map(one -> one.with(
                                reference.of(one.tenant(), world.clock().instant())))
                        .toList();
            }
            catalogue = application.audits().catalogue();
        }
        if (json) {
            Json.print(config.out(), new AuditJson(catalogue, language.get()).document(outcomes));
        } else {
            outcomes.forEach(this::print);
        }
        if (threshold != null && outcomes.stream().anyMatch(one -> failsAt(one, threshold))) {
            return ExitCode.CONDITION_MET;
        }
        return outcomes.stream().anyMatch(AuditCommand::isPartial) ? ExitCode.PARTIAL : ExitCode.OK;
    }

    private static Severity severity(String word) {
        return word(() -> Severity.of(word));
    }

    private static <T> T word(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean failsAt(Audited one, Severity threshold) {
        Examination examination = one.examination();
        return examination != null
                && examination.checks().stream()
                        .anyMatch(check -> check.outcome() == Outcome.FAIL
                                && check.severity().atLeast(threshold));
    }

    private static boolean isPartial(Audited one) {
        Examination examination = one.examination();
        return one.failure() != null
                || examination == null
                || examination.problems().stream().anyMatch(p -> !p.kind().equals("not_configured"));
    }

    private void print(Audited one) {
        PrintWriter out = config.out();
        Examination examination = one.examination();
        if (examination == null) {
            out.println(one.tenant().id() + ": not audited: " + one.failure());
            return;
        }
        out.println(one.tenant().id() + " (" + one.tenant().name() + "), "
                + one.scope().word() + ": "
                + count(examination, Outcome.FAIL) + " failed, " + count(examination, Outcome.UNKNOWN) + " unknown, "
                + count(examination, Outcome.PASS) + " passed, " + one.changes().size() + " findings changed");
        Table table = new Table("STATUS", "SEVERITY", "CHECK", "SUBJECT", "WHAT");
        for (Sighting check : examination.checks()) {
            if (check.outcome() == Outcome.FAIL || check.outcome() == Outcome.UNKNOWN) {
                table.row(
                        check.outcome().word(),
                        check.outcome() == Outcome.FAIL ? check.severity().word() : "",
                        check.checkId(),
                        check.subject(),
                        check.outcome() == Outcome.FAIL ? check.summary().in(language.get()) : check.reason());
            }
        }
        if (!table.isEmpty()) {
            table.print(out);
        }
        Table rules = new Table("STATUS", "BASIS", "RULE", "WHERE");
        for (Examination.SettingVerdict rule : examination.settingRules()) {
            if (referenceMode || rule.status() == Outcome.FAIL) {
                rules.row(rule.status().word(), rule.basis(), rule.rule(), where(rule));
            }
        }
        if (!rules.isEmpty()) {
            rules.print(out);
        }
        examination
                .problems()
                .forEach(problem -> out.println(
                        "could not read " + problem.source() + " (" + problem.kind() + "): " + problem.message()));
        out.println();
    }

    private static String where(Examination.SettingVerdict rule) {
        List<String> places = rule.places().stream()
                .limit(3)
                .map(p -> (p.ou() != null ? p.ou() : p.group() != null ? p.group() : "tenant") + " = " + p.value())
                .toList();
        return String.join("; ", places) + (rule.places().size() > 3 ? "; …" : "");
    }

    private static long count(Examination examination, Outcome outcome) {
        return examination.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .count();
    }
}
