package dev.watchkeeper.finding;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One problem of one tenant over its whole life, named by its fingerprint (tenant, check, subject).
 *
 * @param id made from the fingerprint, so that every node and every restore gives the same problem the same name
 * @param tenantId the customer, or {@link #OURSELVES}
 * @param severity the latest seen
 * @param firstSeenAt of its whole life; {@code openedAt} is of the latest episode
 * @param lastSeenAt when it was last seen to be there
 * @param resolvedAt when evidence showed that it was gone; null while it is open
 * @param episodes how often it was opened: 1, and one more for every reopening
 * @param acknowledged someone works on it; ends with the date, a worse severity or the episode
 * @param muted the risk is accepted; ends with the date or a worse severity
 * @param heldBy what keeps it from being told, for example an open incident at Google that explains it; else null
 */
public record Finding(
        String id,
        String tenantId,
        String checkId,
        String subject,
        Severity severity,
        Text title,
        Text summary,
        Text remedy,
        Map<String, Object> evidence,
        Instant firstSeenAt,
        Instant openedAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt,
        int episodes,
        @Nullable Decision acknowledged,
        @Nullable Decision muted,
        @Nullable String heldBy) {
    /** The tenant id of findings about watchkeeper itself: a stale ticket source, a broken reload. */
    public static final String OURSELVES = "watchkeeper";

    /** Where a finding stands; what is new since the last mail is read from its events. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        MUTED,
        RESOLVED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static State of(String word) {
            for (State state : values()) {
                if (state.word().equalsIgnoreCase(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException(
                    "state '" + word + "' is not known; accepted: open, acknowledged, muted, resolved");
        }
    }

    /**
     * What a person decided about a finding.
     *
     * @param until when it ends; always given, since what is accepted for ever is forgotten
     * @param severity how bad it was then: the decision does not cover worse
     */
    public record Decision(String author, String reason, Instant at, Instant until, Severity severity) {
        public Decision {
            if (author.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException(
                        "a decision needs an author and a reason, so that others understand it later");
            }
            if (!until.isAfter(at)) {
                throw new IllegalArgumentException("the end " + until + " is not after " + at
                        + "; give a date in the future, for example a quarter from now");
            }
        }

        boolean covers(Severity seen, Instant now) {
            return now.isBefore(until) && !seen.worseThan(severity);
        }
    }

    public Finding {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    public boolean isOpen() {
        return resolvedAt == null;
    }

    public State state(Instant now) {
        if (!isOpen()) {
            return State.RESOLVED;
        }
        if (muted != null && muted.covers(severity, now)) {
            return State.MUTED;
        }
        return acknowledged != null && acknowledged.covers(severity, now) ? State.ACKNOWLEDGED : State.OPEN;
    }

    /** Whether an account manager should hear of it: neither muted nor held back. */
    public boolean isQuiet(Instant now) {
        return heldBy != null || (muted != null && muted.covers(severity, now));
    }

    Finding seen(Sighting sighting, Instant now) {
        return new Finding(
                id,
                tenantId,
                checkId,
                subject,
                sighting.severity(),
                sighting.title(),
                sighting.summary(),
                sighting.remedy(),
                Evidence.trimmed(sighting.evidence()),
                firstSeenAt,
                openedAt,
                now,
                resolvedAt,
                episodes,
                acknowledged,
                muted,
                heldBy);
    }

    Finding resolved(Instant now) {
        return new Finding(
                id,
                tenantId,
                checkId,
                subject,
                severity,
                title,
                summary,
                remedy,
                evidence,
                firstSeenAt,
                openedAt,
                lastSeenAt,
                now,
                episodes,
                null,
                muted,
                null);
    }

    Finding reopened(Instant now) {
        return new Finding(
                id,
                tenantId,
                checkId,
                subject,
                severity,
                title,
                summary,
                remedy,
                evidence,
                firstSeenAt,
                now,
                now,
                null,
                episodes + 1,
                null,
                muted,
                heldBy);
    }

    Finding decided(@Nullable Decision newAcknowledged, @Nullable Decision newMuted) {
        return new Finding(
                id,
                tenantId,
                checkId,
                subject,
                severity,
                title,
                summary,
                remedy,
                evidence,
                firstSeenAt,
                openedAt,
                lastSeenAt,
                resolvedAt,
                episodes,
                newAcknowledged,
                newMuted,
                heldBy);
    }

    Finding heldBy(@Nullable String cause) {
        return new Finding(
                id,
                tenantId,
                checkId,
                subject,
                severity,
                title,
                summary,
                remedy,
                evidence,
                firstSeenAt,
                openedAt,
                lastSeenAt,
                resolvedAt,
                episodes,
                acknowledged,
                muted,
                cause);
    }
}
