package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.health.ActivityEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One tenant with 100,000 setting events and 500 units, judged whole. */
class ManySettingsIT {
    @Test
    void aHundredThousandEventsAreJudgedInSeconds() {
        RuleBook book = SettingRulesReader.packaged();
        SplittableRandom random = new SplittableRandom(3);
        List<UnitTree.Listed> units = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            units.add(new UnitTree.Listed("u" + i, i < 50 ? "/a" + i : "/a" + i % 50 + "/b" + i));
        }
        List<Setting> settings = book.settings().stream()
                .filter(s -> List.of("gmail", "drive", "chat", "meet").contains(s.product()))
                .toList();
        List<ActivityEvent> events = new ArrayList<>();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 100_000; i++) {
            Setting setting = settings.get(random.nextInt(settings.size()));
            List<String> values = List.copyOf(setting.values());
            String application = Map.of(
                            "gmail", "Gmail", "drive", "Drive and Docs", "chat", "Google Chat", "meet", "Google Meet")
                    .getOrDefault(setting.product(), "");
            events.add(new ActivityEvent(
                    "admin",
                    start.plusSeconds(i * 60L),
                    i,
                    0,
                    "",
                    "CHANGE_APPLICATION_SETTING",
                    "a@b",
                    null,
                    null,
                    null,
                    Map.of(
                            "APPLICATION_NAME",
                            application,
                            "SETTING_NAME",
                            setting.name(),
                            "NEW_VALUE",
                            values.isEmpty() ? "20" : values.get(random.nextInt(values.size())),
                            "ORG_UNIT_NAME",
                            i % 9 == 0
                                    ? "example.com"
                                    : units.get(random.nextInt(500)).path())));
        }

        long before = System.nanoTime();
        Ledger.Builder ledger = Ledger.builder(book, start, Instant.parse("2027-01-01T00:00:00Z"))
                .listing(units)
                .rootNames(Set.of("example.com"));
        events.forEach(ledger::add);
        List<RuleVerdict> verdicts = new ProductJudge(ledger.build()).judge();
        Duration product = Duration.ofNanos(System.nanoTime() - before);
        before = System.nanoTime();
        ReferenceJudge reference = new ReferenceJudge(book, "example.com", Set.of());
        events.forEach(reference::add);
        reference.judge();
        Duration other = Duration.ofNanos(System.nanoTime() - before);
        System.out.println("100,000 events, 500 units: product " + product.toMillis() + " ms, reference "
                + other.toMillis() + " ms");

        assertThat(verdicts).hasSize(105);
        assertThat(product).isLessThan(Duration.ofSeconds(20));
    }
}
