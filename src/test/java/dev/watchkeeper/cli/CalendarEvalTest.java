package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarEvalTest {
    /** CN of the reference's examples, written inline. */
    private static final String CN = """
            {"zone":"Asia/Shanghai","hours":{"mon":[["09:00","12:00"],["13:30","18:00"]],\
            "tue":[["09:00","12:00"],["13:30","18:00"]],"wed":[["09:00","12:00"],["13:30","18:00"]],\
            "thu":[["09:00","12:00"],["13:30","18:00"]],"fri":[["09:00","12:00"],["13:30","18:00"]]},\
            "date_hours":{"2026-05-09":[["09:00","12:00"],["13:30","18:00"]]},\
            "holidays":["2026-05-01","2026-05-04","2026-05-05"],"breaks":{"2026-05-11":[["12:00","13:00"]]}}""";

    private final CalendarEval eval =
            new CalendarEval(ServiceCalendars.of(List.of(CalendarSpec.always("24x7")), HolidaySets.shipped()));

    private String answer(String line) {
        StringBuilder out = new StringBuilder();
        eval.answer(line, out);
        return out.toString();
    }

    private String ask(String calendar, String rest) {
        return answer("{\"id\":\"1\",\"calendar\":" + calendar + "," + rest + "}");
    }

    @Test
    void addAnswersDueAndBreach() {
        assertThat(ask(CN, "\"op\":\"add\",\"from\":\"2026-04-30T08:40:00Z\",\"seconds\":14400"))
                .isEqualTo("{\"id\":\"1\",\"due_at\":\"2026-05-06T03:40:00Z\",\"breach_at\":\"2026-05-06T03:40:00Z\"}");
        assertThat(ask(CN, "\"op\":\"add\",\"from\":\"2026-05-08T17:30:00+08:00\",\"seconds\":1800"))
                .isEqualTo("{\"id\":\"1\",\"due_at\":\"2026-05-08T10:00:00Z\",\"breach_at\":\"2026-05-09T01:00:00Z\"}");
    }

    @Test
    void subtractAnswersLatestAndEarliest() {
        assertThat(ask(CN, "\"op\":\"subtract\",\"from\":\"2026-05-09T01:00:00Z\",\"seconds\":0"))
                .isEqualTo("{\"id\":\"1\",\"at\":\"2026-05-09T01:00:00Z\",\"at_earliest\":\"2026-05-08T10:00:00Z\"}");
    }

    @Test
    void instantsAreFlooredToTheSecondBeforeNothingIsTakenAway() {
        assertThat(ask(CN, "\"op\":\"subtract\",\"from\":\"2026-05-09T01:00:07.890Z\",\"seconds\":0"))
                .isEqualTo("{\"id\":\"1\",\"at\":\"2026-05-09T01:00:07Z\",\"at_earliest\":\"2026-05-09T01:00:07Z\"}");
    }

    @Test
    void manySegmentsComeWholeOrNotAtAll() {
        String twenty =
                ask(CN, "\"op\":\"segments\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2050-01-01T00:00:00Z\"");
        assertThat(twenty.split("\"start\"")).hasSizeGreaterThan(12_000);
        assertThat(twenty).endsWith("\"end\":\"2049-12-31T10:00:00Z\"}]}");
        assertThat(ask(CN, "\"op\":\"segments\",\"from\":\"2026-01-01T00:00:00Z\",\"count\":100001"))
                .contains("\"error\":\"count 100001 is not possible; accepted: 0 to 100000\"");
        assertThat(ask(CN, "\"op\":\"segments\",\"from\":\"1901-01-01T00:00:00Z\",\"to\":\"2299-01-01T00:00:00Z\""))
                .contains("\"error\":\"more than 100000 segments; ask for a shorter time\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-08T09:30:00Z, 2026-05-09T02:00:00Z, 5400",
        "2026-05-09T02:00:00Z, 2026-05-08T09:30:00Z, -5400",
        "2026-05-09T02:00:00Z, 2026-05-09T02:00:00Z, 0",
    })
    void betweenIsNegatedIfReversed(String from, String to, long seconds) {
        assertThat(ask(CN, "\"op\":\"between\",\"from\":\"" + from + "\",\"to\":\"" + to + "\""))
                .isEqualTo("{\"id\":\"1\",\"seconds\":" + seconds + "}");
    }

    @Test
    void isOpenAndSegments() {
        assertThat(ask("\"24x7\"", "\"op\":\"is_open\",\"from\":\"2026-05-08T09:30:00Z\""))
                .isEqualTo("{\"id\":\"1\",\"is_open\":true}");
        assertThat(ask(CN, "\"op\":\"segments\",\"from\":\"2026-05-08T09:30:00Z\",\"count\":2"))
                .isEqualTo("{\"id\":\"1\",\"segments\":["
                        + "{\"start\":\"2026-05-08T09:30:00Z\",\"end\":\"2026-05-08T10:00:00Z\"},"
                        + "{\"start\":\"2026-05-09T01:00:00Z\",\"end\":\"2026-05-09T04:00:00Z\"}]}");
        assertThat(ask("\"24x7\"", "\"op\":\"segments\",\"from\":\"2026-05-08T09:30:00Z\",\"count\":2"))
                .isEqualTo("{\"id\":\"1\",\"segments\":[{\"start\":\"2026-05-08T09:30:00Z\",\"end\":null}]}");
    }

    @Test
    void windowsMayCrossMidnightAndEndAt24() {
        String nights =
                "{\"zone\":\"UTC\",\"hours\":{\"mon\":[[\"22:00\",\"06:00\"]],\"tue\":[[\"22:00\",\"24:00\"]]}}";
        assertThat(ask(nights, "\"op\":\"between\",\"from\":\"2026-05-04T00:00:00Z\",\"to\":\"2026-05-07T00:00:00Z\""))
                .isEqualTo("{\"id\":\"1\",\"seconds\":36000}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1] | null | not a JSON object",
                "{\"id\": | null | not valid JSON",
                "{\"id\":7,\"op\":\"add\"} | 7 | calendar is missing",
                "{\"calendar\":\"x\",\"id\":\"a\\\"b\"} | \"a\\\"b\" | calendar 'x' is not known",
                "{\"id\":\"1\",\"calendar\":\"24x7\",\"op\":\"add\"} | \"1\" | from is missing",
                "{\"id\":\"1\",\"calendar\":\"24x7\",\"op\":\"mul\",\"from\":\"2026-01-01T00:00:00Z\"} | \"1\" | op 'mul'",
                "{\"id\":\"1\",\"calendar\":\"24x7\",\"op\":\"add\",\"from\":\"2026-01-01\"} | \"1\" | no instant",
                "{\"id\":\"1\",\"calendar\":\"24x7\",\"op\":\"add\",\"from\":\"2026-01-01T00:00:00Z\",\"seconds\":1.5} | \"1\" | whole number",
                "{\"id\":\"1\",\"calendar\":\"24x7\",\"op\":\"add\",\"from\":\"2026-01-01T00:00:00Z\",\"seconds\":-1} | \"1\" | negative",
                "{\"id\":\"1\",\"calendar\":\"24x7\",\"op\":\"add\",\"from\":\"9999-01-01T00:00:00Z\",\"seconds\":1} | \"1\" | outside the years",
                "{\"id\":\"1\",\"calendar\":{\"zone\":\"Mars/Base\"}} | \"1\" | no region id",
                "{\"id\":\"1\",\"calendar\":{\"zone\":\"UTC\",\"hour\":{}}} | \"1\" | the key is not known",
                "{\"id\":\"1\",\"calendar\":{\"zone\":\"UTC\",\"hours\":{\"mon\":[[\"09:00\",\"09:00\"]]}}} | \"1\" | starts when it ends",
            })
    void aBadLineIsAnsweredWithAnError(String line, String id, String message) {
        assertThat(answer(line)).startsWith("{\"id\":" + id + ",\"error\":\"").contains(message);
    }

    @Test
    void aCalendarThatNeverOpensIsUnreachable() {
        assertThat(ask(
                        "{\"zone\":\"UTC\",\"hours\":{}}",
                        "\"op\":\"add\",\"from\":\"2026-05-08T09:30:00Z\",\"seconds\":1"))
                .contains("\"due_at\":null")
                .contains("unreachable");
    }

    @Test
    void instantsReadAndWriteAsTheLibraryDoes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 7_000_000_000L));
            StringBuilder text = new StringBuilder();
            InstantText.append(text, instant);
            assertThat(text.toString()).isEqualTo(instant.toString());
            assertThat(InstantText.read("from", text.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"holidays\":\"2026-05-01\" | holidays: must be a list of dates",
                "\"holidays\":[20260501] | holidays: 20260501 is no text",
                "\"hours\":{\"mon\":[[900,1800]]} | 900 is no text",
                "\"hours\":{\"mon\":[[\"09:00\",\"18:00\"]],\"mon-tue\":[[\"10:00\",\"12:00\"]]} | the hours of MONDAY are given twice",
                "\"hours\":{\"mon\":[[\"09:00\",\"18:00\"]],\"monday\":[[\"10:00\",\"12:00\"]]} | the hours of MONDAY are given twice"
            })
    void whatIsWrittenTwiceOrInAnotherFormIsRefused(String part, String message) {
        assertThat(ask(
                        "{\"zone\":\"Asia/Shanghai\"," + part + "}",
                        "\"op\":\"is_open\",\"from\":\"2026-05-01T03:00:00Z\""))
                .contains("\"error\":\"")
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "Etc/GMT+8, false",
        "SystemV/EST5EDT, false",
        "EST5EDT, false",
        "GMT0, false",
        "PRC, false",
        "+08:00, false",
        "Etc/UTC, true",
        "UTC, true",
        "NZ-CHAT, true",
        "America/Argentina/Ushuaia, true",
        "Singapore, true"
    })
    void aZoneIsARegion(String zone, boolean accepted) {
        assertThat(ask("{\"zone\":\"" + zone + "\"}", "\"op\":\"is_open\",\"from\":\"2026-05-01T03:00:00Z\"")
                        .contains("is no region id"))
                .isNotEqualTo(accepted);
    }
}
