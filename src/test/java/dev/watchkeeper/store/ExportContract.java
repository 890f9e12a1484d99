package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.Sightings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV out of either engine. */
interface ExportContract {
    Database database();

    @Test
    default void everyTableBecomesAFileAndNoTextBecomesAFormula(@TempDir Path directory) throws IOException {
        new FindingKeeper(new JdbiFindings(database()), Circumstances.NONE)
                .reconcile(
                        "acme",
                        List.of(Sightings.fail("LGN-01", "=HYPERLINK(\"http://evil\",\"行\")", Severity.HIGH)),
                        Instant.parse("2026-03-01T00:00:00Z"),
                        null);

        var rows = database().export(directory.resolve("out"));

        assertThat(rows)
                .containsEntry("finding", 1L)
                .containsEntry("finding_event", 1L)
                .containsEntry("outbox", 0L);
        String csv = Files.readString(directory.resolve("out/finding.csv"));
        assertThat(csv)
                .startsWith("\uFEFFid,tenant_id,check_id")
                .contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"行\"\")\"")
                .contains("2026-03-01T00:00:00Z");
        assertThat(rows.keySet()).noneMatch(table -> table.startsWith("qrtz"));
        assertThatThrownBy(() -> database().export(directory.resolve("out"))).hasMessageContaining("not empty");
    }
}
