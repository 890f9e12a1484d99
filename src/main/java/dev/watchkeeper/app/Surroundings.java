package dev.watchkeeper.app;

import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.config.Suggestion;
import dev.watchkeeper.google.KeyFile;
import dev.watchkeeper.mail.smtp.BounceSettings;
import dev.watchkeeper.mail.smtp.SmtpSettings;
import dev.watchkeeper.tickets.sources.FileDropSettings;
import dev.watchkeeper.tickets.sources.JdbcSettings;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration points at outside of itself: keys, certificates, directories, drivers; and what lies beside it
 * and is read by nobody. Looked at before a start; a reload does not depend on it.
 */
final class Surroundings {
    private static final Set<String> KNOWN = Set.of("watchkeeper", "tenants", "people", "plans", "sources", "checks");

    private final Path directory;
    private final Problems problems;

    Surroundings(Path directory, Problems problems) {
        this.directory = directory;
        this.problems = problems;
    }

    void examine(Bound<Settings> settings) {
        Settings all = settings.value();
        google(settings, all.google().credentials());
        smtp(settings, "mail.smtp", all.mail().smtp());
        smtp(settings, "mail.fallback", all.mail().fallback());
        BounceSettings bounces = all.mail().bounces();
        if (bounces != null && !Files.isDirectory(bounces.maildir().resolve("new"))) {
            problems.error(
                    settings.at("mail.bounces.maildir"),
                    "mail.bounces.maildir",
                    bounces.maildir() + " is no maildir: it has no directory 'new'",
                    "name the maildir that your mail server fills, or leave mail.bounces out");
        }
        writable(settings, "database.directory", all.database().directory());
        writable(settings, "mail.directory", all.mail().directory());
        if (!all.logging().file().isEmpty()) {
            Path parent = Path.of(all.logging().file()).toAbsolutePath().getParent();
            writable(settings, "logging.file", parent);
        }
    }

    private void google(Bound<Settings> settings, String credentials) {
        if (Set.of("", "none", "adc").contains(credentials)) {
            return;
        }
        key(settings.at("google.credentials"), "google.credentials", Path.of(credentials));
    }

    private void key(Place place, String path, Path file) {
        KeyFile.problem(file)
                .ifPresent(what -> problems.error(
                        place,
                        path,
                        "the key file " + file + " " + what,
                        "name the JSON key of a service account (Google Cloud console: IAM, Service accounts, Keys)"));
        ownedAlone(place, path, file);
    }

    private void smtp(Bound<Settings> settings, String path, @Nullable SmtpSettings smtp) {
        if (smtp == null) {
            return;
        }
        Place place = settings.at(path);
        if (smtp.oauth() != null && smtp.oauth().keyFile() != null) {
            key(place, path + ".oauth.keyFile", smtp.oauth().keyFile());
        }
        Path authority = smtp.caFile();
        if (authority != null) {
            try (InputStream in = Files.newInputStream(authority)) {
                if (CertificateFactory.getInstance("X.509")
                        .generateCertificates(in)
                        .isEmpty()) {
                    problems.error(place, path + ".caFile", authority + " holds no certificate", "name a PEM file");
                }
            } catch (IOException e) {
                problems.error(place, path + ".caFile", authority + " cannot be read: " + why(e), "name a PEM file");
            } catch (CertificateException e) {
                problems.error(
                        place, path + ".caFile", authority + " is no PEM file of certificates", "name a PEM file");
            }
        }
    }

    /** Drivers and directories of ticket sources. */
    void examineSources(Bound<SourcesFile> file) {
        int index = 0;
        for (SourceSettings source : file.value().sources()) {
            String path = "sources[" + index++ + "]";
            JdbcSettings jdbc = source.jdbc();
            if (jdbc != null) {
                jdbc.driverProblem()
                        .ifPresent(what -> problems.error(
                                file.at("sources"),
                                path + ".jdbc.driver",
                                "source " + source.id() + ": " + what,
                                "download the driver's jar from the database's makers and name it in jdbc.driver"));
            }
            FileDropSettings drop = source.file();
            if (drop != null && !Files.isDirectory(drop.directory())) {
                problems.error(
                        file.at("sources"),
                        path + ".file.directory",
                        "source " + source.id() + ": the directory " + drop.directory() + " does not exist",
                        "create it, and let the ticket system write there");
            }
        }
    }

    /** Files that secrets came from. */
    void secrets(Collection<Path> files) {
        for (Path file : files) {
            ownedAlone(new Place(file.toString(), 0), "${file:" + file + "}", file);
        }
    }

    private void ownedAlone(Place place, String path, Path file) {
        try {
            if (Files.exists(file)
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                    && isReachable(file.toAbsolutePath().getParent())) {
                problems.warning(
                        place,
                        path,
                        file + " is a secret that every user of this machine can read",
                        "chmod 640 " + file + ", owned by root and the group of the service");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // what cannot be asked here is said elsewhere, or there are no permissions
        }
    }

    /** A file is safe in a directory that others may not enter. */
    private static boolean isReachable(@Nullable Path parent) throws IOException {
        for (Path one = parent; one != null; one = one.getParent()) {
            if (!Files.getPosixFilePermissions(one).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private void writable(Bound<Settings> settings, String key, @Nullable Path wanted) {
        Path existing = wanted == null ? null : wanted.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && (!Files.isDirectory(existing) || !Files.isWritable(existing))) {
            problems.error(
                    settings.at(key),
                    key,
                    wanted + " cannot be used: "
                            + (Files.isDirectory(existing)
                                    ? existing + " may not be written by this user"
                                    : existing + " is not a directory"),
                    "name a directory that this user may write, or create it for them");
        }
    }

    /** Files that look like ours and that nobody reads. */
    void strays() {
        try (Stream<Path> files = Files.list(directory)) {
            files.sorted().forEach(this::stray);
        } catch (IOException e) {
            problems.error(new Place(directory.toString(), 0), "", "cannot be listed: " + why(e), "");
        }
    }

    private void stray(Path file) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        String base = dot < 0 ? lower : lower.substring(0, dot);
        boolean yaml = lower.endsWith(".yaml") || lower.endsWith(".yml");
        Place place = new Place(file.toString(), 0);
        if (Files.isDirectory(file)) {
            return;
        }
        if (yaml && KNOWN.contains(base) && !name.equals(base + ".yaml")) {
            problems.error(place, "", "it is not read: the name must be " + base + ".yaml", "rename it, or delete it");
        } else if (yaml && !KNOWN.contains(base)) {
            Suggestion.nearest(base, KNOWN)
                    .ifPresent(near ->
                            problems.warning(place, "", "it is read by nobody", "did you mean " + near + ".yaml?"));
        }
    }

    private static String why(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
