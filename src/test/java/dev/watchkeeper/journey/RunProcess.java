package dev.watchkeeper.journey;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** {@code watchkeeper run} in a process of its own, followed by what it says. */
final class RunProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final StringBuilder said = new StringBuilder();

    private RunProcess(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    static RunProcess start(Path config) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.watchkeeper.cli.Main",
                "run",
                "--config",
                config.toString());
        return new RunProcess(new ProcessBuilder(command)
                .directory(config.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Reads until so many lines held the text. */
    void untilLinesWith(String wanted, int times) throws IOException {
        int seen = 0;
        while (seen < times) {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("ended without " + times + " times '" + wanted + "':\n" + said);
            }
            said.append(line).append('\n');
            seen += line.contains(wanted) ? 1 : 0;
        }
    }

    /** Reads until each of the tenants was audited to the end. */
    void untilAudited(Collection<String> tenants) throws IOException {
        Set<String> left = new TreeSet<>(tenants);
        while (!left.isEmpty()) {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("ended without audits of " + left + ":\n" + said);
            }
            said.append(line).append('\n');
            left.removeIf(tenant -> line.contains("tenant " + tenant + ": daily audit"));
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill -TERM}; the exit code. */
    int stop() throws IOException, InterruptedException {
        process.toHandle().destroy();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
        }
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("did not stop:\n" + said);
        }
        return process.exitValue();
    }

    String said() {
        return said.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
