package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockNameTest {
    @Test
    void plainTicketsAreCalledAsEver() {
        assertThat(ClockName.ticket("zendesk-main/4711")).isEqualTo("zendesk-main-4711");
        assertThat(ClockName.ticket("jira-main/SUP-12")).isEqualTo("jira-main.SUP-12");
        assertThat(ClockName.ticket("desk/a/b")).matches("desk~[0-9a-f]{40}");
        assertThat(ClockName.ticketOf("jira-main.SUP-12-fr-1e2")).isEqualTo("jira-main.SUP-12");
        assertThat(ClockName.ticketOf("storm")).isEmpty();
    }

    @Test
    void twoTicketsNeverShareAName() {
        Map<String, String> names = new HashMap<>();
        List<String> parts = List.of("a", "-", ".", "/", "1", "-fr-1", "e2", "~", "B", "é", " ", ":", "b".repeat(70));
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder key = new StringBuilder(random.nextBoolean() ? "desk" : "desk-eu").append('/');
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                key.append(parts.get(random.nextInt(parts.size())));
            }
            String name = ClockName.ticket(key.toString());
            assertThat(names.getOrDefault(name, key.toString())).as(name).isEqualTo(key.toString());
            names.put(name, key.toString());
            assertThat(name).doesNotContain(":", "/", " ").hasSizeLessThan(ClockName.LONGEST);
            assertThat(ClockName.ticketOf(name + "-res-12")).isEqualTo(name);
        }
    }
}
