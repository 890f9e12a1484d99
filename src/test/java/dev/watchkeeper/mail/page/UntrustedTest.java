package dev.watchkeeper.mail.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedTest {
    @Test
    void marksThatNobodySeesAreGone() {
        assertThat(Untrusted.of("a\u0000b\u202ec\u2066d\u200be\u200ff\ufeffg\uffffh")
                        .display(40))
                .isEqualTo("abcdefgh");
        assertThat(Untrusted.of("Evil\r\nBcc:\tx").display(40)).isEqualTo("Evil Bcc: x");
        assertThat(Untrusted.of(" \u00a0 \u3000 ").display(40)).isEqualTo("–");
        assertThat(Untrusted.of("e\u0301").display(40)).isEqualTo("é");
        assertThat(Untrusted.of("a\ud800b").display(40)).isEqualTo("ab");
    }

    @Test
    void isCutByColumnsNotByCharacters() {
        assertThat(Untrusted.of("上海浦东新区").display(8)).isEqualTo("上海浦…");
        assertThat(Untrusted.of("Xinghai").display(7)).isEqualTo("Xinghai");
        assertThat(Untrusted.of("x".repeat(1_000_000)).display(12)).hasSize(12);
    }

    @Test
    void nothingInItBecomesALink() {
        assertThat(Untrusted.of("https://phish.example/a.b").display(60))
                .isEqualTo("https://\u200bphish.\u200bexample/a.\u200bb");
        assertThat(Untrusted.of("li@x.example").plain(60)).isEqualTo("li@x.example");
        assertThat(Untrusted.of("V1.2 ist da.").display(60)).isEqualTo("V1.\u200b2 ist da.");
    }

    @Test
    void whateverComesInFitsAndHoldsNoControlCharacter() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.appendCodePoint(random.nextInt(3) == 0 ? random.nextInt(0x3000) : random.nextInt(0x20000));
            }
            int columns = random.nextInt(2, 30);
            String shown = Untrusted.of(text.toString()).plain(columns);
            assertThat(Columns.width(shown)).as("run %s", i).isLessThanOrEqualTo(columns);
            assertThat(shown).doesNotContainPattern("[\\p{Cc}\\u2028\\u202a-\\u202e\\u2066-\\u2069]");
            assertThat(shown).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://admin.google.com/",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://evil.example/",
                "https://admin.google.com@evil.example/",
                "https://user@admin.google.com/",
                "https://admin.google.com.evil.example/",
                "//admin.google.com/",
                "https:///x",
                "https://admin.google.com/\u202e",
                "not an address"
            })
    void linksLeadToKnownHostsOnly(String address) {
        Links links = new Links(List.of("helpdesk.example"), "w@reseller.example");
        assertThat(links.to("x", address).map(SafeLink::href))
                .satisfiesAnyOf(
                        href -> assertThat(href).isEmpty(),
                        href -> assertThat(href)
                                .hasValueSatisfying(
                                        h -> assertThat(h).isEqualTo("https://admin.google.com/%E2%80%AE")));
        assertThat(links.to("x", "https://HELPDESK.example/t/1")).isPresent();
        assertThat(links.write("Pause", "PAUSE 7d&body=x\r\n").href())
                .isEqualTo("mailto:w@reseller.example?subject=PAUSE%207d%26body%3Dx%0D%0A");
    }

    @ParameterizedTest
    @CsvSource({"abc,3", "星海,4", "é,1", "😀,2", "（）,4", "–,1"})
    void widthsAreThoseOfATerminal(String text, int width) {
        assertThat(Columns.width(text)).isEqualTo(width);
    }
}
