package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.watchkeeper.audit.AuditSettings;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.dns.DnsSettings;
import dev.watchkeeper.mail.MailMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the files that ship beside the jar: the example, its schemas, the log set-up. */
class PackagedConfigTest {
    private static final Path CONFIG = Path.of("config");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T01:00:00Z"), ZoneOffset.UTC);

    @Test
    void theDefaultsAloneAreAConfiguration(@TempDir Path empty) {
        Settings settings =
                new ConfigurationLoader(name -> null, CLOCK).load(empty).settings();

        assertThat(settings.audit()).isEqualTo(AuditSettings.DEFAULT);
        assertThat(settings.reading()).isEqualTo(ReadingPlan.STANDARD);
        assertThat(settings.dns()).isEqualTo(DnsSettings.defaults());
        assertThat(settings.mail().mode()).isEqualTo(MailMode.FILE);
        assertThat(settings.mail().smtp()).isNull();
    }

    @Test
    void theExampleLoadsWithoutAProblem() {
        Configuration example = new ConfigurationLoader(name -> null, CLOCK).load(CONFIG);

        assertThat(example.portfolio().tenants()).hasSizeGreaterThan(1);
        assertThat(example.portfolio().people()).hasSizeGreaterThan(1);
        // The State Council announces a year's holidays in November; until then the warning is right.
        assertThat(example.warnings())
                .extracting(Problem::toString)
                .allMatch(warning -> warning.contains("has no days for 2027"));
    }

    @Test
    void schemasInTheConfigDirectoryMatchTheRecords() throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Map<String, String> wanted = new TreeMap<>();
        for (Map.Entry<String, Map<String, Object>> schema : Schemas.all().entrySet()) {
            wanted.put(schema.getKey(), json.writeValueAsString(schema.getValue()) + "\n");
        }
        Path directory = CONFIG.resolve("schema");
        if (Boolean.getBoolean("schemas.write")) {
            for (Map.Entry<String, String> schema : wanted.entrySet()) {
                Files.writeString(directory.resolve(schema.getKey()), schema.getValue());
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (String name : wanted.keySet()) {
            Path file = directory.resolve(name);
            found.put(name, Files.exists(file) ? Files.readString(file) : "absent");
        }
        assertThat(found)
                .as("mend with: mvn -Pquick -Dschemas.write=true -Dtest=PackagedConfigTest test")
                .isEqualTo(wanted);
    }

    @Test
    void theLogSetUpToCopyIsTheOneInTheJar() throws IOException {
        try (InputStream packaged = Logging.class.getResourceAsStream("/dev/watchkeeper/app/logback.xml")) {
            assertThat(packaged).isNotNull();
            assertThat(Files.readAllBytes(CONFIG.resolve("logback.xml"))).isEqualTo(packaged.readAllBytes());
        }
    }
}
