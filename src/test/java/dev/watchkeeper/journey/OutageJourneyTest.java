package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From Google's status page to the manager's mailbox and back to calm. */
class OutageJourneyTest {
    @TempDir
    Path directory;

    @Test
    void anIncidentIsOneConversationWithAllCustomersOfAManager() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T02:00:00Z", "xinghai", "mingde", "harbour")) {
            stage.ring("audit", "status", "delivery");
            assertThat(outages(stage)).isEmpty();

            stage.google().incident(stage.clock.instant());
            stage.forward(Duration.ofMinutes(6)).ring("status", "audit");
            stage.forward(Duration.ofMinutes(3)).ring("status", "delivery");
            List<Letter> opened = outages(stage);
            assertThat(opened).isNotEmpty();
            assertThat(opened).extracting(Letter::to).doesNotHaveDuplicates();
            assertThat(opened)
                    .anySatisfy(letter -> assertThat(letter.text()).contains("星海科技", "Gmail", "Google 已确认故障"));

            stage.google().incidentOver(stage.clock.instant());
            stage.forward(Duration.ofMinutes(6)).ring("status");
            stage.forward(Duration.ofMinutes(3)).ring("delivery", "status", "delivery");
            List<Letter> all = outages(stage);
            assertThat(all).hasSize(2 * opened.size());
            assertThat(all).extracting(Letter::subject).as("constant").hasSizeGreaterThan(1);
            for (Letter first : opened) {
                assertThat(all.stream().filter(letter -> letter.to().equals(first.to())))
                        .extracting(Letter::subject)
                        .containsExactly(first.subject(), first.subject());
            }
        }
    }

    private static List<Letter> outages(Stage stage) {
        return stage.letters().stream()
                .filter(letter ->
                        letter.subject().contains("Google】") || letter.subject().contains("[Google]"))
                .toList();
    }
}
