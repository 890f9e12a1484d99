package dev.watchkeeper.mail.alert;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.alert.Threads.Deferred;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns what happened to findings into mails: at once, in the morning, or not at all; and one when it is over. Runs in
 * the transaction of the audit; safe for use by several threads.
 */
public final class FindingDesk {
    private static final Duration KEEPS = Duration.ofHours(24);
    private static final Duration CLOSING_KEEPS = Duration.ofHours(12);
    private static final Duration DAY = Duration.ofHours(24);
    /** An incident at Google; {@link OutageDesk} tells of those. */
    private static final String INCIDENT = "OUT-01";

    private static final int FLAPS = 3;
    private static final String CONFIRMED = "confirmed";

    /** How soon it is looked again whether a later look at DNS confirmed a finding. */
    private static final Duration CONFIRMED_BY_THEN = Duration.ofMinutes(1);

    private final Supplier<Portfolio> portfolio;
    private final Findings findings;
    private final Threads threads;
    private final Outbox outbox;
    private final AlertPost mail;
    private final Function<Person, WorkDays> workDays;
    private final Supplier<AlertSettings> settings;

    public FindingDesk(
            Supplier<Portfolio> portfolio,
            Findings findings,
            Threads threads,
            Outbox outbox,
            PostOffice postOffice,
            PageRenderer renderer,
            Supplier<Links> links,
            Function<Person, WorkDays> workDays,
            Supplier<AlertSettings> settings,
            String version) {
        this.portfolio = portfolio;
        this.findings = findings;
        this.threads = threads;
        this.outbox = outbox;
        this.mail = new AlertPost(new AlertMail(renderer, postOffice::policy, links, version), postOffice);
        this.workDays = workDays;
        this.settings = settings;
    }

    /** Hears what one audit changed. */
    public void changed(Tenant customer, List<Change> changes, Instant now) {
        for (Change change : changes) {
            Finding finding = change.finding();
            for (FindingEvent event : change.events()) {
                switch (event.kind()) {
                    case OPENED, REOPENED, RELEASED, MUTE_ENDED ->
                        consider(
                                finding,
                                customer,
                                event.kind() == FindingEvent.Kind.REOPENED
                                        ? FindingPage.State.REOPENED
                                        : FindingPage.State.OPENED,
                                now);
                    case WORSENED -> consider(finding, customer, FindingPage.State.WORSENED, now);
                    case RESOLVED -> resolved(finding, customer, now);
                    case MUTED, HELD -> withdraw(finding);
                    case EASED, ACKNOWLEDGED, ACKNOWLEDGEMENT_ENDED, UNMUTED -> {
                        // Told in the digest.
                    }
                }
            }
        }
    }

    private static String incident(Finding finding) {
        return finding.id().toLowerCase(Locale.ROOT);
    }

    private void consider(Finding finding, Tenant customer, FindingPage.State state, Instant now) {
        if (finding.checkId().equals(INCIDENT)) {
            threads.note(incident(finding), now, "not told: one mail tells each manager for all customers");
            return;
        }
        if (finding.isQuiet(now)) {
            threads.note(
                    incident(finding),
                    now,
                    "not told: " + (finding.heldBy() == null ? "accepted risk" : finding.heldBy()));
            return;
        }
        boolean emergency = isEmergency(finding);
        for (Audience.Reader reader : readers(finding, customer, now)) {
            Person person = reader.person();
            if (!emergency && !finding.severity().atLeast(Severity.of(person.minSeverityAlert()))) {
                continue;
            }
            int changes = changesOfADay(finding, now);
            if (isUnconfirmed(finding)) {
                threads.defer(new Deferred(person.id(), finding.id(), customer.id(), now.plus(CONFIRMED_BY_THEN)));
                threads.note(incident(finding), now, "not told yet: one look only, waits for a second");
            } else if (changes >= FLAPS) {
                flapping(finding, customer, reader, changes, now);
            } else if (isAtRest(person, finding, now)) {
                Instant until = QuietHours.end(person, workDays.apply(person), now);
                threads.defer(new Deferred(person.id(), finding.id(), customer.id(), until));
                threads.note(incident(finding), now, "deferred to " + until + ": quiet hours of " + person.id());
            } else {
                ring(finding, customer, reader, state, now);
            }
        }
    }

    /** An absence in DNS that only one look has seen may be a fault of the way there. */
    private static boolean isUnconfirmed(Finding finding) {
        return Boolean.FALSE.equals(finding.evidence().get(CONFIRMED));
    }

    private boolean isEmergency(Finding finding) {
        return settings.get().emergencyChecks().contains(finding.checkId())
                && finding.severity().atLeast(Severity.HIGH);
    }

    private List<Audience.Reader> readers(Finding finding, Tenant customer, Instant now) {
        return isEmergency(finding)
                ? Audience.emergency(customer, portfolio.get(), now)
                : Audience.manager(customer, portfolio.get(), now);
    }

