package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.sections.Attachments;
import dev.watchkeeper.digest.sections.StandardSections;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryDigests;
import dev.watchkeeper.fixture.MemoryNotifyPrefs;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.People;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Rendered;
import dev.watchkeeper.mail.page.Sheet;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;

class DigestWriterTest {
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.LIVE,
            Mailbox.of("watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of("reseller.example"),
            200);

    /** Friday evening in Shanghai. */
    private final TestClock clock = TestClock.at("2026-11-20T10:00:00Z");

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryDigests digests = new MemoryDigests(outbox);
    private final MemoryNotifyPrefs prefs = new MemoryNotifyPrefs();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);
    private final List<String> failures = new ArrayList<>();
    private final List<String> went = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private Portfolio portfolio = new Portfolio(
            List.of(People.customer("t1", "am1"), People.customer("t2", "am1"), People.customer("t9", "am2")),
            List.of(
                    People.inShanghai("am1", Person.DigestMode.ON_CHANGE, null, null),
                    People.inShanghai("am2", Person.DigestMode.ON_CHANGE, null, null)));
    private GoogleStatus google = GoogleStatus.NONE;
    private boolean templateBroken;
    private boolean calendarBroken;
    private final DigestWriter writer = writer();

    private DigestWriter writer() {
        JteRenderer jte = new JteRenderer();
        PageRenderer renderer = new PageRenderer() {
            @Override
            public Rendered render(Page page) {
                if (templateBroken && page.footer().reference().contains("am1")) {
                    throw new IllegalStateException("template broken");
                }
                return jte.render(page);
            }

            @Override
            public Attachment csv(Sheet sheet) {
                return jte.csv(sheet);
            }
        };
        Sources sources = new Sources() {
            @Override
            public List<Gap> gaps(Collection<String> tenantIds, Instant since, Instant now) {
                return gaps.stream()
                        .filter(g -> tenantIds.contains(g.tenantId()))
                        .toList();
            }

            @Override
            public GoogleStatus google(Instant now) {
                return google;
            }
        };
        Transactions direct = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
        return new DigestWriter(
                () -> portfolio,
                new FactsReader(findings, SlaFigures.NONE, sources, digests),
                new DigestDrafts(
                        renderer,
                        StandardSections::of,
                        Attachments::all,
                        () -> POLICY,
                        () -> new Links(List.of(), "watchkeeper@reseller.example"),
                        "1.0.0"),
                digests,
                outbox,
                new PostOffice(outbox, new MimeWriter(), () -> POLICY),
                prefs,
                direct,
                person -> {
                    if (calendarBroken) {
                        throw new IllegalStateException("calendar broken");
                    }
                    return day -> day.getDayOfWeek().getValue() < 6;
                },
                new DigestEvents() {
                    @Override
                    public void failed(DigestKind kind, Person person, RuntimeException failure) {
                        failures.add(person.id() + " " + failure.getMessage());
                    }

                    @Override
                    public void well(DigestKind kind, Person person) {
                        went.add(kind.word() + " " + person.id());
                    }
                },
                clock);
    }

    private void at(String instant) {
        clock.set(Instant.parse(instant));
        writer.writeWhatIsDue();
        deliver();
    }

    private void deliver() {
        while (true) {
            var next =
                    outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "n", clock.instant(), clock.instant());
            if (next.isEmpty()) {
                return;
            }
            outbox.settle(
                    next.get().id(),
                    "n",
                    SendOutcome.accepted(250, "ok"),
                    new Decision(Decision.Reason.ACCEPTED, EntryState.SENT, null, true, null),
                    clock.instant());
        }
    }

    private void sees(String tenant, Severity severity) {
        Sighting.Outcome outcome = severity == Severity.LOW ? Sighting.Outcome.PASS : Sighting.Outcome.FAIL;
        keeper.reconcile(
                tenant,
                List.of(new Sighting(
                        "LGN-01",
                        "tenant",
                        outcome,
                        severity,
                        Text.same("Secret title of " + tenant),
                        Text.same("Secret summary of " + tenant),
                        Text.same("Secret remedy of " + tenant),
                        Map.of(),
                        "")),
                clock.instant(),
                "run");
    }

    private List<String> subjects() {
        return outbox.queue(EnumSet.allOf(EntryState.class), 100).stream()
                .sorted(Comparator.comparing(OutboxEntry::id))
                .map(e -> e.recipientId() + ": " + e.subject())
                .toList();
    }

    private DigestRecord record(String id) {
        return digests.find(id).orElseThrow();
    }

    @Test
    void theFirstRoundOnlySetsTheDates() {
        writer.writeWhatIsDue();
        assertThat(subjects()).isEmpty();
        assertThat(digests.due(DigestKind.DAILY, "am1")).isPresent();
    }

    @Test
    void aWeekOfOneReader() {
        sees("t1", Severity.HIGH);
        at("2026-11-20T10:00:00Z");
        at("2026-11-22T01:00:00Z");
        assertThat(subjects()).as("no digest on a weekend").isEmpty();

        at("2026-11-23T00:50:30Z");
        assertThat(subjects()).contains("am1: First digest, 2 customers: 0 to act | 23 Nov");
        at("2026-11-23T01:05:30Z");
        assertThat(subjects()).anyMatch(s -> s.startsWith("am1: Week 16–22 Nov"));

        at("2026-11-24T00:50:30Z");
        assertThat(record("D-20261124-am1").skipped()).isEqualTo("nothing to do, nothing changed, no gap came or went");

        clock.set(Instant.parse("2026-11-24T06:00:00Z"));
        sees("t2", Severity.CRITICAL);
        at("2026-11-25T00:50:30Z");
        assertThat(subjects()).contains("am1: 1 to act: Cust t2 – Secret title of t2 | 25 Nov");
        assertThat(record("D-20261125-am1").baselineId()).isEqualTo("D-20261123-am1");

        clock.set(Instant.parse("2026-11-25T06:00:00Z"));
        sees("t2", Severity.LOW);
        at("2026-11-26T00:50:30Z");
        assertThat(subjects()).contains("am1: 1 changed, nothing to do | 26 Nov");
        assertThat(subjects()).filteredOn(s -> s.startsWith("am2")).hasSize(2);

        at("2026-11-30T00:50:30Z");
        at("2026-11-30T01:05:30Z");
        OutboxEntry weekly = outbox.findByKey("digest:weekly:am1:2026-11-30:r1").orElseThrow();
        assertThat(text(weekly)).contains("Days without a daily digest: Tue, Mon");
    }

    @Test
    void aDigestThatDidNotArriveIsSaidAndItsContentComesAgain() {
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T00:50:30Z");
        sees("t1", Severity.CRITICAL);
        clock.set(Instant.parse("2026-11-24T00:50:30Z"));
        writer.writeWhatIsDue();
        clock.set(Instant.parse("2026-11-25T00:50:30Z"));
        outbox.expire(clock.instant());
        writer.writeWhatIsDue();

        String text = text(outbox.findByKey("digest:daily:am1:2026-11-25:r1").orElseThrow());
        assertThat(text).contains("The previous digest did not arrive").contains("+ New 1");
    }

    @Test
    void aNewerDigestReplacesOneThatStillWaits() {
        at("2026-11-20T10:00:00Z");
        clock.set(Instant.parse("2026-11-23T00:50:30Z"));
        writer.writeWhatIsDue();
        sees("t1", Severity.CRITICAL);
        clock.set(Instant.parse("2026-11-24T00:50:30Z"));
        writer.writeWhatIsDue();

        assertThat(outbox.findByKey("digest:daily:am1:2026-11-23:r1")
                        .orElseThrow()
                        .state())
                .isEqualTo(EntryState.SUPERSEDED);
    }

    @Test
    void aDaemonThatWasDownSendsWithinFourHoursAndFoldsLaterOnes() {
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T04:30:00Z");
        assertThat(outbox.findByKey("digest:daily:am1:2026-11-23:r1")).isPresent();
        at("2026-11-24T06:00:00Z");
        assertThat(record("D-20261124-am1").skipped()).contains("folded into the next one");
        assertThat(digests.due(DigestKind.DAILY, "am1").orElseThrow()).isAfter(Instant.parse("2026-11-25T00:44:00Z"));
    }

    @Test
    void whoIsAwayIsStoodInForAndWhoUnsubscribedIsLeftAlone() {
        portfolio = new Portfolio(
                portfolio.tenants(),
                List.of(
                        People.inShanghai(
                                "am1", Person.DigestMode.ALWAYS, Instant.parse("2026-12-01T00:00:00Z"), "am2"),
                        People.inShanghai("am2", Person.DigestMode.ALWAYS, null, null)));
        prefs.set("am2", NotifyPrefs.DAILY_MODE, "off", "link", clock.instant());
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T00:50:30Z");

        OutboxEntry mail = outbox.findByKey("digest:daily:am1:2026-11-23:r1").orElseThrow();
        assertThat(mail.toAddress()).isEqualTo("am2@reseller.example");
        assertThat(text(mail)).contains("For Person am1, who is away");
        assertThat(record("D-20261123-am2").skipped()).startsWith("switched off by the reader (link, ");
    }

    @Test
    void theWeeklyExplainsTheDaysWithoutADigestButNotThoseTheReaderWanted() {
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T01:05:30Z");
        prefs.set("am1", NotifyPrefs.PAUSED_UNTIL, "2026-11-25T00:00:00Z", "link", clock.instant());
        at("2026-11-24T00:50:30Z");
        assertThat(record("D-20261124-am1").skipped()).startsWith("paused until");
        at("2026-11-25T00:50:30Z");
        assertThat(record("D-20261125-am1").skipped()).startsWith("nothing to do");
        at("2026-11-30T01:05:30Z");

        assertThat(text(outbox.findByKey("digest:weekly:am1:2026-11-30:r1").orElseThrow()))
                .containsPattern("Days without a daily digest: Wed[^(]*\\(nothing changed\\)")
                .doesNotContainPattern("Days without[^(]*Tue");
    }

    @Test
    void aPauseWithoutDelegateSkipsAndSaysSo() {
        at("2026-11-20T10:00:00Z");
        prefs.set("am1", NotifyPrefs.PAUSED_UNTIL, "2026-11-30T00:00:00Z", "link", clock.instant());
        at("2026-11-23T00:50:30Z");
        assertThat(record("D-20261123-am1").skipped()).startsWith("paused until 2026-11-30T00:00:00Z (link, ");
    }

    @Test
    void aTemplateThatThrowsHarmsNobodyElseAndIsTriedAgain() {
        at("2026-11-20T10:00:00Z");
        templateBroken = true;
        at("2026-11-23T00:50:30Z");
        assertThat(failures).containsExactly("am1 template broken");
        assertThat(outbox.findByKey("digest:daily:am2:2026-11-23:r1")).isPresent();
        assertThat(digests.find("D-20261123-am1")).isEmpty();

        assertThat(went).contains("daily am2").doesNotContain("daily am1");

        templateBroken = false;
        at("2026-11-23T01:02:00Z");
        assertThat(went).contains("daily am1");
        assertThat(outbox.findByKey("digest:daily:am1:2026-11-23:r1")).isPresent();
    }

    @Test
    void aLookThatFailsMakesNoDigestDueAndIsOverWithTheNextThatGoesWell() {
        at("2026-11-20T10:00:00Z");
        calendarBroken = true;
        at("2026-11-20T10:05:00Z");
        assertThat(failures).contains("am1 calendar broken");

        calendarBroken = false;
        at("2026-11-20T10:06:00Z");
        assertThat(went).contains("daily am1", "weekly am1");
        at("2026-11-20T10:30:00Z");
        assertThat(outbox.findByKey("digest:daily:am1:2026-11-20:r1")).isEmpty();
        assertThat(outbox.findByKey("digest:weekly:am1:2026-11-20:r1")).isEmpty();
    }

    @Test
    void aGapThatComesOrGoesIsWorthAMail() {
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T00:50:30Z");
        gaps.add(new Gap(
                "t1", Gap.Area.AUDIT, clock.instant(), Text.same("access revoked"), Text.same("ask for it"), null));
        at("2026-11-24T00:50:30Z");
        assertThat(subjects()).contains("am1: 1 not checked: access revoked | 24 Nov");
        at("2026-11-25T00:50:30Z");
        assertThat(record("D-20261125-am1").skipped()).isNotNull();
        gaps.clear();
        at("2026-11-26T00:50:30Z");
        assertThat(record("D-20261126-am1").skipped()).isNull();
    }

    @Test
    void anOpenIncidentAtGoogleNamesWhoUsesItAndLeadsToGooglesPage() {
        google = new GoogleStatus(
                Instant.parse("2026-11-23T00:45:00Z"),
                List.of(
                        incident("Abc123", "prPt2Yra2CbGsbEm9cpC", "Gmail"),
                        incident("Def456", "someOtherProduct", "Looker Studio")),
                List.of(),
                0);
        sees("t1", Severity.CRITICAL);
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T00:50:30Z");

        String text = text(outbox.findByKey("digest:daily:am1:2026-11-23:r1").orElseThrow());
        assertThat(text)
                .contains("Open incidents at Google")
                .contains("Gmail  partial, since 07:50, not ended")
                .contains("Mail is slow")
                .contains("Uses it: Cust t1, Cust t2")
                .contains("https://www.google.com/appsstatus/dashboard/incidents/Abc123")
                .contains("read at 08:45")
                .doesNotContain("Cust t9", "Def456", "Looker");
    }

    private static KeptIncident incident(String id, String product, String title) {
        Instant begin = Instant.parse("2026-11-22T23:50:00Z");
        Incident incident = new Incident(
                id,
                "Mail is slow",
                begin,
                null,
                Impact.DISRUPTION,
                "",
                List.of(new Product(product, title)),
                List.of());
        return new KeptIncident(incident, begin, begin, 1, "{}", null);
    }

    @Test
    void noRowOfOneReadersCustomersReachesAnother() {
        sees("t1", Severity.CRITICAL);
        sees("t9", Severity.CRITICAL);
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T00:50:30Z");

        String first = text(outbox.findByKey("digest:daily:am1:2026-11-23:r1").orElseThrow());
        String second = text(outbox.findByKey("digest:daily:am2:2026-11-23:r1").orElseThrow());
        assertThat(first).contains("of t1").doesNotContain("t9").doesNotContain("internal note");
        assertThat(second)
                .contains("of t9")
                .doesNotContain("t1\u200b")
                .doesNotContain("of t1")
                .doesNotContain("internal");
    }

    @Test
    void writingTwiceInOneRoundChangesNothing() {
        at("2026-11-20T10:00:00Z");
        at("2026-11-23T00:50:30Z");
        int mails = subjects().size();
        writer.writeWhatIsDue();
        clock.forward(Duration.ofSeconds(5));
        writer.writeWhatIsDue();
        assertThat(subjects()).hasSize(mails);
    }

    private String text(OutboxEntry entry) {
        try {
            var message = new DefaultMessageBuilder()
                    .parseMessage(
                            new ByteArrayInputStream(outbox.mime(entry.id()).orElseThrow()));
            StringBuilder all = new StringBuilder();
            parts(message, all);
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void parts(Entity part, StringBuilder all) throws IOException {
        if (part.getBody() instanceof Multipart multipart) {
            for (Entity inner : multipart.getBodyParts()) {
                parts(inner, all);
            }
        } else if (part.getBody() instanceof SingleBody body) {
            all.append(new String(body.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
