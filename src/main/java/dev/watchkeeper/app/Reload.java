package dev.watchkeeper.app;

import dev.watchkeeper.config.Problem;
import java.util.List;

/**
 * What came of reading the configuration again.
 *
 * @param changes in words, for the log: what is different now
 * @param needRestart keys of watchkeeper.yaml that differ from those the process runs with
 * @param problems why it was refused; warnings otherwise
 */
public record Reload(Outcome outcome, List<String> changes, List<String> needRestart, List<Problem> problems) {
    /** The three ways it can end. */
    public enum Outcome {
        UNCHANGED,
        APPLIED,
        /** The old configuration stays in force. */
        REFUSED
    }

    public Reload {
        changes = List.copyOf(changes);
        needRestart = List.copyOf(needRestart);
        problems = List.copyOf(problems);
    }
}
