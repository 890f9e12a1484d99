package dev.watchkeeper.jobs;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The parts of one round of a job: each is done whatever became of the others. Used once, by one thread. */
public final class Steps {
    private long items;
    private @Nullable Throwable failure;

    /** Does a part and counts what it did. */
    public Steps then(LongSupplier part) {
        try {
            items += part.getAsLong();
        } catch (RuntimeException | StackOverflowError e) {
            if (failure == null) {
                failure = e;
            } else if (failure != e) {
                failure.addSuppressed(e);
            }
        }
        return this;
    }

    /** Does a part that has nothing to count. */
    public Steps run(Runnable part) {
        return then(() -> {
            part.run();
            return 0;
        });
    }

    /** What the parts did; throws what the first of those threw that failed, with the others beside it. */
    public long end() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return items;
    }
}
