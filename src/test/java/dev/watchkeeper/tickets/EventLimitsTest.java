package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventLimitsTest {
    @Test
    void theLengthCountedIsTheLengthWritten() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 2_000; i++) {
            Object value = value(random, 4);
            assertThat(EventLimits.jsonLength(value))
                    .as("%s", value)
                    .isEqualTo(mapper.writeValueAsString(value).length());
        }
    }

    private static TicketEventBuilder event(EventType type) {
        return TicketEvent.builder("/desk", "e", type, "1", Instant.parse("2026-09-07T01:00:00Z"));
    }

    @Test
    void everyTextThatBecomesAKeyOrAColumnHasItsLimit() {
        String emoji = "\ud83d\ude00";
        Map<TicketEvent, String> wrong = new LinkedHashMap<>();
        wrong.put(event(EventType.TICKET_OPENED).attr("plan", "p".repeat(101)).build(), "data.attrs.plan has 101");
        wrong.put(event(EventType.PLAN_CHANGED).change(null, "p".repeat(101)).build(), "data.to has 101 characters");
        wrong.put(
                event(EventType.CUSTOMER_CHANGED).change(null, "c".repeat(256)).build(), "data.to has 256 characters");
        wrong.put(event(EventType.TICKET_SPLIT).change(null, "s".repeat(401)).build(), "data.to has 401 characters");
        wrong.put(
                event(EventType.TICKET_MERGED)
                        .attr("merged_into", "一".repeat(401))
                        .build(),
                "has 401 characters");
        wrong.put(event(EventType.TICKET_OPENED).customer("half \ud83d").build(), "lone surrogate");
        wrong.put(event(EventType.TICKET_OPENED).customer("half \ude00 ").build(), "lone surrogate");
        wrong.put(event(EventType.TICKET_OPENED).customer("nul \0").build(), "control characters");
        wrong.put(
                TicketEvent.builder("/desk", "e", EventType.TICKET_OPENED, "1", Instant.MAX)
                        .build(),
                "lies outside 1990 to 2199");
        wrong.put(event(EventType.SOURCE_WATERMARK).completeTo(Instant.MIN).build(), "lies outside 1990 to 2199");
        wrong.put(
                event(EventType.CORRECTION)
                        .correction(
                                new TicketEvent.Correction(new TicketEvent.Key("/desk", "i".repeat(401)), null, null))
                        .build(),
                "data.supersedes.id has 401");
        wrong.forEach((event, message) -> assertThatThrownBy(() -> EventLimits.check(event))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining(message));

        EventLimits.check(event(EventType.TICKET_OPENED)
                .customer(emoji)
                .attr("plan", emoji.repeat(50))
                .attr("title", "t".repeat(10_000))
                .build());
    }

    /** A correction is laid over its event when that is folded: it must not bring in what intake would refuse. */
    @Test
    void aCorrectionCannotBringInWhatIsTooLong() {
        TicketEvent opened = event(EventType.TICKET_OPENED).build();
        TicketEvent correction = TicketEvent.builder(
                        "/operator", "c", EventType.CORRECTION, "1", Instant.parse("2026-09-07T02:00:00Z"))
                .correction(new TicketEvent.Correction(
                        opened.key(), Map.of("attrs", Map.of("plan", "p".repeat(101))), null))
                .build();

        Corrections.Effective left = Corrections.apply(List.of(opened, correction));

        assertThat(left.events()).containsExactly(opened);
        assertThat(left.problems()).singleElement().asString().contains("data.attrs.plan has 101 characters");
    }

    private static Object value(SplittableRandom random, int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> {
                return random.nextInt(0, 1_000_000);
            }
            case 1 -> {
                return random.nextDouble();
            }
            case 2 -> {
                return new BigDecimal("1.5E+400");
            }
            case 3 -> {
                return BigInteger.TWO.pow(random.nextInt(1, 200));
            }
            case 4 -> {
                return random.nextBoolean();
            }
            case 5 -> {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(30); i > 0; i--) {
                    text.appendCodePoint(
                            random.nextBoolean() ? random.nextInt(0, 128) : random.nextInt(0x4e00, 0x9fff));
                }
                return text.toString();
            }
            case 6 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                return list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put("k\"" + i, value(random, depth - 1));
                }
                return map;
            }
        }
    }
}
