package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.DemoWorld;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon, killed in the middle of its audits again and again: no finding is lost, nothing is stored by halves, no
 * digest is written twice, and the work goes on. {@code -Dkill.daemons=10} for the long form.
 */
class DaemonKillIT {
    private static final int KILLS = Integer.getInteger("kill.daemons", 2);

    @TempDir
    Path directory;

    private final Instant morning = Clock.systemUTC().instant().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    private final Set<String> seenFindings = new HashSet<>();
    private final Set<Long> seenEvents = new HashSet<>();
    private final Set<String> seenDigests = new HashSet<>();

    @Test
    void killsInTheMiddleOfAuditsLoseNothingAndRepeatNothing() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (DemoWorld world = DemoWorld.start(directory, Clock.systemUTC())) {
            hurry(world.config());
            int tenants = world.tenants();
            for (int kill = 0; kill < KILLS; kill++) {
                runUntilAudited(world.config(), 1 + random.nextInt(tenants / 2), random.nextInt(300));
                check("kill " + kill + " of seed " + seed);
            }
            Process last = start(world.config());
            Set<String> audited = new HashSet<>();
            try (BufferedReader log = last.inputReader(StandardCharsets.UTF_8)) {
                while (audited.size() < tenants) {
                    auditedTenant(log.readLine(), audited);
                }
                last.toHandle().destroy();
                assertThat(last.waitFor(20, TimeUnit.SECONDS))
                        .as("stops on SIGTERM")
                        .isTrue();
            }
            assertThat(last.exitValue()).isZero();
            check("the end of seed " + seed);
            assertThat(seenDigests).isNotEmpty();
        }
    }

    /** Bells every second, and what people get is due at once. */
    private static void hurry(Path config) throws IOException {
        Path file = config.resolve("watchkeeper.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("console: off", "console: text")
                        + "audit: {lease: 15s, workers: 2}\n"
                        + "schedules: {audit: 1s, digest: 1s, delivery: 1s}\n");
    }

    private void runUntilAudited(Path config, int tenants, int millisMore) throws IOException, InterruptedException {
        Process daemon = start(config);
        try (BufferedReader log = daemon.inputReader(StandardCharsets.UTF_8)) {
            Set<String> audited = new HashSet<>();
            while (audited.size() < tenants) {
                auditedTenant(log.readLine(), audited);
            }
            Thread.sleep(millisMore);
            daemon.toHandle().destroyForcibly();
            daemon.waitFor();
        }
    }

    private static void auditedTenant(String line, Set<String> audited) {
        assertThat(line).as("the daemon runs").isNotNull();
        int at = line.indexOf(": daily audit ");
        if (at > 0) {
            audited.add(line.substring(line.lastIndexOf(' ', at) + 1, at));
        }
    }

    private static Process start(Path config) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.watchkeeper.cli.Main",
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .start();
    }

    private void check(String when) throws IOException {
        try (Database database = Database.open(DatabaseSettings.h2(directory.resolve("data")), Clock.systemUTC())) {
            database.jdbi().useHandle(handle -> {
                keeps(when + ": findings", seenFindings, handle, "select id from finding", String.class);
                keeps(when + ": events", seenEvents, handle, "select seq from finding_event", Long.class);
                keeps(
                        when + ": digests",
                        seenDigests,
                        handle,
                        "select recipient_id || ' ' || kind || ' ' || cast(count(*) as varchar) from digest"
                                + " where outbox_id is not null group by recipient_id, kind",
                        String.class);
                assertThat(seenDigests).as("%s: one digest a day", when).allMatch(digest -> digest.endsWith(" 1"));
                for (String torn : List.of(
                        "select count(*) from finding where id not in (select finding_id from finding_event)",
                        "select count(*) from finding_event where finding_id not in (select id from finding)",
                        "select count(*) from finding_event where run_id not in (select id from audit_run)",
                        "select count(*) from check_result where run_id not in (select id from audit_run)",
                        "select count(*) from digest where outbox_id not in (select id from outbox)")) {
                    assertThat(handle.createQuery(torn).mapTo(Long.class).one())
                            .as("%s: %s", when, torn)
                            .isZero();
                }
                // Time passes: everything is due again, and the dead node's leases have ended.
                handle.execute("update tenant_state set daily_due_at = dateadd(hour, -1, now()),"
                        + " next_due_at = dateadd(hour, -1, now()), lease_until = dateadd(hour, -1, now())");
                // As if the daemon had died before it noted that this morning's digest was written.
                handle.execute("update digest_due set next_due_at = ?", morning.atOffset(ZoneOffset.UTC));
            });
        }
        assertThat(mails()).as("%s: mails", when).hasSizeLessThanOrEqualTo(seenDigests.size());
    }

    private static <T> void keeps(String what, Set<T> seen, Handle handle, String sql, Class<T> type) {
        List<T> stored = handle.createQuery(sql).mapTo(type).list();
        assertThat(stored).as(what).containsAll(seen);
        seen.addAll(stored);
    }

    private List<Path> mails() throws IOException {
        Path mail = directory.resolve("mail");
        if (!Files.isDirectory(mail)) {
            return new ArrayList<>();
        }
        try (Stream<Path> files = Files.walk(mail)) {
            return files.filter(file -> file.toString().endsWith(".eml")
                            && file.getFileName().toString().contains("digest"))
                    .toList();
        }
    }
}