    private boolean isAtRest(Person person, Finding finding, Instant now) {
        return !isEmergency(finding)
                && QuietHours.at(person, workDays.apply(person), now)
                && !settings.get().nightChecks().contains(finding.checkId());
    }

    private int changesOfADay(Finding finding, Instant now) {
        return (int) findings.history(finding.id()).stream()
                .filter(e -> e.at().isAfter(now.minus(DAY)))
                .filter(e -> switch (e.kind()) {
                    case OPENED, REOPENED, RESOLVED, WORSENED, EASED -> true;
                    default -> false;
                })
                .count();
    }

    private void ring(Finding finding, Tenant customer, Audience.Reader reader, FindingPage.State state, Instant now) {
        AlertThread thread = threads.latest(incident(finding))
                .filter(AlertThread::open)
                .orElseGet(() -> opened(finding, customer, now));
        String key = "alert:" + thread.key() + ":" + state.name().toLowerCase(Locale.ROOT) + ":"
                + finding.severity().word() + ":" + reader.person().id();
        post(thread, key, finding, customer, reader, state, 0, now);
    }

    private AlertThread opened(Finding finding, Tenant customer, Instant now) {
        AlertThread thread = AlertThread.opened(
                threads.latest(incident(finding)),
                incident(finding),
                customer.id(),
                AlertSubjects.finding(finding, customer, Language.ZH_CN),
                AlertSubjects.finding(finding, customer, Language.EN),
                null,
                null,
                now);
        threads.begin(thread);
        return thread;
    }

    /** One mail says that it comes and goes; then the digest alone tells of it until a day was calm. */
    private void flapping(Finding finding, Tenant customer, Audience.Reader reader, int changes, Instant now) {
        Optional<AlertThread> latest = threads.latest(incident(finding));
        if (latest.isEmpty()) {
            return;
        }
        boolean said = outbox.ofIncident(latest.get().key()).stream()
                .anyMatch(e -> e.dedupeKey().contains(":flap-") && e.createdAt().isAfter(now.minus(DAY)));
        if (said) {
            threads.note(incident(finding), now, "not told: it comes and goes, " + changes + " changes in 24 h");
            return;
        }
        String key = "alert:" + latest.get().key() + ":flap-" + now.getEpochSecond() + ":"
                + reader.person().id();
        post(latest.get(), key, finding, customer, reader, FindingPage.State.FLAPPING, changes, now);
    }

    private void resolved(Finding finding, Tenant customer, Instant now) {
        portfolio.get().people().forEach(person -> threads.undefer(person.id(), finding.id()));
        Optional<AlertThread> thread = threads.latest(incident(finding)).filter(AlertThread::open);
        if (thread.isEmpty()) {
            return;
        }
        List<OutboxEntry> all = outbox.ofIncident(thread.get().key());
        supersede(all, "alert:" + thread.get().key() + ":closed:");
        boolean flapping = all.stream()
                .anyMatch(e -> e.dedupeKey().contains(":flap-") && e.createdAt().isAfter(now.minus(DAY)));
        if (!flapping) {
            List<String> seen = all.stream()
                    .filter(e -> e.perhapsSeen())
                    .map(OutboxEntry::recipientId)
                    .distinct()
                    .toList();
            for (Person person : Audience.people(seen, portfolio.get())) {
                post(
                        thread.get(),
                        "alert:" + thread.get().key() + ":closed:" + person.id(),
                        finding,
                        customer,
                        new Audience.Reader(person, Audience.Role.MANAGER, null),
                        FindingPage.State.RESOLVED,
                        0,
                        now);
            }
        }
        threads.close(thread.get().key());
    }

    /** Something larger explains it, or the risk was accepted: what still waits need not be sent. */
    private void withdraw(Finding finding) {
        threads.latest(incident(finding))
                .filter(AlertThread::open)
                .ifPresent(
                        thread -> supersede(outbox.ofIncident(thread.key()), "alert:" + thread.key() + ":withdrawn:"));
    }

    private void supersede(List<OutboxEntry> all, String keyWithoutReader) {
        for (OutboxEntry entry : all) {
            if (entry.state().waiting()) {
                outbox.supersede(List.of(entry.id()), keyWithoutReader + entry.recipientId(), null);
            }
        }
    }

    private void post(
            AlertThread thread,
            String key,
            Finding finding,
            Tenant customer,
            Audience.Reader reader,
            FindingPage.State state,
            int changes,
            Instant now) {
        boolean closing = state == FindingPage.State.RESOLVED;
        List<Long> waiting = outbox.ofIncident(thread.key()).stream()
                .filter(e -> e.state().waiting()
                        && e.recipientId().equals(reader.person().id()))
                .map(OutboxEntry::id)
                .toList();
        Words words = Words.of(reader.person().language(), reader.person().zone());
        boolean isNew = mail.post(
                new AlertMail.Envelope(
                        reader,
                        customer,
                        key,
                        thread.key(),
                        AlertMail.subject(thread, reader.person().language()),
                        closing ? Priority.CLOSING : Priority.CRITICAL,
                        now,
                        now.plus(settings.get().findingWait()),
                        now.plus(closing ? CLOSING_KEEPS : KEEPS),
                        finding.severity().word(),
                        !closing && finding.severity() == Severity.CRITICAL,
                        finding.id(),
                        closing),
                footer -> new FindingPage(
                                finding,
                                customer,
                                state,
                                changes,
                                now,
                                words,
                                mail.links(),
                                reader.person().minimalPrivacy())
                        .page(footer, timeline(finding)));
        if (isNew) {
            outbox.supersede(waiting, key, null);
        }
    }

