package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
    private final StringWriter text = new StringWriter();
    private final Table table = new Table("ID", "NAME", "NOTE")
            .row("a", "星海", "x")
            .row("bcd", "Dune, \"GmbH\"", null)
            .row("e", "=HYPERLINK(1)", "line\nbreak");

    @Test
    void columnsAlignAlsoAroundWideLetters() {
        table.print(new PrintWriter(text));

        assertThat(text.toString().lines())
                .containsExactly(
                        "ID   NAME           NOTE",
                        "a    星海           x",
                        "bcd  Dune, \"GmbH\"",
                        "e    =HYPERLINK(1)  line break");
    }

    @Test
    void csvQuotesWhatNeedsItAndDisarmsFormulas() {
        table.printCsv(new PrintWriter(text));

        assertThat(text.toString())
                .isEqualTo("ID,NAME,NOTE\r\na,星海,x\r\nbcd,\"Dune, \"\"GmbH\"\"\",\r\ne,'=HYPERLINK(1),line break\r\n");
    }

    @Test
    void aTableFitsTheTerminalAndKeepsWhatMustBeTypedAgain() {
        Table wide = new Table("ID", "SEVERITY", "SUMMARY")
                .row("F-ABCDEFGHIJ", "critical", "星海".repeat(40))
                .row("F-2", "low", "x".repeat(200));

        wide.print(new PrintWriter(text), new Terminal(OptionalInt.of(80), false));

        assertThat(text.toString().lines())
                .allSatisfy(line -> assertThat(
                                line.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum())
                        .isLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("F-ABCDEFGHIJ  critical  星海")
                        .endsWith("…"));
    }

    @Test
    void severitiesAreColouredWhereATerminalIsAndNobodyObjects() {
        Table one = new Table("SEVERITY", "X").row("critical", "critical mass");
        one.print(new PrintWriter(text), new Terminal(OptionalInt.empty(), true));
        assertThat(text.toString())
                .contains("\u001b[31mcritical\u001b[0m  critical mass")
                .doesNotContain("[31mSEVERITY");

        assertThat(Terminal.of(Map.of("NO_COLOR", "1")::get, () -> "50 160"))
                .isEqualTo(new Terminal(OptionalInt.of(160), false));
        assertThat(Terminal.of(Map.of("COLUMNS", "120")::get, () -> ""))
                .isEqualTo(new Terminal(OptionalInt.of(120), true));
        assertThat(Terminal.of(Map.of("TERM", "dumb")::get, () -> "")).isEqualTo(Terminal.NONE);
    }
}
