package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.OpeningText;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualitySignsTest {
    private static List<String> signs(Script script) {
        return QualitySigns.of(
                script.events(),
                Script.on("ALL")
                        .channels("basic", Channel.EMAIL, Channel.HOTLINE)
                        .target(Metric.FIRST_RESPONSE, "1h")
                        .fold()
                        .fold(
                                new TicketHistory(Script.KEY, script.events()),
                                Watermarks.COMPLETE,
                                Script.at("2026-09-07T06:00:00Z")));
    }

    @Test
    void aCallAboutAQuestionUsesTheUrgentChannel() {
        assertThat(signs(Script.on("ALL")
                        .opened(
                                "2026-09-07T01:00:00Z",
                                e -> e.channel(Channel.HOTLINE).attr("severity", "S4"))))
                .contains("urgent_channel_for_trivial");
        assertThat(signs(Script.on("ALL")
                        .opened(
                                "2026-09-07T01:00:00Z",
                                e -> e.channel(Channel.HOTLINE).attr("severity", "S1"))))
                .doesNotContain("urgent_channel_for_trivial");
    }

    @Test
    void aChannelThatThePlanLeavesOutIsFlagged() {
        assertThat(signs(Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.channel(Channel.CHAT))))
                .contains("channel_out_of_plan");
    }

    @Test
    void whatTheOpeningLacksIsNamed() {
        assertThat(signs(Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.attr("lacks", List.of("time")))))
                .contains("opening_lacks:time");
        assertThat(signs(Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.attr("text", "please help"))))
                .contains("opening_lacks:error_text", "opening_lacks:time", "opening_lacks:affected_users");
    }

    /** A sender may list anything; a ticket's line holds a few words. */
    @Test
    void ofWhatASenderListsOnlyAFewWordsCount() {
        List<String> many = java.util.stream.IntStream.range(0, 1000)
                .mapToObj(i -> "word" + i)
                .toList();
        assertThat(signs(Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.attr("lacks", many))))
                .hasSizeLessThan(20);
        assertThat(signs(Script.on("ALL")
                        .opened("2026-09-07T01:00:00Z", e -> e.attr("lacks", List.of("a,b", "x".repeat(5000))))))
                .noneMatch(sign -> sign.startsWith("opening_lacks:"));
    }

    @Test
    void textsAreReadInBothLanguages() {
        assertThat(OpeningText.lacks("今天 08:50 起，全公司收信失败，报错 550")).isEmpty();
        assertThat(OpeningText.lacks("Since 08:50 all users get error 550")).isEmpty();
        assertThat(OpeningText.lacks("邮箱坏了")).containsExactly("error_text", "time", "affected_users");
    }
}
