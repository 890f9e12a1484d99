package dev.watchkeeper.app;

import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.Steps;
import dev.watchkeeper.mail.alert.AlertDesk;
import dev.watchkeeper.mail.alert.AlertEvents;
import dev.watchkeeper.mail.alert.AlertThread;
import dev.watchkeeper.mail.alert.FindingDesk;
import dev.watchkeeper.mail.alert.OutageDesk;
import dev.watchkeeper.mail.alert.Threads;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiThreads;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;

/** What rings at once: promises that run out, and findings that cannot wait for the morning. */
public record AlertGraph(AlertDesk promises, FindingDesk findings, OutageDesk outages) {
    static AlertGraph assemble(
            LiveConfiguration live, Database database, Findings stored, MailGraph mail, WorkCalendars calendars) {
        TicketLinks links = new TicketLinks(live);
        Threads threads = new JdbiThreads(database);
        PageRenderer renderer = new JteRenderer();
        AlertDesk promises = new AlertDesk(
                live::portfolio,
                threads,
                mail.outbox(),
                mail.postOffice(),
                renderer,
                links::allowed,
                AlertEvents.SILENT,
                () -> live.get().settings().alerts(),
                Version.text());
        FindingDesk findings = new FindingDesk(
                live::portfolio,
                stored,
                threads,
                mail.outbox(),
                mail.postOffice(),
                renderer,
                links::allowed,
                calendars::of,
                () -> live.get().settings().alerts(),
                Version.text());
        OutageDesk outages = new OutageDesk(
                live::portfolio,
                threads,
                mail.outbox(),
                mail.postOffice(),
                renderer,
                links::allowed,
                calendars::of,
                () -> live.get().settings().alerts(),
                live.get().settings().personDefaults().zone(),
                Version.text());
        return new AlertGraph(promises, findings, outages);
    }

    /** Hears of an audit inside its transaction. */
    void audited(Tenant tenant, Examination examination, List<Change> changes) {
        findings.changed(tenant, changes, examination.finishedAt());
    }

    /** Repeats what nobody took up, and sends what a night held back; one of them that fails costs itself only. */
    long ringAgain(OneByOne oneByOne, Instant now) {
        return new Steps()
                .then(() -> oneByOne.together(
                        "reminder",
                        promises.remindable(now),
                        AlertThread::key,
                        threads -> promises.repeat(threads, now),
                        now))
                .then(() -> oneByOne.each(
                        "deferred-alert",
                        findings.deferredTo(now),
                        reader -> reader,
                        reader -> findings.releaseDeferred(reader, now),
                        now))
                .end();
    }
}
