package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import java.time.Instant;

/**
 * How a finding stood at some instant.
 *
 * @param muted its risk was accepted
 * @param held something larger explained it
 */
record Standing(boolean open, Severity severity, boolean muted, boolean held) {
    static Standing now(Finding finding, Instant now) {
        return new Standing(
                finding.isOpen(),
                finding.severity(),
                muted(finding, finding.severity(), now),
                finding.heldBy() != null);
    }

    /** As the last digest printed it; what it did not print was not visible, whatever the reason. */
    static Standing printed(Finding finding, Baseline baseline) {
        Severity severity = baseline.visible().get(finding.id());
        return severity == null
                ? new Standing(false, finding.severity(), false, false)
                : new Standing(true, severity, false, false);
    }

    private static boolean muted(Finding finding, Severity severity, Instant at) {
        Finding.Decision decision = finding.muted();
        return decision != null
                && !at.isBefore(decision.at())
                && at.isBefore(decision.until())
                && !severity.worseThan(decision.severity());
    }

    /** Somebody should hear of it. */
    boolean visible() {
        return open && !muted && !held;
    }

    /** Among the open critical and high findings. */
    boolean counted() {
        return visible() && severity.atLeast(Severity.HIGH);
    }

    /** For {@code mail explain}: {@code open, high}. */
    String inWords() {
        if (!open) {
            return "not open";
        }
        return (muted ? "accepted" : held ? "held back" : "open") + ", " + severity.word();
    }

    Figures figures() {
        if (!counted()) {
            return Figures.NONE;
        }
        return severity == Severity.CRITICAL ? new Figures(1, 0) : new Figures(0, 1);
    }
}
