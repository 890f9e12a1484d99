package dev.watchkeeper.google;

/** How many nodes share the project's quota right now; asked every few seconds, may answer from memory. */
@FunctionalInterface
public interface LiveNodes {
    LiveNodes ONE = () -> 1;

    int count();
}
