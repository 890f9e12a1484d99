package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.dns.DnsSettings;
import dev.watchkeeper.dns.DomainName;
import dev.watchkeeper.dns.Expectations;
import dev.watchkeeper.dns.MailDnsChecker;
import dev.watchkeeper.health.maildns.Cure;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.ZoneRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dns DOMAIN}: the mail-DNS checks on any domain, tenant or not. */
@Command(
        name = "dns",
        description = "Checks the mail DNS of any domain, tenant or not.",
        mixinStandardHelpOptions = true)
final class DnsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "DOMAIN", description = "The domain, in Latin or its own letters.")
    private String domain = "";

    @Option(
            names = "--resolver",
            paramLabel = "HOST:PORT",
            description = "Resolver to ask; two or more let an absence be confirmed (default: dns.resolvers of the"
                    + " configuration, else those of the operating system).")
    private List<String> resolvers = new ArrayList<>();

    @Option(names = "--selector", description = "DKIM selector to look at besides 'google'.")
    private List<String> selectors = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String name;
        DnsSettings settings;
        Optional<Configuration> configuration = configuration();
        try {
            name = DomainName.parse(domain);
            settings = configuration.map(c -> c.settings().dns()).orElse(DnsSettings.defaults());
            settings = resolvers.isEmpty() ? settings : settings.withResolvers(resolvers);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Expectations expected = configuration
                .flatMap(c -> c.portfolio().byDomain(name))
                .map(t -> Expectations.of(t.mail(), name))
                .orElse(Expectations.NONE)
                .withSelectors(selectors);
        MailDnsChecker checker = MailDnsChecker.open(settings, System::nanoTime, Clock.systemUTC());
        MailDns look =
                DnsHistory.NONE.judge(checker.look(name, expected, DnsHistory.NONE, true), settings.confirmAfter());
        if (json) {
            Json.print(out, document(look));
        } else {
            print(out, look);
        }
        return look.isAnswered() ? ExitCode.OK : ExitCode.PARTIAL;
    }

    /** Read only where it is needed: resolvers given on the command line make it optional. */
    private Optional<Configuration> configuration() {
        if (config.given == null && !resolvers.isEmpty()) {
            return Optional.empty();
        }
        Path directory;
        try {
            directory = config.directory();
        } catch (UsageException e) {
            if (config.given != null) {
                throw e;
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new ConfigurationLoader(System::getenv, Clock.systemUTC()).load(directory));
        } catch (ConfigException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> document(MailDns look) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("domain", look.domain());
        document.put("checked_at", look.checkedAt().toString());
        List<Map<String, Object>> findings = new ArrayList<>();
        for (DnsFinding finding : look.findings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("code", finding.code().name());
            one.put("severity", finding.severityWord());
            one.put("record", finding.record());
            one.put("detail", finding.detail());
            Cure cure = finding.cure();
            if (cure != null && cure.hasRecords()) {
                one.put(
                        "publish",
                        cure.publish().stream().map(ZoneRecord::shown).toList());
                one.put("remove", cure.remove().stream().map(ZoneRecord::shown).toList());
            }
            if (cure != null && cure.takesSeconds() > 0) {
                one.put("takes_seconds", cure.takesSeconds());
            }
            if (cure != null && !cure.says().en().isEmpty()) {
                one.put("remedy", cure.says().en());
            }
            findings.add(one);
        }
        document.put("findings", findings);
        document.put("facts", look.facts());
        Map<String, String> unknown = new LinkedHashMap<>();
        look.unknown().forEach((area, reason) -> unknown.put(area.word(), reason));
        document.put("unknown", unknown);
        return document;
    }

    private static void print(PrintWriter out, MailDns look) {
        out.println(look.domain() + ", " + Shown.time(look.checkedAt()));
        for (DnsFinding finding : look.findings()) {
            out.println();
            out.printf(
                    "%-8s %s%n",
                    finding.severityWord(),
                    finding.code() + ": " + finding.code().problem().en());
            out.println("         " + finding.record());
            Plainly.lines(finding.detail()).forEach(line -> out.println("         " + line));
            out.println(
                    "         What people notice: " + finding.code().notice().en());
            out.println("         What to do: " + finding.code().remedy().en());
            print(out, finding.cure());
        }
        Map<String, List<String>> areas = new LinkedHashMap<>();
        look.unknown()
                .forEach((area, reason) -> areas.computeIfAbsent(reason, r -> new ArrayList<>())
                        .add(area.word().replace('_', ' ')));
        areas.forEach((reason, words) -> {
            out.println();
            out.println("unknown  " + String.join(", ", words) + ": " + reason + " (nothing is said about it)");
        });
        if (look.findings().isEmpty() && look.unknown().isEmpty()) {
            out.println("nothing to complain about");
        }
        out.println();
        Plainly.lines(look.facts()).forEach(out::println);
        printZone(out, look);
    }

    private static void print(PrintWriter out, @Nullable Cure cure) {
        if (cure == null) {
            return;
        }
        cure.remove().forEach(record -> out.println("         Remove:  " + record.line()));
        cure.publish().forEach(record -> out.println("         Publish: " + record.line()));
        cure.says().en().lines().forEach(line -> out.println("         " + line));
        if (cure.takesSeconds() > 0) {
            out.println("         Others may see the old state for up to " + Plainly.time(cure.takesSeconds()) + ".");
        }
    }

    /** All proposals together, for copying into a zone file. */
    private static void printZone(PrintWriter out, MailDns look) {
        Set<String> remove = new LinkedHashSet<>();
        Set<String> publish = new LinkedHashSet<>();
        for (DnsFinding finding : look.findings()) {
            Cure cure = finding.cure();
            if (cure != null) {
                cure.remove().forEach(record -> remove.add("; remove " + record.line()));
                cure.publish().forEach(record -> publish.add(record.line()));
            }
        }
        if (!remove.isEmpty() || !publish.isEmpty()) {
            out.println();
            out.println("; ---- for the zone file ----");
            remove.forEach(out::println);
            publish.forEach(out::println);
        }
    }
}
