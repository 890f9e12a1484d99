package dev.watchkeeper.mail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.tenant.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private final Words zh = Words.of(Language.ZH_CN, SHANGHAI);
    private final Words en = Words.of(Language.EN, SHANGHAI);

    @Test
    void bothFilesHoldTheSameKeysWithTheSamePlaceholders() {
        assertThat(Words.placeholders(Language.EN)).isEqualTo(Words.placeholders(Language.ZH_CN));
        assertThat(Words.placeholders(Language.EN)).hasSizeGreaterThan(100);
    }

    @Test
    void everyCountedTextHasBothForms() {
        assertThat(Words.placeholders(Language.EN).keySet().stream().filter(k -> k.endsWith(".one")))
                .allMatch(k -> en.knows(k.replaceFirst("one$", "other")));
    }

    @Test
    void aMissingKeyOrValueFailsAtOnce() {
        assertThatThrownBy(() -> zh.say("no.such.key")).hasMessageContaining("words.zh-CN.properties");
        assertThatThrownBy(() -> zh.say("todo.first")).hasMessageContaining("{step}");
    }

    @Test
    void aValueIsNeverReadAsAPattern() {
        assertThat(en.say("todo.first", "step", "{step} $1 \\")).isEqualTo("First: {step} $1 \\");
    }

    @Test
    void numbersChooseTheirForm() {
        assertThat(en.count("verdict.act", 1)).isEqualTo("1 thing needs you today");
        assertThat(en.count("verdict.act", 3)).isEqualTo("3 things need you today");
        assertThat(zh.count("verdict.act", 1)).isEqualTo("今天有 1 件事要处理");
    }

    @Test
    void datesReadAsPeopleWriteThem() {
        Instant at = Instant.parse("2026-11-24T00:40:00Z");
        LocalDate day = LocalDate.of(2026, 11, 24);
        assertThat(zh.format().weekdayAndDay(day)).isEqualTo("11月24日 周二");
        assertThat(en.format().weekdayAndDay(day)).isEqualTo("Tue 24 Nov");
        assertThat(zh.format().time(at)).isEqualTo("08:40");
        assertThat(zh.format().when(at, at.plusSeconds(3600))).isEqualTo("08:40");
        assertThat(en.format().when(at, at.plus(Duration.ofDays(1)))).isEqualTo("24 Nov 08:40");
        assertThat(zh.format().span(day.minusDays(7), day.minusDays(1))).isEqualTo("11月17日至23日");
        assertThat(en.format().span(LocalDate.of(2026, 10, 28), day)).isEqualTo("28 Oct–24 Nov");
        assertThat(zh.format().span(Duration.ofMinutes(25))).isEqualTo("25 分钟");
        assertThat(en.format().span(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
        assertThat(zh.format().span(Duration.ofHours(50))).isEqualTo("2 天");
        assertThat(zh.format().zoneName()).isEqualTo("上海时间");
        assertThat(zh.format().signed(-12)).isEqualTo("−12");
    }

    @Test
    void sharesAreCutAndDifferencesTakenFromWhatIsPrinted() {
        assertThat(new Share(53, 55).percent()).isEqualTo("96.3%");
        assertThat(new Share(60, 63).percent()).isEqualTo("95.2%");
        assertThat(new Share(53, 55).pointsSince(new Share(60, 63))).isEqualTo("+1.1");
        assertThat(new Share(99_999, 100_000).percent()).isEqualTo("99.9%");
        assertThat(new Share(10, 10).percent()).isEqualTo("100.0%");
        assertThat(new Share(9, 9).printable()).isFalse();
        assertThatThrownBy(() -> new Share(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
