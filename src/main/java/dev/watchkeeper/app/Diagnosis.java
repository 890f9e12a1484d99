package dev.watchkeeper.app;

/**
 * What the doctor found out about one thing.
 *
 * @param area for example {@code database}, {@code mail}, {@code google}
 * @param subject which one: a tenant, a route, a source
 * @param lost what does not work without it; empty if all is well
 */
public record Diagnosis(String area, String subject, State state, String message, String lost) {
    /** How it is. */
    public enum State {
        OK,
        /** Works as configured, but somebody may want to know. */
        NOTE,
        FAILED
    }

    static Diagnosis ok(String area, String subject, String message) {
        return new Diagnosis(area, subject, State.OK, message, "");
    }

    static Diagnosis note(String area, String subject, String message, String lost) {
        return new Diagnosis(area, subject, State.NOTE, message, lost);
    }

    static Diagnosis failed(String area, String subject, String message, String lost) {
        return new Diagnosis(area, subject, State.FAILED, message, lost);
    }
}
