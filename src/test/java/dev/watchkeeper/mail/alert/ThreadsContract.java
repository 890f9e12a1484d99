package dev.watchkeeper.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
        threads().save(thread("i-1", 1, T0));
        threads().save(thread("i-1", 2, T0.plusSeconds(60)));
        threads().save(thread("i-2", 1, null));

        assertThat(threads().latest("i-1")).contains(thread("i-1", 2, T0.plusSeconds(60)));
        assertThat(threads().find("i-1")).contains(thread("i-1", 1, T0));
        assertThat(threads().find("i-1e2")).contains(thread("i-1", 2, T0.plusSeconds(60)));
        assertThat(threads().latest("i-3")).isEmpty();
        assertThat(threads().open()).extracting(AlertThread::key).containsExactly("i-1", "i-1e2", "i-2");
    }

    @Test
    default void subjectAndDeadlineAreFrozenTheRestMoves() {
        AlertThread first = thread("i-1", 1, T0);
        threads().save(first);
        AlertThread later = first.told(Alerts.breach(T0.plusSeconds(1800)))
                .noticed(T0)
                .acknowledged("wang")
                .repeated();
        threads().save(later);

        assertThat(threads().find("i-1")).contains(later);
        threads().save(later.closed());
        assertThat(threads().open()).isEmpty();
    }

    @Test
    default void findsBreachesThatWantRepeating() {
        threads().save(thread("i-1", 1, T0).told(Alerts.breach(T0)));
        threads().save(thread("i-2", 1, T0).told(Alerts.breach(T0)).repeated().repeated());
        threads().save(thread("i-3", 1, T0).told(Alerts.breach(T0)).closed());
        threads().save(thread("i-4", 1, T0));

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
