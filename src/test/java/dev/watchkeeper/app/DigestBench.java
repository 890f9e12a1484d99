package dev.watchkeeper.app;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Life;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.tenant.Text;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Figures of digests: a first round, and a second one after a fifth of the findings was resolved and a tenth came anew.
 * Arguments: {@code h2|postgres}, readers, tenants, open findings, part of the tenants in percent that cannot be
 * read, readers after whom a round stops.
 */
final class DigestBench {
    private static final Instant FIRST = Instant.parse("2026-11-23T23:00:00Z");
    private static final String[] CHECKS = {"EML-04", "EML-06", "SHR-02", "LGN-04", "HYG-03", "SYN-08", "LEK-01"};

    private DigestBench() {}

    public static void main(String[] args) throws Exception {
        String engine = args.length > 0 ? args[0] : "h2";
        int readers = number(args, 1, 1_000);
        int tenants = number(args, 2, 10_000);
        int findings = number(args, 3, 200_000);
        int unread = number(args, 4, 1);
        int most = number(args, 5, readers);
        Path directory = Files.createTempDirectory("digest-bench");
        if (engine.equals("h2")) {
            run(directory, "directory: '" + directory.resolve("data") + "'", readers, tenants, findings, unread, most);
        } else {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start()) {
                Files.writeString(directory.resolve("password"), "postgres");
                String url = "url: 'jdbc:postgresql://localhost:" + postgres.getPort()
                        + "/postgres', user: postgres, password: '${file:" + directory.resolve("password") + "}'";
                run(directory, url, readers, tenants, findings, unread, most);
            }
        }
        System.exit(0);
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    /** Both rounds; returns how many statements a digest of the second one took. */
    static double run(Path directory, String database, int readers, int tenants, int findings, int unread, int most)
            throws IOException {
        Path config = Files.createDirectories(directory.resolve("config"));
        configure(config, directory, database, readers, tenants);
        TestClock clock = TestClock.at(FIRST.toString());
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, clock);
        Configuration first = loader.load(config);
        LiveConfiguration live = new LiveConfiguration(first, () -> first);
        try (Application app = Application.assemble(live, World.real(first.settings(), config, clock))) {
            long begun = System.nanoTime();
            fill(app, tenants, findings, unread);
            System.out.printf(
                    "%d readers, %d tenants, %d findings: filled in %.0f s%n",
                    readers, tenants, findings, seconds(begun));
            app.digests().writer().writeWhatIsDue();
            clock.set(Instant.parse("2026-11-24T01:00:00Z"));
            due(app.database());
            round(app, "first round", most);
            sent(app.database());
            change(app, tenants, findings);
            clock.set(Instant.parse("2026-11-25T01:00:00Z"));
            due(app.database());
            return round(app, "second round", most);
        }
    }

    private static void configure(Path config, Path directory, String database, int readers, int tenants)
            throws IOException {
        Files.writeString(config.resolve("watchkeeper.yaml"), """
                database: {%s}
                mail: {mode: file, directory: '%s', perHour: 1000000}
                google: {credentials: none, endpoint: 'http://127.0.0.1:9/', statusUrl: 'http://127.0.0.1:9/'}
                """.formatted(database, directory.resolve("mail")));
        StringBuilder people = new StringBuilder("people:\n");
        for (int i = 0; i < readers; i++) {
            people.append("  - {id: am")
                    .append(i)
                    .append(", name: Reader ")
                    .append(i)
                    .append(", email: am")
                    .append(i)
                    .append("@reseller.example, language: ")
                    .append(i % 2 == 0 ? "zh-CN" : "en")
                    .append("}\n");
        }
        Files.writeString(config.resolve("people.yaml"), people);
        StringBuilder yaml = new StringBuilder("tenants:\n");
        for (int i = 0; i < tenants; i++) {
            yaml.append("  - {id: t")
                    .append(i)
                    .append(", name: Customer ")
                    .append(i)
                    .append(", domains: [t")
                    .append(i)
                    .append(".example], manager: am")
                    .append(i % readers)
                    .append("}\n");
        }
        Files.writeString(config.resolve("tenants.yaml"), yaml);
    }

    private static void fill(Application app, int tenants, int findings, int unread) {
        List<Life.Change> page = new ArrayList<>();
        for (int i = 0; i < findings; i++) {
            page.add(new Life.Change(finding(i, tenants, FIRST.minus(Duration.ofDays(i % 60 + 2)), null), List.of()));
            if (page.size() == 2_000 || i == findings - 1) {
                app.findings().save(page);
                page.clear();
            }
        }
        app.database().jdbi().useTransaction(handle -> runs(handle, tenants, unread));
    }

    /** A hundred runs for those who cannot be read, three for the others. */
    private static void runs(Handle handle, int tenants, int unread) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into audit_run (id, tenant_id, scope, node, started_at, finished_at, outcome, passed, failed,
                    unknown_count, not_applicable, problems, error)
                values (:id, :tenant, 'continuous', 'n', :at, :at, :outcome, 1, 1, 0, 0, '[]', :error)""");
        for (int t = 0; t < tenants; t++) {
            boolean bad = t % 100 < unread;
            for (int r = 0; r < (bad ? 100 : 3); r++) {
                batch.bind("id", "r" + t + "-" + r)
                        .bind("tenant", "t" + t)
                        .bind("at", FIRST.minus(Duration.ofMinutes(15L * r + 1)))
                        .bind("outcome", bad ? "failed" : "ok")
                        .bind("error", bad ? "timed out" : null)
                        .add();
            }
            if (batch.size() > 5_000) {
                batch.execute();
            }
        }
        batch.execute();
    }

    private static Finding finding(int i, int tenants, Instant opened, @Nullable Instant resolved) {
        Severity severity = i % 50 == 0 ? Severity.CRITICAL : i % 3 == 0 ? Severity.HIGH : Severity.MEDIUM;
        return new Finding(
                "F-" + i,
                "t" + i % tenants,
                CHECKS[i % CHECKS.length],
                "user" + i,
                severity,
                new Text("Forwarding to the outside", "邮件自动转发到外部"),
                new Text("user" + i + " forwards everything to x" + i + "@mail.example", "user" + i + " 把邮件转发到外部地址"),
                new Text("Ask the administrator whether this is wanted.", "请管理员确认是否需要。"),
                Map.of("user", "user" + i),
                opened,
                opened,
                opened,
                resolved,
                1,
                null,
                null,
                null);
    }

    /** On PostgreSQL the time is the server's, which nothing moves: there the due dates are. */
    private static void due(Database database) {
        if (database.engine() == Database.Engine.POSTGRESQL) {
            database.jdbi()
                    .useHandle(h -> h.execute("update digest_due set next_due_at = now() - interval '1 minute'"));
        }
    }

    private static void sent(Database database) {
        database.jdbi().useHandle(h -> h.execute("update outbox set state = 'SENT', accepted_at = created_at"));
    }

    private static void change(Application app, int tenants, int findings) {
        Instant at = Instant.parse("2026-11-24T10:00:00Z");
        List<Life.Change> page = new ArrayList<>();
        for (int i = 0; i < findings; i += 5) {
            page.add(new Life.Change(finding(i, tenants, FIRST.minus(Duration.ofDays(i % 60 + 2)), at), List.of()));
        }
        for (int i = findings; i < findings + findings / 10; i++) {
            page.add(new Life.Change(finding(i, tenants, at, null), List.of()));
        }
        for (int i = 0; i < page.size(); i += 2_000) {
            app.findings().save(page.subList(i, Math.min(page.size(), i + 2_000)));
        }
    }

    private static double round(Application app, String name, int most) {
        Map<String, AtomicLong> statements = new ConcurrentHashMap<>();
        app.database().jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                String sql = String.valueOf(context.getRenderedSql())
                        .replaceAll("\\s+", " ")
                        .strip();
                statements
                        .computeIfAbsent(sql.substring(0, Math.min(70, sql.length())), s -> new AtomicLong())
                        .incrementAndGet();
            }

            @Override
            public void logException(StatementContext context, SQLException e) {
                System.out.println(e);
            }
        });
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long begun = System.nanoTime();
        AtomicInteger readers = new AtomicInteger();
        var round = app.digests().writer().writeWhatIsDue(() -> readers.getAndIncrement() >= most);
        double seconds = seconds(begun);
        long peak = pools().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum();
        long all = statements.values().stream().mapToLong(AtomicLong::get).sum();
        int done = Math.max(1, round.written() + round.skipped() + round.failed());
        var sizes = app.database()
                .jdbi()
                .withHandle(
                        h -> h.createQuery("select max(html_bytes) as largest, avg(html_bytes) as usual from outbox")
                                .mapToMap()
                                .one());
        System.out.printf(
                "%s: %s in %.1f s, %.1f ms each, %d statements, %.1f each, peak heap %d MB of %d MB, html %s%n",
                name,
                round,
                seconds,
                seconds * 1000 / done,
                all,
                (double) all / done,
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                sizes);
        statements.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue().get(), a.getValue().get()))
                .limit(12)
                .forEach(e -> System.out.printf("  %8d  %s%n", e.getValue().get(), e.getKey()));
        return (double) all / done;
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
