package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the version and the settings of H2: what a process confirmed is there after it was killed. Run it longer
 * before any change of either: {@code mvn verify -Dit.test=KillIT -Dkill.cycles=100}.
 */
@Tag("kill")
class KillIT {
    private static final int CYCLES = Integer.getInteger("kill.cycles", 4);

    @TempDir
    Path directory;

    private final Set<Long> acknowledged = new HashSet<>();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void whatWasCommittedSurvivesAKill() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            int before = acknowledged.size();
            acknowledged.addAll(runAndKill(100 + random.nextInt(700)));
            assertThat(acknowledged.size()).as("the child wrote something").isGreaterThan(before);
            check("cycle " + cycle + " of seed " + seed);
        }
    }

    private List<Long> runAndKill(long millis) throws IOException, InterruptedException {
        Process child = start();
        List<Long> printed = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            readAcknowledged(lines, printed);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < end) {
                readAcknowledged(lines, printed);
            }
            // By its handle: destroying the process object would close the pipe and what is in it.
            child.toHandle().destroyForcibly();
            // What is still in the pipe was confirmed as well.
            while (readAcknowledged(lines, printed)) {}
        } finally {
            child.destroyForcibly().waitFor();
        }
        return printed;
    }

    /**
     * Reads one line of the child: an id is a commit confirmed. A refused insert is none: right after a kill, H2 has
     * been seen to refuse a row once and to take the same row a moment later; the child tries again, as the daemon's
     * loops do.
     */
    private static boolean readAcknowledged(BufferedReader lines, List<Long> printed) throws IOException {
        String line = lines.readLine();
        if (line != null && !line.startsWith("failed ")) {
            printed.add(Long.parseLong(line));
        }
        return line != null;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillChild.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void check(String when) {
        try (Database database = Database.open(DatabaseSettings.h2(directory), Clock.systemUTC())) {
            database.jdbi().useHandle(handle -> {
                Set<Long> stored = new HashSet<>(handle.createQuery("select id from kill_ack")
                        .mapTo(Long.class)
                        .list());
                assertThat(stored).as("%s: nothing lost", when).containsAll(acknowledged);
                assertThat(longs(
                                handle,
                                "select count(*) from kill_counter c where c.last <>"
                                        + " (select max(a.id) from kill_ack a where a.thread = c.thread)"))
                        .as("%s: nothing torn", when)
                        .containsExactly(0L);
                assertThat(longs(
                                handle,
                                "select count(*) from kill_ack where mod(id, 200) = 0 and length(body) <> 20000"))
                        .as("%s: long texts are whole", when)
                        .containsExactly(0L);
                assertThat(handle.execute("update kill_ack set thread = thread where mod(id, 7) = 0"))
                        .as("%s: rows can be changed", when)
                        .isPositive();
                acknowledged.addAll(stored);
            });
        }
    }

    private static List<Long> longs(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Long.class).list();
    }

    @Test
    void aFullDiskIsSaidPlainlyAndLosesNothing() throws IOException, InterruptedException {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", directory.toString()) == 0, "needs root");
        Path ballast = Files.write(directory.resolve("ballast"), new byte[8 << 20]);
        Process child = start();
        try (BufferedReader lines = child.inputReader()) {
            List<String> said = new ArrayList<>();
            // Every writer fails within seconds; some only hear that the database has gone.
            while (said.size() < 40
                    && said.stream().noneMatch(words -> words.contains("disk of the database is full"))) {
                String line = lines.readLine();
                assertThat(line).as("the child goes on; it said %s", said).isNotNull();
                if (line.startsWith("failed")) {
                    said.add(line);
                } else if (line.matches("\\d+")) {
                    acknowledged.add(Long.parseLong(line));
                }
            }
            assertThat(said).last().asString().contains("the disk of the database is full: free some space");
        } finally {
            child.destroyForcibly().waitFor();
        }
        try {
            Files.delete(ballast);
            check("after the disk was full");
        } finally {
            run("umount", directory.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
