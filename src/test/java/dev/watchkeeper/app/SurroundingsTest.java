package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.Problem;
import dev.watchkeeper.config.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that show only beside the files, or between them. */
class SurroundingsTest {
    private static final String PEOPLE = """
            - {id: chen, name: Chen, email: chen@reseller.example, lead: wang}
            - {id: wang, name: Wang, email: wang@reseller.example}
            """;

    @TempDir
    Path directory;

    private void put(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<String> problems() {
        Problems problems = new Problems();
        new ConfigurationLoader(name -> null, Clock.systemUTC()).readClosely(directory, problems);
        return problems.all().stream()
                .filter(problem -> !problem.message().contains("there is no tenant to watch"))
                .map(Problem::toString)
                .map(line -> line.replace(directory + "/", ""))
                .toList();
    }

    private static String key(String type, String pem) {
        return "{\"type\": \"" + type + "\", \"client_email\": \"a@b\", \"client_id\": \"1\","
                + " \"private_key_id\": \"x\", \"private_key\": \"" + pem + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-|does not exist",
                "not json|is not JSON (line 1)",
                "``|is empty",
                "{\"installed\": {}}|is the file of an OAuth client",
                "{\"type\": \"authorized_user\"}|has the type 'authorized_user'",
                "{\"type\": \"service_account\"}|has no client_email",
                "PEM:abc|does not stand between",
                "PEM:-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----|is damaged or cut off",
            })
    void aKeyFileThatCannotServeIsNamedWithWhatIsWrong(String content, String expected) throws IOException {
        put("people.yaml", PEOPLE);
        Path file = directory.resolve("google.json");
        put("watchkeeper.yaml", "google: {credentials: '" + file + "'}\n");
        if (!content.equals("-")) {
            put("google.json", content.startsWith("PEM:") ? key("service_account", content.substring(4)) : content);
        }

        assertThat(problems())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("error: watchkeeper.yaml:1: google.credentials: the key file ")
                        .contains(expected));
    }

    @Test
    void aKeyThatServesIsAcceptedAndMustNotLieOpen() throws Exception {
        byte[] pkcs8 = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        put("people.yaml", PEOPLE);
        put(
                "google.json",
                key(
                        "service_account",
                        "-----BEGIN PRIVATE KEY-----\\n" + Base64.getEncoder().encodeToString(pkcs8)
                                + "\\n-----END PRIVATE KEY-----\\n"));
        put("watchkeeper.yaml", "google: {credentials: '" + directory.resolve("google.json") + "'}\n");
        Files.setPosixFilePermissions(directory.resolve("google.json"), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(problems()).isEmpty();
    }

    @Test
    void driversCertificatesMaildirsAndDropsAreLookedFor() throws IOException {
        put("people.yaml", PEOPLE);
        put("ca.pem", "-----BEGIN NOTHING-----\n");
        put(
                "watchkeeper.yaml",
                "mail: {mode: redirect, redirectTo: a@reseller.example, bounces: {maildir: '" + directory
                        + "/none'}, smtp: {host: smtp.example, caFile: '" + directory + "/ca.pem'}}\n");
        put("sources.yaml", """
                sources:
                  - {id: ost, type: jdbc, jdbc: {url: 'jdbc:mysql://d/o', user: u, driver: /none.jar, preset: osticket}}
                  - {id: ost2, type: jdbc, jdbc: {url: 'jdbc:mysql://d/o', user: u, preset: osticket}}
                  - {id: drop, type: file, file: {directory: /none/at/all}}
                """);

        assertThat(problems())
                .anySatisfy(line -> assertThat(line).contains("mail.bounces.maildir", "is no maildir"))
                .anySatisfy(line -> assertThat(line).contains("mail.smtp.caFile"))
                .anySatisfy(line -> assertThat(line).contains("sources[0].jdbc.driver", "/none.jar cannot be read"))
                .anySatisfy(line ->
                        assertThat(line).contains("sources[1].jdbc.driver", "no driver for jdbc:mysql: is packaged"))
                .anySatisfy(
                        line -> assertThat(line).contains("sources[2].file.directory", "/none/at/all does not exist"))
                .hasSize(5);
    }

    @Test
    void secretsInTheOpenAndBrokenHeaderLinesAreErrors() throws IOException {
        put("people.yaml", PEOPLE + "- {id: li, name: \"L\\r\\nBcc: x\", email: li@reseller.example}\n");
        put("watchkeeper.yaml", """
                database: {url: 'jdbc:postgresql://u:hush@db/w?sslmode=require'}
                mail: {fromName: "Desk\\r\\nBcc: x@y.example"}
                """.replace("\\\\", "\\"));

        assertThat(problems())
                .anySatisfy(line -> assertThat(line).contains("watchkeeper.yaml:1: database.url: it holds a password"))
                .anySatisfy(
                        line -> assertThat(line).contains("watchkeeper.yaml:2: mail.fromName: it holds a line break"))
                .anySatisfy(line -> assertThat(line).contains("people[2].name", "line break"))
                .noneSatisfy(line -> assertThat(line).contains("hush"));
    }

    @Test
    void peopleWhoPointAtOneAnotherInACircleAreNamedOnce() throws IOException {
        put("people.yaml", """
                - {id: a, name: A, email: a@r.example, lead: b}
                - {id: b, name: B, email: b@r.example, lead: c}
                - {id: c, name: C, email: c@r.example, lead: a}
                - {id: d, name: D, email: d@r.example, lead: a, pausedUntil: 2030-01-01, delegateTo: e}
                - {id: e, name: E, email: e@r.example, pausedUntil: 2030-01-01, delegateTo: d}
                """);

        assertThat(problems()).hasSize(2);
        assertThat(problems().get(0)).contains("people[0].lead", "a -> b -> c -> a", "end the circle");
        assertThat(problems().get(1)).contains("people[3].delegateTo", "d -> e -> d");
    }

    @Test
    void peopleToWhomNoMailMayGoAreNamedBeforeTheFirstMail() throws IOException {
        put("people.yaml", PEOPLE + "- {id: li, name: L, email: li@other.example}\n");
        put("watchkeeper.yaml", """
                mail:
                  mode: live
                  allowedDomains: [reseller.example]
                  operator: ops@elsewhere.example
                  smtp: {host: smtp.reseller.example}
                """);

        assertThat(problems())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("warning: watchkeeper.yaml:3: mail.allowedDomains")
                        .contains("li (li@other.example)"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("warning: watchkeeper.yaml:4: mail.operator")
                        .contains("ops@elsewhere.example"))
                .hasSize(2);
    }

    @Test
    void filesThatNobodyReadsAreNamed() throws IOException {
        put("people.yaml", PEOPLE);
        put("watchkeeper.yml", "http: {port: 0}\n");
        put("tenant.yaml", "[]\n");
        put("notes.yaml", "anything\n");

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "error: watchkeeper.yml: it is not read: the name must be watchkeeper.yaml; rename it, or delete it",
                        "warning: tenant.yaml: it is read by nobody; did you mean tenants.yaml?");
    }

    @Test
    void aSecretThatEveryUserCanReadIsAWarning() throws IOException {
        Path open = Files.createTempDirectory(Path.of("/tmp"), "open");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path secret = Files.writeString(open.resolve("pw"), "hush", StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
            put("people.yaml", PEOPLE);
            put("watchkeeper.yaml", "database: {password: '${file:" + secret + "}'}\n");

            assertThat(problems())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("warning: " + secret)
                            .contains("every user of this machine can read", "chmod 640")
                            .doesNotContain("hush"));
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
            assertThat(problems()).isEmpty();
        } finally {
            Files.deleteIfExists(open.resolve("pw"));
            Files.delete(open);
        }
    }
}
