package dev.watchkeeper.report;

/** Where a report stands. */
public enum ReportState {
    DRAFT,
    /** With the account manager. */
    AM_REVIEW,
    /** A named person approved exactly these bytes; the mail is in the outbox. */
    APPROVED,
    SENT,
    /** Replaced by a later revision, or called back. */
    WITHDRAWN
}
