package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.Activity;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tickets pour in at two customers. At the one an administrator had changed mail routing: that is one critical finding
 * and one mail. At the other nobody changed anything: there the burst accuses nobody.
 */
class TicketBurstJourneyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    Path directory;

    @Test
    void aBurstOfTicketsAfterAChangeNamesTheChangeAndNobodyElse() throws Exception {
        try (Stage stage = Stage.at(directory, NOW.toString(), "atlas", "dune")) {
            Instant change = NOW.minus(Duration.ofHours(3));
            stage.customer("atlas")
                    .plant(Activity.by(
                            "admin@atlas.example",
                            change,
                            "admin",
                            "EMAIL_SETTINGS",
                            "CHANGE_GMAIL_SETTING",
                            Map.of("SETTING_NAME", "CONTENT_COMPLIANCE", "USER_DEFINED_SETTING_NAME", "r7")));
            StringBuilder tickets = new StringBuilder();
            // What is normal is known after four weeks only.
            tickets.append(Desk.opened("old", "solaris", "S3", "email", NOW.minus(Duration.ofDays(39))))
                    .append('\n');
            for (int i = 0; i < 8; i++) {
                Instant at = change.plus(Duration.ofMinutes(10 + i * 15L));
                tickets.append(Desk.opened("a" + i, "atlas", "S3", "email", at)).append('\n');
                tickets.append(Desk.opened("d" + i, "dune.example", "S3", "email", at))
                        .append('\n');
            }
            drop(tickets.toString());

            stage.ring("sources", "sla-sweep", "audit")
                    .forward(Duration.ofMinutes(3))
                    .ring("delivery");

            Finding told = stage.finding("atlas", "EML-14").orElseThrow();
            assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(told.evidence())
                    .containsEntry("tickets", 8)
                    .containsEntry("by", "admin@atlas.example")
                    .containsKey("usual_tickets");
            assertThat(told.summary().en())
                    .isEqualTo("Tickets after a change: admin@atlas.example changed content compliance at " + change
                            + "; 8 tickets since, 0 are normal.");
            assertThat(told.summary().zh()).contains("之后来了 8 个工单，平时 0 个");
            assertThat(stage.letters())
                    .filteredOn(letter -> letter.text().contains("Tickets after a change"))
                    .hasSize(1);
            assertThat(stage.open("dune")).doesNotContain("EML-14");
        }
    }

    private void drop(String events) throws IOException {
        Path tickets = directory.resolve("tickets");
        Files.writeString(tickets.resolve("burst.part"), events);
        Files.move(tickets.resolve("burst.part"), tickets.resolve("burst.jsonl"));
    }
}
