package dev.watchkeeper.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every memory of conversations does. */
public interface ThreadsContract {
    Threads threads();

    Instant T0 = Instant.parse("2026-11-24T00:35:00Z");

    private static AlertThread thread(String incident, int epoch, @Nullable Instant due) {
        return new AlertThread(
                incident,
                epoch,
                "t88",
                "【SLA】星海科技",
                "[SLA] Xinghai",
                T0,
                due,
                AlertThread.State.OPEN,
                null,
                0,
                null,
                null,
                Alerts.mark("50", T0));
    }

    @Test
    default void theNewestEpochIsTheThread() {
        threads().begin(thread("i-1", 1, T0));
        threads().begin(thread("i-1", 2, T0.plusSeconds(60)));
        threads().begin(thread("i-2", 1, null));

        assertThat(threads().latest("i-1")).contains(thread("i-1", 2, T0.plusSeconds(60)));
        assertThat(threads().find("i-1")).contains(thread("i-1", 1, T0));
        assertThat(threads().find("i-1e2")).contains(thread("i-1", 2, T0.plusSeconds(60)));
        assertThat(threads().latest("i-3")).isEmpty();
        assertThat(threads().open()).extracting(AlertThread::key).containsExactly("i-1", "i-1e2", "i-2");
    }

    /** Whoever acts on what he read a while ago changes what he means to change, and nothing that others did since. */
    @Test
    default void eachVerbChangesItsOwnAndNothingElse() {
        threads().begin(thread("i-1", 1, T0));
        SlaAlert breach = Alerts.breach(T0.plusSeconds(1800));

        assertThat(threads().told("i-1", breach)).isTrue();
        assertThat(threads().told("i-1", Alerts.breach(T0.plusSeconds(3600)))).isTrue();
        assertThat(threads().repeated("i-1", 0)).isTrue();
        assertThat(threads().repeated("i-1", 0)).isFalse();
        threads().noticed("i-1", T0.plusSeconds(5));
        assertThat(threads().acknowledge("i-1", "wang")).isTrue();
        assertThat(threads().repeated("i-1", 1)).isFalse();
        assertThat(threads().close("i-1")).isTrue();
        assertThat(threads().close("i-1")).isFalse();
        assertThat(threads().told("i-1", breach)).isFalse();
        assertThat(threads().acknowledge("i-1", "li")).isTrue();
        assertThat(threads().acknowledge("i-2", "li")).isFalse();

        AlertThread left = threads().find("i-1").orElseThrow();
        assertThat(left.state()).isEqualTo(AlertThread.State.CLOSED);
        assertThat(left.breachedAt()).isEqualTo(breach.asOf());
        assertThat(left.repeats()).isEqualTo(1);
        assertThat(left.lastNoticeAt()).isEqualTo(T0.plusSeconds(5));
        assertThat(left.acknowledgedBy()).isEqualTo("li");
        assertThat(left.facts()).isEqualTo(Alerts.breach(T0.plusSeconds(3600)));
        assertThat(threads().open()).isEmpty();
    }

    @Test
    default void findsBreachesThatWantRepeating() {
        for (String id : List.of("i-1", "i-2", "i-3")) {
            threads().begin(thread(id, 1, T0).told(Alerts.breach(T0)));
        }
        threads().begin(thread("i-4", 1, T0));
        threads().repeated("i-2", 0);
        threads().repeated("i-2", 1);
        threads().close("i-3");

        assertThat(threads().breachedBefore(T0, 2))
                .extracting(AlertThread::incident)
                .containsExactly("i-1");
        assertThat(threads().breachedBefore(T0.minusSeconds(1), 2)).isEmpty();
    }

    @Test
    default void whatIsDeferredWaitsOnceAndIsForgottenOnce() {
        Threads.Deferred one = new Threads.Deferred("am17", "F-1", "t88", T0);
        threads().defer(one);
        threads().defer(new Threads.Deferred("am17", "F-1", "t88", T0.plusSeconds(60)));
        threads().defer(new Threads.Deferred("am18", "F-1", "t88", T0.plusSeconds(60)));

        assertThat(threads().deferredUntil(T0)).containsExactly(one);
        threads().undefer("am17", "F-1");
        threads().undefer("am17", "F-1");
        assertThat(threads().deferredUntil(T0.plusSeconds(60)))
                .extracting(Threads.Deferred::recipientId)
                .containsExactly("am18");
    }

    @Test
    default void notesStayInOrder() {
        threads().note("i-1", T0, "50: not told");
        threads().note("i-2", T0, "other");
        threads().note("i-1", T0, "closed");

        assertThat(threads().notes("i-1"))
                .containsExactly(new Threads.Note(T0, "50: not told"), new Threads.Note(T0, "closed"));
    }
}
