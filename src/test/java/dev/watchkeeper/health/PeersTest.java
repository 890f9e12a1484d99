package dev.watchkeeper.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.fixture.Facts;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each detection of other auditors is told by a check, or there is a reason why not. */
class PeersTest {
    @Test
    void everyDetectionHasACheckThatExistsOrAReason() throws IOException {
        JsonNode root =
                new ObjectMapper().readTree(Objects.requireNonNull(getClass().getResourceAsStream("peers.json")));
        Set<String> told = new HashSet<>();
        for (JsonNode one : root.path("detections")) {
            String name = one.path("detection").asText();
            assertThat(told.add(name)).as(name).isTrue();
            assertThat(one.path("from").asText()).as(name).isNotBlank();
            assertThat(one.has("checks")).as(name).isNotEqualTo(one.has("reason"));
            one.path("checks")
                    .forEach(id -> assertThat(Facts.CATALOGUE.find(id.asText()))
                            .as(name + " " + id)
                            .isPresent());
            if (one.has("reason")) {
                assertThat(one.path("reason").asText()).as(name).hasSizeGreaterThan(40);
            }
        }
        assertThat(told).hasSizeGreaterThan(30);
    }
}
