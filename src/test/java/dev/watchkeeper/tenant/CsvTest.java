package dev.watchkeeper.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+cmd",
                "-cmd",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\u200b=1",
                "＝1",
                "＠x",
                "-1+cmd|' /C calc'!A0"
            })
    void whatASpreadsheetWouldRunIsText(String text) {
        assertThat(Csv.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "+3.25", "-12,5", "-3%", "a=b", "2026-01-01", "林", "x@y.example"})
    void whatIsHarmlessStays(String text) {
        assertThat(Csv.guarded(text)).isEqualTo(text);
    }

    @Test
    void aLineIsQuotedWhereItMustBe() {
        assertThat(Csv.line(List.of("a", "b,c", "say \"x\"", "two\nlines", "")))
                .isEqualTo("a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\r\n");
    }
}
