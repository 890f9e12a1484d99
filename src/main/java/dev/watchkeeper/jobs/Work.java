package dev.watchkeeper.jobs;

/** One round of a background job. */
@FunctionalInterface
public interface Work {
    /** Does what is due; returns how many things it did, for the log and the history. */
    long run() throws Exception;
}
