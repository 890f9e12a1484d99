package dev.watchkeeper.jobs;

import java.util.function.Supplier;

/** Runs work so that everything the stores write inside it commits together or not at all. */
public interface Transactions {
    /** Joins the running transaction of this thread if there is one. */
    <T> T in(Supplier<T> work);

    default void run(Runnable work) {
        in(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
