package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryNotices;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePollingTest {
    private final MemorySourceStates states = new MemorySourceStates();
    private final MemoryNotices notices = new MemoryNotices();
    private final TestClock clock = TestClock.at("2026-09-07T02:00:00Z");
    private final List<String> stale = new ArrayList<>();
    private boolean broken;
    private boolean mad;

    private final SourcePolling polling = new SourcePolling(
            () -> List.of(reader("bad"), reader("good")),
            () -> List.of(
                    new SourcePolling.Patience("bad", Duration.ofMinutes(5)),
                    new SourcePolling.Patience("good", Duration.ofMinutes(5)),
                    new SourcePolling.Patience("hook", null)),
            states,
            notices,
            (source, since) -> stale.add(source + " " + since),
            clock);

    private PolledSource reader(String id) {
        return new PolledSource() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void poll(Instant now) throws SourceUnreadable {
                if (mad && id.equals("bad")) {
                    throw new IllegalStateException("nobody thought of this");
                }
                if (broken && id.equals("bad")) {
                    throw new SourceUnreadable("connection refused", new IllegalStateException());
                }
                states.advanced(id, "1", now, now);
            }
        };
    }

    @Test
    void aSourceThatFailsIsStaleAfterAWhileAndTheOthersAreReadAllTheSame() {
        assertThat(polling.pollAll()).isEqualTo(2);
        broken = true;
        clock.forward(Duration.ofMinutes(5));
        assertThat(polling.pollAll()).isEqualTo(1);
        assertThat(notices.open()).isEmpty();
        clock.forward(Duration.ofSeconds(1));
        polling.pollAll();

        assertThat(notices.open()).containsOnlyKeys("bad stale");
        assertThat(stale).containsExactly("bad 2026-09-07T02:00:00Z");
        assertThat(states.find("bad").orElseThrow().watermark()).isEqualTo("2026-09-07T02:00:00Z");
        assertThat(states.find("good").orElseThrow().watermark()).isEqualTo(clock.instant());

        broken = false;
        polling.pollAll();
        assertThat(notices.open()).isEmpty();
    }

    @Test
    void anUnexpectedFailureIsTheSourcesOwnToo() {
        mad = true;

        assertThat(polling.pollAll()).isEqualTo(1);

        assertThat(states.find("good").orElseThrow().okAt()).isEqualTo(clock.instant());
        assertThat(states.find("bad").orElseThrow().error()).contains("nobody thought of this");
    }

    @Test
    void aSourceThatNeverWorkedIsStaleToo() {
        broken = true;
        polling.pollAll();
        clock.forward(Duration.ofMinutes(6));
        polling.pollAll();

        assertThat(notices.open()).containsOnlyKeys("bad stale");
    }
}
