package dev.watchkeeper.app;

import dev.watchkeeper.audit.Entitlements;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.render.ReportFiles;
import dev.watchkeeper.report.ReportDesk;
import dev.watchkeeper.report.ReportPress;
import dev.watchkeeper.report.ReportReader;
import dev.watchkeeper.report.Reports;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiReports;

/** What customers read once a quarter. */
public record ReportGraph(Reports reports, ReportPress press, ReportDesk desk) {
    static ReportGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            Findings findings,
            AuditGraph audits,
            SlaGraph sla,
            Incidents incidents,
            Entitlements entitlements,
            MailGraph mail,
            WorkCalendars calendars) {
        Reports reports = new JdbiReports(database);
        ReportData data = new ReportData(
                audits.catalogue(),
                audits.records(),
                sla.book(),
                sla.reports(),
                incidents,
                audits.usage(),
                entitlements,
                () -> live.get().settings().status().zone());
        ReportPress press = new ReportPress(
                new ReportFiles(() -> live.get().settings().report().brand(), Version.text()),
                new JteRenderer(),
                new MimeWriter(),
                mail.postOffice()::policy,
                calendars::of,
                Version.text());
        ReportDesk desk = new ReportDesk(
                live::portfolio,
                new ReportReader(findings, data, reports),
                press,
                reports,
                mail.postOffice(),
                mail.outbox(),
                database,
                calendars::of,
                database.clock(world.clock()));
        return new ReportGraph(reports, press, desk);
    }
}
