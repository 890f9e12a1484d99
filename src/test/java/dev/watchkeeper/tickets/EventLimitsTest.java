package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
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
