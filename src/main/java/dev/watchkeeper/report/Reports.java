package dev.watchkeeper.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps reports with the bytes that were approved. Joins the running transaction. */
public interface Reports {
    /** The files of one revision and the letter that goes with them, all as reviewed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the record keeps a hash
    record Files(byte[] pdf, byte[] csv, byte[] invitation, Letter letter) {}

    /** The words of the customer's mail. */
    record Letter(String subject, String text, String html) {}

    /** Adds a revision; throws if it is there. */
    void add(ReportRecord record, Files files);

    /**
     * Stores what changed about a revision; its bytes never do. False, and nothing is stored, if somebody else approved,
     * withdrew or reminded of it since it was read.
     */
    boolean update(ReportRecord read, ReportRecord now);

    Optional<ReportRecord> find(String tenantId, Quarter quarter, int revision);

    Optional<Files> files(ReportRecord record);

    /** Every revision of a quarter, newest first. */
    List<ReportRecord> revisions(String tenantId, Quarter quarter);

    /** Tenants of which a quarter has any revision, withdrawn ones included. */
    Set<String> drafted(Quarter quarter);

    /** The newest revision of each quarter before the given one that was not withdrawn, oldest first, at most n. */
    List<ReportRecord> before(String tenantId, Quarter quarter, int n);

    /** Everything in a state, oldest first. */
    List<ReportRecord> in(ReportState state);
}
