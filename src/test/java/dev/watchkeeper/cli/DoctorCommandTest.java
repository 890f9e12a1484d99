package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path directory;

    @Test
    void oneThingThatFailsDoesNotKeepTheOthersFromBeingTried() throws Exception {
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.writeString(config.resolve("watchkeeper.yaml"), """
                database: {directory: '%s'}
                google: {endpoint: 'http://127.0.0.1:9/', credentials: none, attempts: 1}
                dns: {resolvers: ['127.0.0.1:9'], timeout: 200ms, tries: 1}
                mail: {directory: '%s'}
                """.formatted(
                        directory.resolve("data"), directory.resolve("mail")));
        Files.writeString(config.resolve("people.yaml"), "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        Files.writeString(config.resolve("tenants.yaml"), "- {id: a, name: A, domains: [a.example], manager: chen}\n");
        StringWriter out = new StringWriter();
        PrintWriter nowhere = new PrintWriter(new StringWriter());

        int code = Main.run(
                new PrintWriter(out), nowhere, "doctor", "--json", "--tenant", "a", "--config", config.toString());

        assertThat(code).isEqualTo(ExitCode.PARTIAL);
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.path("ok").asBoolean()).isFalse();
        assertThat(states(document, "database")).isEqualTo("ok");
        assertThat(states(document, "schedule"))
                .as("no bell hangs before the first run")
                .isEqualTo("note");
        assertThat(states(document, "dns")).isEqualTo("failed");
        assertThat(states(document, "mail")).isEqualTo("note");
        assertThat(states(document, "google")).contains("failed");
        assertThat(document.findValuesAsText("lost")).contains("mail DNS of tenants stays unknown");
    }

    private static String states(JsonNode document, String area) {
        StringBuilder states = new StringBuilder();
        for (JsonNode one : document.path("diagnoses")) {
            if (one.path("area").asText().equals(area)) {
                states.append(one.path("state").asText());
            }
        }
        return states.toString();
    }
}
