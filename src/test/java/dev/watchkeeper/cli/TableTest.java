package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
}
