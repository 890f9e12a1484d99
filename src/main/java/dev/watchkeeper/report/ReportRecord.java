package dev.watchkeeper.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a report without its bytes.
 *
 * @param revision from 1
 * @param pdfSha256 of the bytes that are approved; other bytes need a new approval
 * @param score and open: as printed, for the trend of later reports
 * @param reminders how often the account manager was reminded
 * @param mailKey key of the customer's mail, once approved
 */
public record ReportRecord(
        String tenantId,
        Quarter quarter,
        int revision,
        ReportState state,
        String pdfSha256,
        int score,
        int open,
        Instant draftedAt,
        int reminders,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable String mailKey) {
    /** {@code t88 2026Q3 r1}. */
    public String name() {
        return tenantId + " " + quarter + " r" + revision;
    }

    ReportRecord in(ReportState next) {
        return new ReportRecord(
                tenantId,
                quarter,
                revision,
                next,
                pdfSha256,
                score,
                open,
                draftedAt,
                reminders,
                approvedBy,
                approvedAt,
                mailKey);
    }

    ReportRecord approved(String by, Instant at, String key) {
        return new ReportRecord(
                tenantId,
                quarter,
                revision,
                ReportState.APPROVED,
                pdfSha256,
                score,
                open,
                draftedAt,
                reminders,
                by,
                at,
                key);
    }

    ReportRecord reminded() {
        return new ReportRecord(
                tenantId,
                quarter,
                revision,
                state,
                pdfSha256,
                score,
                open,
                draftedAt,
                reminders + 1,
                approvedBy,
                approvedAt,
                mailKey);
    }
}
