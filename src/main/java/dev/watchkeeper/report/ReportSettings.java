package dev.watchkeeper.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In whose name customers get their reports; key {@code report} of {@code watchkeeper.yaml}.
 *
 * @param name of the house; null: the account manager's stands for it
 * @param telephone for customers
 * @param logo a PNG file
 * @param colour of the headline, as {@code #0550ae}
 * @param target percent of promises to be kept, drawn into the chart
 */
public record ReportSettings(
        @Nullable String name,
        @Nullable String telephone,
        @Nullable Path logo,
        String colour,
        int target) {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final long LARGEST_LOGO = 500_000;

    public ReportSettings {
        new Brand("", "", Optional.empty(), colour, target);
    }

    /** With the logo as the file holds it now; without one if the file has become unreadable: the report goes out. */
    public Brand brand() {
        return new Brand(
                name == null ? "" : name,
                telephone == null ? "" : telephone,
                logo != null && logoProblem().isEmpty() ? Optional.of(bytes(logo)) : Optional.empty(),
                colour,
                target);
    }

    /** Why the logo cannot be printed; empty if it can, or if there is none. */
    public Optional<String> logoProblem() {
        if (logo == null) {
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(logo) || !Files.isReadable(logo)) {
                return Optional.of("there is no readable file " + logo.toAbsolutePath());
            }
            if (Files.size(logo) > LARGEST_LOGO) {
                return Optional.of("the file is larger than " + LARGEST_LOGO / 1000 + " KB");
            }
            byte[] bytes = Files.readAllBytes(logo);
            for (int i = 0; i < PNG.length; i++) {
                if (bytes.length <= PNG.length || bytes[i] != PNG[i]) {
                    return Optional.of("the file is no PNG picture");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + file, e);
        }
    }
}
