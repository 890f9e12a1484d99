package dev.watchkeeper.cli;

import dev.watchkeeper.app.Demo;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.Audited;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole on a made-up reseller: two mornings told in a minute, then a daemon to play with. */
@Command(
        name = "demo",
        description = "Runs on a made-up reseller, all on loopback: audits, findings, digests; two mornings in a row.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String MARK = ".watchkeeper-demo";
    private static final int SHOWN = 3;

    @Option(names = "--once", description = "End after the second morning instead of running on.")
    private boolean once;

    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "Where everything is kept (default: ${DEFAULT-VALUE}); a demo of before is replaced.")
    private Path directory = Path.of("watchkeeper-demo");

    @Spec
    private @Nullable CommandSpec spec;

    private final Set<Path> shown = new HashSet<>();

    @Override
    public Integer call() {
        Umask.ownerOnly();
        Path home = directory.toAbsolutePath().normalize();
        prepare(home);
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        Demo demo = Demo.open(home, World.realClock());
        boolean stay = !once;
        try {
            tell(demo, out);
            say(out, "", "Everything lies in " + home + ". Try:");
            say(out, "  " + Invocation.text() + " tenant list --config " + demo.config());
            say(out, "  " + Invocation.text() + " finding list --config " + demo.config());
            if (stay) {
                demo.stay(port -> say(
                        out,
                        "",
                        "The daemon now runs on at the present time; http://127.0.0.1:" + port
                                + "/readyz and /metrics answer. Ctrl-C ends it."));
            }
        } finally {
            if (!stay) {
                demo.close();
            }
        }
        return ExitCode.OK;
    }

    private void tell(Demo demo, PrintWriter out) {
        Portfolio portfolio = demo.application().configuration().portfolio();
        say(
                out,
                "A made-up reseller: " + portfolio.tenants().size() + " customers, "
                        + portfolio.people().stream()
                                .filter(p -> !portfolio.managedBy(p.id()).isEmpty())
                                .count()
                        + " account managers. Google, DNS, status feed and ticket system are on loopback.");
        say(out, "", "Yesterday, before the offices open: every customer is audited, for the first time.");
        List<Audited> first = demo.beforeWork(1);
        say(out, "");
        table(demo, portfolio, out);
        unread(first, out);
        mails("Yesterday morning", portfolio, demo.morning(1), out);

        say(out, "", "This morning, again before the offices open.");
        changes(demo.beforeWork(2), out);
        mails("This morning", portfolio, demo.morning(2), out);
    }

    private static void table(Demo demo, Portfolio portfolio, PrintWriter out) {
        Table table = new Table("customer", "manager", "critical", "high", "medium", "low", "worst");
        FindingQuery open = FindingQuery.unresolved(demo.now());
        for (Tenant tenant : portfolio.tenants()) {
            List<Finding> findings = demo.application().findings().search(open.ofTenants(List.of(tenant.id())));
            Map<Severity, Long> counts = findings.stream()
                    .collect(Collectors.groupingBy(
                            Finding::severity, () -> new EnumMap<>(Severity.class), Collectors.counting()));
            table.row(
                    tenant.id(),
                    tenant.manager(),
                    count(counts, Severity.CRITICAL),
                    count(counts, Severity.HIGH),
                    count(counts, Severity.MEDIUM),
                    count(counts, Severity.LOW),
                    findings.stream().findFirst().map(f -> f.title().en()).orElse("all is well"));
        }
        table.print(out);
        out.flush();
    }

    private static String count(Map<Severity, Long> counts, Severity severity) {
        return counts.containsKey(severity) ? String.valueOf(counts.get(severity)) : "";
    }

    private static void unread(List<Audited> audited, PrintWriter out) {
        Set<String> lines = new java.util.TreeSet<>();
        for (Audited one : audited) {
            if (one.failure() != null) {
                lines.add("  " + one.tenant().id() + ": " + one.failure());
            } else if (one.examination() != null) {
                one.examination().problems().stream()
                        .filter(problem -> problem.kind().equals("permission"))
                        .findFirst()
                        .ifPresent(problem -> lines.add("  " + one.tenant().id() + ": " + problem.message()));
            }
        }
        if (!lines.isEmpty()) {
            say(out, "", "Not readable, and said so instead of passed:");
            lines.forEach(line -> say(out, line));
        }
    }

    private static void changes(List<Audited> audited, PrintWriter out) {
        for (FindingEvent.Kind kind :
                List.of(FindingEvent.Kind.OPENED, FindingEvent.Kind.WORSENED, FindingEvent.Kind.RESOLVED)) {
            List<String> lines = audited.stream()
                    .flatMap(one -> one.changes().stream()
                            .filter(change -> change.events().stream().anyMatch(e -> e.kind() == kind))
                            .map(change -> one.tenant().id() + ": "
                                    + change.finding().title().en()))
                    .distinct()
                    .toList();
            String word = kind.name().toLowerCase(Locale.ROOT);
            say(out, "  " + lines.size() + " " + word + (lines.isEmpty() ? "" : ", for example"));
            lines.stream().limit(SHOWN).forEach(line -> say(out, "    " + line));
        }
    }

    private void mails(String when, Portfolio portfolio, List<Path> all, PrintWriter out) {
        List<Path> fresh = new ArrayList<>(all);
        fresh.removeIf(file -> !shown.add(file));
        if (fresh.isEmpty()) {
            return;
        }
        String readers = portfolio.people().stream()
                .filter(person -> !portfolio.managedBy(person.id()).isEmpty())
                .map(Person::name)
                .collect(Collectors.joining(", "));
        List<Path> digests = fresh.stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith("digest."))
                .toList();
        List<Path> others =
                fresh.stream().filter(file -> !digests.contains(file)).toList();
        say(out, "", when + " a digest was written for " + readers + "; open one in a browser:");
        digests.forEach(file -> say(out, "  " + file));
        if (!others.isEmpty()) {
            say(
                    out,
                    "and " + others.size() + " alerts for what could not wait until the digest, for example:",
                    "  " + others.get(0));
        }
    }

    private static void say(PrintWriter out, String... lines) {
        for (String line : lines) {
            out.println(line);
        }
        out.flush();
    }

    /** Replaces a demo of before; never touches a directory that holds anything else. */
    private static void prepare(Path home) {
        try {
            if (Files.isDirectory(home)) {
                if (Files.exists(home.resolve(MARK))) {
                    empty(home);
                } else if (!isEmpty(home)) {
                    throw new UsageException("--dir " + home + " holds other files; name a new or empty directory");
                }
            } else if (Files.exists(home)) {
                throw new UsageException("--dir " + home + " is a file; name a directory");
            }
            Files.createDirectories(home);
            Files.writeString(home.resolve(MARK), "Written by 'watchkeeper demo'; replaced by its next run.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write to " + home, e);
        }
    }

    private static boolean isEmpty(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.findAny().isEmpty();
        }
    }

    private static void empty(Path home) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(home)) {
            files = walk.filter(file -> !file.equals(home))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
