package dev.watchkeeper.report;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import java.time.Instant;
import java.util.List;

/**
 * How a finding stood at an instant: what happened since is undone, the latest first.
 *
 * @param accepted its risk was accepted
 * @param held something larger explained it
 */
record FindingThen(boolean open, Severity severity, boolean accepted, boolean held) {
    /**
     * The standing at an instant.
     *
     * @param events of this finding after that instant, oldest first
     */
    static FindingThen at(Finding finding, List<FindingEvent> events, Instant then) {
        boolean open = finding.isOpen();
        Severity severity = finding.severity();
        boolean held = finding.heldBy() != null;
        boolean decided = false;
        boolean accepted = false;
        for (int i = events.size() - 1; i >= 0; i--) {
            FindingEvent event = events.get(i);
            if (!event.at().isAfter(then)) {
                break;
            }
            switch (event.kind()) {
                case OPENED, REOPENED -> open = false;
                case RESOLVED -> {
                    open = true;
                    severity = event.severity();
                }
                case WORSENED, EASED -> severity = event.before() == null ? severity : event.before();
                case MUTED -> {
                    decided = true;
                    accepted = false;
                }
                case UNMUTED, MUTE_ENDED -> {
                    decided = true;
                    accepted = true;
                }
                case HELD -> held = false;
                case RELEASED -> held = true;
                case ACKNOWLEDGED, ACKNOWLEDGEMENT_ENDED -> {
                    // Says who works on it; changes nothing that is counted.
                }
            }
        }
        return new FindingThen(open, severity, decided ? accepted : muted(finding, then), held);
    }

    private static boolean muted(Finding finding, Instant at) {
        Finding.Decision decision = finding.muted();
        return decision != null && !at.isBefore(decision.at()) && at.isBefore(decision.until());
    }

    boolean visible() {
        return open && !accepted && !held;
    }

    boolean counted() {
        return visible() && severity.atLeast(Severity.HIGH);
    }
}
