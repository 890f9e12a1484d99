package dev.watchkeeper.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.mail.page.Columns;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WrapTest {
    @Test
    void breaksAtBlanksAndBetweenWideCharacters() {
        assertThat(Wrap.lines("one two three", "", "", 8)).containsExactly("one two", "three");
        assertThat(Wrap.lines("星海科技工单", "- ", "  ", 8)).containsExactly("- 星海科", "  技工单");
        assertThat(Wrap.lines("星海科，技", "", "", 6)).containsExactly("星海", "科，技");
        assertThat(Wrap.lines("aaaaaaaaaa", "", "", 4)).containsExactly("aaaa", "aaaa", "aa");
        assertThat(Wrap.lines("", "1. ", "   ", 10)).containsExactly("1.");
    }

    @Test
    void neverWiderThanAskedAndNothingLost() {
        SplittableRandom random = new SplittableRandom(3);
        String alphabet = "ab cd，。星海 （x）「y」 🙂 .";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(120); n > 0; n--) {
                int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
                text.appendCodePoint(alphabet.codePointAt(at));
            }
            var lines = Wrap.lines(text.toString(), "* ", "  ", 20);
            assertThat(lines).as("run %s: %s", i, text).allMatch(line -> Columns.width(line) <= 20);
            assertThat(String.join("", lines).replace(" ", "").replaceFirst("^\\*", ""))
                    .isEqualTo(text.toString().replace(" ", ""));
        }
    }
}
