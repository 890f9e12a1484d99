package dev.watchkeeper.app;

import dev.watchkeeper.digest.DigestDrafts;
import dev.watchkeeper.digest.DigestEvents;
import dev.watchkeeper.digest.DigestWriter;
import dev.watchkeeper.digest.Digests;
import dev.watchkeeper.digest.FactsReader;
import dev.watchkeeper.digest.SlaFigures;
import dev.watchkeeper.digest.Sources;
import dev.watchkeeper.digest.sections.Attachments;
import dev.watchkeeper.digest.sections.StandardSections;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiDigests;
import dev.watchkeeper.store.JdbiNotifyPrefs;

/** What account managers read. */
public record DigestGraph(
        Digests digests,
        NotifyPrefs prefs,
        FactsReader facts,
        DigestDrafts drafts,
        DigestWriter writer,
        PageRenderer renderer) {
    static DigestGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            Findings findings,
            SlaFigures sla,
            Sources sources,
            MailGraph mail,
            WorkCalendars calendars,
            DigestEvents events) {
        Digests digests = new JdbiDigests(database);
        NotifyPrefs prefs = new JdbiNotifyPrefs(database);
        PageRenderer renderer = new JteRenderer();
        TicketLinks links = new TicketLinks(live);
        FactsReader facts = new FactsReader(findings, sla, sources, digests);
        DigestDrafts drafts = new DigestDrafts(
                renderer,
                StandardSections::of,
                Attachments::all,
                mail.postOffice()::policy,
                links::allowed,
                Version.text());
        DigestWriter writer = new DigestWriter(
                live::portfolio,
                facts,
                drafts,
                digests,
                mail.outbox(),
                mail.postOffice(),
                prefs,
                database,
                calendars::of,
                events,
                database.clock(world.clock()));
        return new DigestGraph(digests, prefs, facts, drafts, writer, renderer);
    }
}
