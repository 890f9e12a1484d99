package dev.watchkeeper.report;

import dev.watchkeeper.tenant.Language;
import java.time.ZonedDateTime;

/** Gives a report its looks. */
public interface ReportRenderer {
    /** The report as tagged PDF with the CSV inside. */
    byte[] pdf(ReportModel model, Language language, byte[] csv);

    /** Every check and every finding as CSV. */
    byte[] csv(ReportModel model, Language language);

    /** An invitation to talk it through. */
    byte[] invitation(Invitation invitation);

    /**
     * A meeting to be.
     *
     * @param uid the same for every revision, so that a calendar replaces and does not add
     */
    record Invitation(
            String uid,
            int sequence,
            String organizer,
            String organizerName,
            String attendee,
            String summary,
            String description,
            ZonedDateTime start,
            int minutes,
            ZonedDateTime stamp) {}
}
