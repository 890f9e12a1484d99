package dev.watchkeeper.finding;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One moment in the life of a finding; never changed, never deleted with the finding.
 *
 * @param seq the order of storing, given by the store; 0 before that
 * @param severity after the event; {@code before} is the severity before it if that changed
 * @param runId the audit run that saw it, else null
 * @param author who decided, else null; {@code until} is when the decision ends
 * @param quiet whether the finding was muted or held back then: nobody was told, nobody needs to hear the sequel
 */
public record FindingEvent(
        long seq,
        String findingId,
        String tenantId,
        String checkId,
        Kind kind,
        Instant at,
        Severity severity,
        @Nullable Severity before,
        @Nullable String runId,
        @Nullable String author,
        @Nullable String reason,
        @Nullable Instant until,
        boolean quiet) {
    /** What happened. */
    public enum Kind {
        OPENED,
        WORSENED,
        EASED,
        RESOLVED,
        REOPENED,
        ACKNOWLEDGED,
        /** The acknowledgement ended: its date passed or the finding became worse than what was acknowledged. */
        ACKNOWLEDGEMENT_ENDED,
        MUTED,
        UNMUTED,
        /** The mute ended by date or by a worse severity, with the problem still there: it is due again, as if new. */
        MUTE_ENDED,
        /** Something larger explains it; it is kept and not told. */
        HELD,
        /** What explained it is over and the problem is still there: it counts as new. */
        RELEASED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static FindingEvent of(Finding finding, Kind kind, Instant at, @Nullable String runId) {
        return new FindingEvent(
                0,
                finding.id(),
                finding.tenantId(),
                finding.checkId(),
                kind,
                at,
                finding.severity(),
                null,
                runId,
                null,
                null,
                null,
                finding.isQuiet(at));
    }

    FindingEvent from(Severity earlier) {
        return new FindingEvent(
                seq, findingId, tenantId, checkId, kind, at, severity, earlier, runId, author, reason, until, quiet);
    }

    FindingEvent by(String who, @Nullable String why, @Nullable Instant end) {
        return new FindingEvent(
                seq, findingId, tenantId, checkId, kind, at, severity, before, runId, who, why, end, quiet);
    }
}
