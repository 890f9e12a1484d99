package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.mail.alert.AlertThread;
import dev.watchkeeper.mail.alert.ThreadsContract;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a memory of conversations does when several transactions use it at once. */
interface SharedThreadsContract extends ThreadsContract {
    Database database();

    private void begin() {
        threads()
                .begin(new AlertThread(
                        "i-1", 1, "t88", "z", "e", T0, T0, AlertThread.State.OPEN, T0, 0, null, null, null));
    }

    /** Runs the other in the midst of a transaction that has read and is about to act; returns what it found. */
    private <T> T amid(Runnable reads, Supplier<T> other, Runnable acts) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CompletableFuture<T> found = CompletableFuture.supplyAsync(() -> {
            await(read);
            return database().in(other);
        });
        database().run(() -> {
            reads.run();
            read.countDown();
            // Long enough for the other to finish if nothing held it back; if it is slower, nothing is shown.
            pause();
            acts.run();
        });
        return found.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void whoReadsTheLatestWaitsForWhoActsOnIt() throws Exception {
        begin();
        Optional<AlertThread> seen = amid(
                () -> threads().latest("i-1"),
                () -> threads().latest("i-1"),
                () -> threads().close("i-1"));

        assertThat(seen).map(AlertThread::state).contains(AlertThread.State.CLOSED);
    }

    @Test
    default void whatIsBeingRepeatedIsPassedOver() throws Exception {
        begin();
        List<AlertThread> seen = amid(
                () -> threads().breachedBefore(T0, 2),
                () -> threads().breachedBefore(T0, 2),
                () -> threads().repeated("i-1", 0));

        assertThat(seen).noneMatch(thread -> thread.repeats() == 0);
    }

    @Test
    default void whoIsOnItDoesNotOpenWhatWasClosedMeanwhile() throws Exception {
        begin();
        amid(
                () -> threads().find("i-1"),
                () -> threads().close("i-1"),
                () -> threads().acknowledge("i-1", "wang"));

        AlertThread left = threads().find("i-1").orElseThrow();
        assertThat(left.state()).isEqualTo(AlertThread.State.CLOSED);
        assertThat(left.breachedAt()).isEqualTo(T0);
        assertThat(left.acknowledgedBy()).isEqualTo("wang");
    }
}
