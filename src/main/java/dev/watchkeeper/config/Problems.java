package dev.watchkeeper.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems during one reading, so that all of them are reported at once. Not for several threads. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private int errors;

    public void error(Place place, String path, String message, String remedy) {
        errors++;
        found.add(Problem.error(place, path, message, remedy));
    }

    public void warning(Place place, String path, String message, String remedy) {
        found.add(Problem.warning(place, path, message, remedy));
    }

    public List<Problem> all() {
        return List.copyOf(found);
    }

    /** How many errors were found so far, warnings not counted. */
    public int errors() {
        return errors;
    }

    public boolean hasErrors() {
        return errors > 0;
    }
}
