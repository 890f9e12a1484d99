package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final LoopWatch watch = new LoopWatch(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aLoopThatFallsSilentIsNamedUntilItBeatsAgain() {
        Runnable delivery = watch.watch("delivery", Duration.ofMinutes(1));
        watch.watch("marks", Duration.ofHours(1));

        pass(Duration.ofSeconds(60));
        assertThat(watch.silent()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(watch.silent()).singleElement().asString().contains("'delivery'", "61 s");
        delivery.run();
        assertThat(watch.silent()).isEmpty();
    }

    @Test
    void aLoopThatEndedIsForgotten() {
        watch.watch("delivery", Duration.ofMinutes(1));
        watch.forget("delivery");
        pass(Duration.ofHours(1));

        assertThat(watch.silent()).isEmpty();
    }
}
