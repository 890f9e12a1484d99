package dev.watchkeeper.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param problem asked at each request: what is wrong in plain words, or empty
 */
public record Probe(String name, Supplier<Optional<String>> problem) {}
