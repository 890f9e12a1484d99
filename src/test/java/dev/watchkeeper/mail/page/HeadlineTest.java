package dev.watchkeeper.mail.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tenant.Language;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlineTest {
    private final Words en = Words.of(Language.EN, ZoneId.of("Europe/Berlin"));
    private final Words zh = Words.of(Language.ZH_CN, ZoneId.of("Asia/Shanghai"));

    @Test
    void aShortSentenceSaysMoreThanTheNameOfTheProblem() {
        assertThat(Headline.of("Only 1 account holds all rights.", "Too few administrators", en))
                .isEqualTo("Only 1 account holds all rights");
        assertThat(Headline.of("公司存储空间已用 96 %。", "公司存储空间将满", zh)).isEqualTo("公司存储空间已用 96 %");
        assertThat(Headline.of("", "Too few administrators", en)).isEqualTo("Too few administrators");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "An export was started (CUSTOMER_TAKEOUT_CREATED).",
                "The client 118800000000000000777 may act for everybody.",
                "The rule content_compliance_info was changed.",
                "A sentence that goes on and on until it would not fit into the first line of any card at all.",
            })
    void whatIsLongOrWrittenForMachinesGivesWayToTheName(String sentence) {
        assertThat(Headline.of(sentence, "The name", en)).isEqualTo("The name");
    }

    @Test
    void anAddressIsNotTakenForAnIdentifier() {
        assertThat(Headline.of("li_na@x.example is locked.", "Locked", en)).startsWith("li_na@");
    }

    @Test
    void storedTimesAreTheReadersTimes() {
        assertThat(en.format().localised("at 2026-11-22T23:30:04.491Z, report of 2026-11-20."))
                .isEqualTo("at 23 Nov 00:30, report of 20 Nov.");
        assertThat(zh.format().localised("自 2026-11-22T22:40:00Z 起")).isEqualTo("自 11月23日 06:40 起");
        assertThat(en.format().localised("2026-99-99 and $1 F-2026-11-20")).isEqualTo("2026-99-99 and $1 F-2026-11-20");
    }

    @Test
    void aCutDoesNotGoThroughAWord() {
        assertThat(Columns.cut("allowed the client in the name of", 20)).isEqualTo("allowed the client…");
        assertThat(Columns.cut("x".repeat(40), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(Columns.cut("一直还没有登记 application 的用户", 16)).isEqualTo("一直还没有登记…");
    }
}
