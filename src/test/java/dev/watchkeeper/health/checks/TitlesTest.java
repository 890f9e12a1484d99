package dev.watchkeeper.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are words: what only contains the letters of one says nothing. */
class TitlesTest {
    private static final List<String> WORDS =
            Facts.CATALOGUE.entry("LEK-01").lists().getOrDefault("sensitive_words", List.of());
    private static final List<String> HARMLESS =
            Facts.CATALOGUE.entry("LEK-01").lists().getOrDefault("harmless_phrases", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Agenda",
                "Monday",
                "Calendar 2026",
                "Standard form",
                "Foundation course",
                "Secretary rota",
                "Bank holiday",
                "BANK HOLIDAYS 2026.pdf",
                "Mandatory training",
                "Riverbank walk",
                "Contractor parking",
                "Secret Santa",
                "银行假日安排",
                "合同范本",
                "密码学入门",
                "非机密通知",
                "Mustervertrag",
                ""
            })
    void harmless(String title) {
        assertThat(Titles.find(title, WORDS, HARMLESS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Salary list, salary",
        "salaries_2026.xlsx, salaries",
        "SalaryReview2026, salary",
        "NDA-Acme.pdf, nda",
        "Passwords, password",
        "Gehaltsliste, gehalt*",
        "Arbeitsvertrag Meyer, *vertrag",
        "2026工资表, 工资",
        "客户名单（内部）, 客户名单",
        "銀行帳戶, 銀行",
        "private key of the server, private key"
    })
    void sensitive(String title, String word) {
        assertThat(Titles.find(title, WORDS, HARMLESS)).contains(word);
    }

    @Test
    void whatIsLeftOfAHarmlessPhraseIsStillRead() {
        assertThat(Titles.find("Bank holiday and salary list", WORDS, HARMLESS)).containsExactly("salary");
        assertThat(Titles.find("合同范本与工资", WORDS, HARMLESS)).containsExactly("工资");
        assertThat(Titles.find("private lunch key", WORDS, HARMLESS)).isEmpty();
    }
}
