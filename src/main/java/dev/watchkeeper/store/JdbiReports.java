package dev.watchkeeper.store;

import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportRecord;
import dev.watchkeeper.report.ReportState;
import dev.watchkeeper.report.Reports;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Reports} in the table {@code report}. */
public final class JdbiReports implements Reports {
    private static final String SELECT = """
            select tenant_id, quarter, revision, state, pdf_sha256, score, open_findings, drafted_at, reminders,
                approved_by, approved_at, dedupe_key
            from report
            """;

    private final Jdbi jdbi;

    public JdbiReports(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void add(ReportRecord record, Files files) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into report (tenant_id, quarter, revision, state, pdf, pdf_sha256, csv, invitation,
                            letter_subject, letter_text, letter_html, score, open_findings, drafted_at, reminders,
                            approved_by, approved_at, dedupe_key)
                        values (:tenant, :quarter, :revision, :state, :pdf, :sha, :csv, :invitation,
                            :subject, :text, :html, :score, :open, :drafted, :reminders, :by, :at, :key)""")
                .bind("tenant", record.tenantId())
                .bind("quarter", record.quarter().toString())
                .bind("revision", record.revision())
                .bind("state", record.state().name())
                .bind("pdf", files.pdf())
                .bind("sha", record.pdfSha256())
                .bind("csv", files.csv())
                .bind("invitation", files.invitation())
                .bind("subject", files.letter().subject())
                .bind("text", files.letter().text())
                .bind("html", files.letter().html())
                .bind("score", record.score())
                .bind("open", record.open())
                .bind("drafted", record.draftedAt())
                .bind("reminders", record.reminders())
                .bind("by", record.approvedBy())
                .bind("at", record.approvedAt())
                .bind("key", record.mailKey())
                .execute());
    }

    @Override
    public boolean update(ReportRecord read, ReportRecord now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update report set state = :state, reminders = :reminders, approved_by = :by, approved_at = :at,
                            dedupe_key = :key
                        where tenant_id = :tenant and quarter = :quarter and revision = :revision
                            and state = :was and reminders = :reminded""")
                        .bind("state", now.state().name())
                        .bind("reminders", now.reminders())
                        .bind("by", now.approvedBy())
                        .bind("at", now.approvedAt())
                        .bind("key", now.mailKey())
                        .bind("tenant", read.tenantId())
                        .bind("quarter", read.quarter().toString())
                        .bind("revision", read.revision())
                        .bind("was", read.state().name())
                        .bind("reminded", read.reminders())
                        .execute()
                > 0);
    }

    @Override
    public Optional<ReportRecord> find(String tenantId, Quarter quarter, int revision) {
        return revisions(tenantId, quarter).stream()
                .filter(r -> r.revision() == revision)
                .findFirst();
    }

    @Override
    public Optional<Files> files(ReportRecord record) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select pdf, csv, invitation, letter_subject, letter_text, letter_html from report
                        where tenant_id = :tenant and quarter = :quarter and revision = :revision""")
                .bind("tenant", record.tenantId())
                .bind("quarter", record.quarter().toString())
                .bind("revision", record.revision())
                .map((rows, context) -> new Files(
                        rows.getBytes("pdf"),
                        rows.getBytes("csv"),
                        rows.getBytes("invitation"),
                        new Letter(
                                rows.getString("letter_subject"),
                                rows.getString("letter_text"),
                                rows.getString("letter_html"))))
                .findOne());
    }

    @Override
    public List<ReportRecord> revisions(String tenantId, Quarter quarter) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        SELECT + " where tenant_id = :tenant and quarter = :quarter order by revision desc")
                .bind("tenant", tenantId)
                .bind("quarter", quarter.toString())
                .map(JdbiReports::record)
                .list());
    }

    @Override
    public Set<String> drafted(Quarter quarter) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select distinct tenant_id from report where quarter = :quarter")
                        .bind("quarter", quarter.toString())
                        .mapTo(String.class)
                        .set());
    }

    @Override
    public List<ReportRecord> before(String tenantId, Quarter quarter, int n) {
        List<ReportRecord> newestFirst = new ArrayList<>(jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where tenant_id = :tenant and quarter < :quarter and state <> 'WITHDRAWN'
                          and revision = (select max(r.revision) from report r
                              where r.tenant_id = report.tenant_id and r.quarter = report.quarter
                                and r.state <> 'WITHDRAWN')
                        order by quarter desc fetch first :n rows only""")
                .bind("tenant", tenantId)
                .bind("quarter", quarter.toString())
                .bind("n", n)
                .map(JdbiReports::record)
                .list()));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public List<ReportRecord> in(ReportState state) {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + " where state = :state order by drafted_at, tenant_id")
                        .bind("state", state.name())
                        .map(JdbiReports::record)
                        .list());
    }

    private static ReportRecord record(ResultSet rows, StatementContext context) throws SQLException {
        return new ReportRecord(
                rows.getString("tenant_id"),
                Quarter.of(rows.getString("quarter")),
                rows.getInt("revision"),
                ReportState.valueOf(rows.getString("state")),
                rows.getString("pdf_sha256"),
                rows.getInt("score"),
                rows.getInt("open_findings"),
                OutboxRows.instant(rows, "drafted_at"),
                rows.getInt("reminders"),
                rows.getString("approved_by"),
                OutboxRows.instantOrNull(rows, "approved_at"),
                rows.getString("dedupe_key"));
    }
}
