package dev.watchkeeper.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param grave whether its problem makes the whole answer a bad one; else it is a note beside a good one
 * @param problem asked at each request: what is wrong in plain words, or empty
 */
public record Probe(String name, boolean grave, Supplier<Optional<String>> problem) {
    public Probe(String name, Supplier<Optional<String>> problem) {
        this(name, true, problem);
    }

    /** Something people should know that is no reason to send work elsewhere. */
    public static Probe note(String name, Supplier<Optional<String>> problem) {
        return new Probe(name, false, problem);
    }

    /** The problem; one that throws has found one. */
    Optional<String> ask() {
        try {
            return problem.get();
        } catch (RuntimeException e) {
            return Optional.of("could not be asked: " + e);
        }
    }
}
