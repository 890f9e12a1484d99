package dev.watchkeeper.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoryClockTest {
    @Test
    void theStoryFitsBeforeNowWheneverItIsTold() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(400 * 86_400));
            TestClock real = new TestClock(now);
            StoryClock story = new StoryClock(real);
            assertThat(story.instant()).isEqualTo(story.beforeWork(1));
            Instant before = story.instant();
            for (int day = 1; day <= 2; day++) {
                for (Instant scene :
                        new Instant[] {story.beforeWork(day), story.easternMorning(day), story.westernMorning(day)}) {
                    assertThat(scene).isBeforeOrEqualTo(now).isAfterOrEqualTo(before);
                    story.jump(scene);
                    assertThat(story.instant()).isEqualTo(scene);
                    before = scene;
                }
            }
            assertThat(Duration.between(story.instant(), now)).isLessThan(Duration.ofHours(26));
            story.release();
            assertThat(story.instant()).isEqualTo(now);
        }
    }

    @Test
    void itRunsOnBetweenTheScenesAndNeverBack() {
        TestClock real = TestClock.at("2026-11-24T12:00:00Z");
        StoryClock story = new StoryClock(real);
        Instant begin = story.instant();
        real.forward(Duration.ofSeconds(5));
        assertThat(story.instant()).isEqualTo(begin.plusSeconds(5));
        story.jump(begin);
        assertThat(story.instant()).isEqualTo(begin.plusSeconds(5));
        story.jump(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(story.instant()).isEqualTo(real.instant());
    }
}
