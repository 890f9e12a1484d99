package dev.watchkeeper.app;

import dev.watchkeeper.tenant.Portfolio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A fingerprint of everything that decides deadlines: plans, calendars, holidays, contracts. Equal on every node. */
final class RulesMark {
    private static final List<String> FILES = List.of("plans.yaml", "plans", "calendars", "holidays");

    private RulesMark() {}

    /**
     * Reads the files' bytes, since the text of maps differs from one run of the JVM to the next.
     *
     * @param program the version of this program, whose shipped holidays and rules count too
     */
    static String of(Path directory, Portfolio portfolio, String program) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(program.getBytes(StandardCharsets.UTF_8));
            for (String name : FILES) {
                Path path = directory.resolve(name);
                if (Files.exists(path)) {
                    add(hash, path);
                }
            }
            // A contract is a record without maps: its text is the same everywhere.
            portfolio.tenants().stream()
                    .map(tenant -> tenant.domains() + " " + tenant.contracts() + "\n")
                    .sorted()
                    .forEach(line -> hash.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(MessageDigest hash, Path path) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(path, 1)) {
            files = walked.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            hash.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            hash.update(Files.readAllBytes(file));
        }
    }
}