    private List<Moment> timeline(Finding finding) {
        List<Moment> moments = new ArrayList<>();
        for (FindingEvent event : findings.history(finding.id())) {
            Text what = switch (event.kind()) {
                case OPENED -> new Text("Check: found", "检查：发现");
                case REOPENED -> new Text("Check: back again", "检查：重新出现");
                case WORSENED -> new Text("Check: worse, " + event.severity().word(), "检查：恶化");
                case EASED -> new Text("Check: eased, " + event.severity().word(), "检查：减轻");
                case RESOLVED -> new Text("Check: gone", "检查：已解决");
                case ACKNOWLEDGED -> new Text("Somebody works on it", "有人处理");
                default -> null;
            };
            if (what != null) {
                moments.add(new Moment(event.at(), what));
            }
        }
        return moments;
    }

    /**
     * Rings for what is still there: in the morning one mail for one finding and one list for several; for what a second
     * look has confirmed at once.
     */
    public int releaseDeferred(Instant now) {
        return deferredTo(now).stream()
                .mapToInt(reader -> releaseDeferred(reader, now))
                .sum();
    }

    /** People with findings whose quiet hours are over, for {@link #releaseDeferred(String, Instant)}. */
    public Set<String> deferredTo(Instant now) {
        Set<String> readers = new LinkedHashSet<>();
        threads.deferredUntil(now).forEach(deferred -> readers.add(deferred.recipientId()));
        return readers;
    }

    /** The same for one person. */
    public int releaseDeferred(String reader, Instant now) {
        List<Finding> open = new ArrayList<>();
        for (Deferred deferred : threads.deferredUntil(now)) {
            if (deferred.recipientId().equals(reader)) {
                threads.undefer(reader, deferred.findingId());
                findings.byId(deferred.findingId())
                        .filter(f -> f.state(now) == Finding.State.OPEN && f.heldBy() == null)
                        .filter(f -> portfolio.get().tenant(f.tenantId()).isPresent())
                        .ifPresent(open::add);
            }
        }
        return portfolio
                .get()
                .person(reader)
                .map(person -> release(person, open, now))
                .orElse(0);
    }

    private int release(Person person, List<Finding> open, Instant now) {
        int confirmed = 0;
        List<Finding> overnight = new ArrayList<>();
        for (Finding finding : open) {
            if (isUnconfirmed(finding)) {
                threads.defer(new Deferred(person.id(), finding.id(), finding.tenantId(), now.plus(CONFIRMED_BY_THEN)));
            } else if (!finding.evidence().containsKey(CONFIRMED)) {
                overnight.add(finding);
            } else if (isAtRest(person, finding, now)) {
                Instant morning = QuietHours.end(person, workDays.apply(person), now);
                threads.defer(new Deferred(person.id(), finding.id(), finding.tenantId(), morning));
            } else if (isEmergency(finding) || finding.severity().atLeast(Severity.of(person.minSeverityAlert()))) {
                Audience.Reader reader = readers(finding, customer(finding), now).stream()
                        .filter(r -> r.person().id().equals(person.id()))
                        .findFirst()
                        .orElse(manager(person));
                ring(finding, customer(finding), reader, FindingPage.State.OPENED, now);
                confirmed++;
            }
        }
        if (!overnight.isEmpty()) {
            morning(person, overnight, now);
        }
        return confirmed + overnight.size();
    }

    private Tenant customer(Finding finding) {
        return portfolio.get().tenant(finding.tenantId()).orElseThrow();
    }

    private static Audience.Reader manager(Person person) {
        return new Audience.Reader(person, Audience.Role.MANAGER, null);
    }

    private void morning(Person person, List<Finding> open, Instant now) {
        Audience.Reader reader = manager(person);
        if (open.size() == 1) {
            ring(open.get(0), customer(open.get(0)), reader, FindingPage.State.OPENED, now);
            return;
        }
        Words words = Words.of(person.language(), person.zone());
        mail.post(
                new AlertMail.Envelope(
                        reader,
                        null,
                        "alert:morning:" + words.format().date(now) + ":n" + now.getEpochSecond() + ":" + person.id(),
                        null,
                        words.count(
                                "morning.subject",
                                open.size(),
                                "date",
                                words.format().subjectDay(words.format().date(now))),
                        Priority.CRITICAL,
                        now,
                        now,
                        now.plus(KEEPS),
                        "critical",
                        true,
                        "A-morning",
                        false),
                footer -> MorningPage.page(open, this::customer, now, person.minimalPrivacy(), words, footer));
    }
}
