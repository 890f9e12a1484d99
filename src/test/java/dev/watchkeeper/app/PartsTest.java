package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void whatRunsStopsAtOnceAndBeforeWhatItUses() {
        CyclicBarrier together = new CyclicBarrier(3);
        parts.open("database", () -> told.add("database"));
        parts.runs("auditor", () -> together.await(10, TimeUnit.SECONDS));
        parts.add("loop", () -> told.add("started"), () -> together.await(10, TimeUnit.SECONDS));
        parts.add("bells", () -> {}, () -> together.await(10, TimeUnit.SECONDS));
        parts.start();

        parts.close();

        assertThat(told).as("none waited for another").containsExactly("started", "database");
        parts.close();
        assertThat(told).hasSize(2);
    }

    @Test
    void aStopThatFailsKeepsNothingOpen() {
        parts.open("database", () -> told.add("database"));
        parts.add("loop", () -> {}, () -> {
            throw new IllegalStateException("planted");
        });
        parts.start();

        assertThatThrownBy(parts::close).hasMessage("planted");
        assertThat(told).containsExactly("database");
    }
}
