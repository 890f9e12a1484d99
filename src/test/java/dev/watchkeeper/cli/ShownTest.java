package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
    private static final Instant AT = Instant.parse("2026-11-24T00:45:00Z");

    @Test
    void peopleReadTheTimeOfTheirZoneAndItsOffset() {
        assertThat(Shown.time(AT, ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-11-24 08:45 +08:00");
        assertThat(Shown.time(AT, ZoneId.of("America/New_York"))).isEqualTo("2026-11-23 19:45 -05:00");
        assertThat(Shown.time(AT.plusSeconds(7).plusMillis(9), ZoneOffset.UTC)).isEqualTo("2026-11-24 00:45:07 UTC");
        assertThat(Shown.time(null)).isEmpty();
    }

    @Test
    void tablesAreForPeopleAndCsvIsForPrograms() {
        StringWriter table = new StringWriter();
        StringWriter csv = new StringWriter();
        Table rows = new Table("AT", "WHY").row(AT, "until 2026-11-24T00:45:00Z, or later");

        rows.print(new PrintWriter(table, true));
        rows.printCsv(new PrintWriter(csv, true));

        String shown = Shown.time(AT, ZoneId.systemDefault());
        assertThat(table.toString())
                .contains(shown + "  until " + shown + ", or later")
                .doesNotContain("T00:45");
        assertThat(csv.toString()).contains("2026-11-24T00:45:00Z,\"until 2026-11-24T00:45:00Z");
    }

    @Test
    void listsAndMapsAreWrittenOut() {
        assertThat(Shown.value(List.of("a.example", "b.example"))).isEqualTo("a.example; b.example");
        assertThat(Shown.value(List.of(Json.object("plan", "premier", "from", "2026-01-01", "to", null))))
                .isEqualTo("plan premier, from 2026-01-01");
        assertThat(Shown.value(Json.object("last_ok", List.of(), "gateways", null)))
                .isEmpty();
    }
}
