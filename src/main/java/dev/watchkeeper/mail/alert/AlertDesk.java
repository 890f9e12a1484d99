package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happened to promises into mails: who hears of it, in which thread, replacing what. Runs in the transaction
 * of its cause; safe for use by several threads.
 */
public final class AlertDesk {
    private static final Duration BREACH_KEEPS = Duration.ofHours(4);
    private static final Duration CLOSING_KEEPS = Duration.ofHours(12);
    private static final Duration NOTICE_EVERY = Duration.ofHours(1);

    private final Supplier<Portfolio> portfolio;
    private final Threads threads;
    private final Outbox outbox;
    private final AlertPost mail;
    private final Storms storms;
    private final Supplier<AlertSettings> settings;

    public AlertDesk(
            Supplier<Portfolio> portfolio,
            Threads threads,
            Outbox outbox,
            PostOffice postOffice,
            PageRenderer renderer,
            Supplier<Links> links,
            AlertEvents events,
            Supplier<AlertSettings> settings,
            String version) {
        this.portfolio = portfolio;
        this.threads = threads;
        this.outbox = outbox;
        this.mail = new AlertPost(new AlertMail(renderer, postOffice::policy, links, version), postOffice);
        this.storms = new Storms(threads, outbox, mail, portfolio, events);
        this.settings = settings;
    }

    /** Writes the mails that an event asks for; none if nobody wants them, or if there is nothing to close. */
    public void tell(SlaAlert alert, Instant now) {
        tell(List.of(alert), now);
    }

    /** The same for events that happen together: many for one person become one list. */
    public void tell(Collection<SlaAlert> alerts, Instant now) {
        Storms.Gust gust = storms.gust(settings.get(), now);
        alerts.forEach(alert -> tell(alert, gust, now));
        gust.end();
    }

    private void tell(SlaAlert alert, Storms.Gust gust, Instant now) {
        Optional<Tenant> customer = portfolio.get().tenant(alert.tenantId());
        if (customer.isEmpty()) {
            threads.note(alert.incident(), now, alert.kind() + ": customer " + alert.tenantId() + " is not known");
            return;
        }
        switch (alert.kind()) {
            case MARK, BREACH -> ring(alert, customer.get(), gust, now);
            case PAUSED, MOVED -> notice(alert, customer.get(), gust, now);
            case MET, MET_LATE, RETRACTED, ENDED ->
                threads.latest(alert.incident())
                        .filter(AlertThread::open)
                        .ifPresentOrElse(
                                thread -> close(thread, alert, customer.get(), gust, now),
                                () -> endedUntold(alert, now));
        }
    }

    /** Over before anybody was told of it: no alarm, no closing, a line in the next digest. */
    private void endedUntold(SlaAlert alert, Instant now) {
        if (!alert.mark().isEmpty()) {
            threads.note(alert.incident(), now, alert.mark() + ": not told, it had ended before; see the digest");
        }
    }

    private void ring(SlaAlert alert, Tenant customer, Storms.Gust gust, Instant now) {
        boolean breach = alert.kind() == SlaAlert.Kind.BREACH;
        Optional<AlertThread> latest = threads.latest(alert.incident());
        boolean acknowledged = alert.acknowledged()
                || latest.filter(t -> t.acknowledgedBy() != null).isPresent();
        if (acknowledged && !breach) {
            threads.note(alert.incident(), now, alert.mark() + ": not told, somebody is on it");
            return;
        }
        List<Audience.Reader> readers =
                Audience.of(alert, customer, portfolio.get(), settings.get().onCall(), now);
        if (readers.isEmpty()) {
            threads.note(alert.incident(), now, alert.mark() + ": nobody wants this mark");
            return;
        }
        AlertThread thread = current(latest, alert, customer, gust, now);
        for (Audience.Reader reader : readers) {
            post(thread, alert, customer, reader, "", gust, now);
        }
    }

    /** The thread of this deadline, which has now been told: the open one, or a new epoch if the deadline is another. */
    private AlertThread current(
            Optional<AlertThread> latest, SlaAlert alert, Tenant customer, Storms.Gust gust, Instant now) {
        Instant due = alert.dueAt();
        if (latest.isPresent() && latest.get().open()) {
            AlertThread open = latest.get();
            if (due != null && due.equals(open.dueAt()) && threads.told(open.key(), alert)) {
                return open;
            }
            close(open, moved(alert), customer, gust, now);
        }
        ZoneId zone =
                portfolio.get().person(customer.manager()).map(Person::zone).orElse(customer.zone());
        AlertThread opened = AlertThread.opened(
                        latest,
                        alert.incident(),
                        customer.id(),
                        AlertSubjects.sla(alert, customer, Language.ZH_CN, zone),
                        AlertSubjects.sla(alert, customer, Language.EN, zone),
                        due,
                        alert,
                        now)
                .told(alert);
        threads.begin(opened);
        return opened;
    }

    private static SlaAlert moved(SlaAlert alert) {
        return new SlaAlert(
                SlaAlert.Kind.MOVED,
                alert.incident(),
                "",
                alert.targetVersion(),
                alert.tenantId(),
                alert.ticket(),
                alert.title(),
                alert.url(),
                alert.metric(),
                alert.severity(),
                alert.target(),
                alert.hours(),
                alert.openedAt(),
                alert.dueAt(),
                alert.used(),
                alert.remaining(),
                alert.asOf(),
                alert.ownerId(),
                alert.assignee(),
                alert.replied(),
                alert.provisional(),
                alert.dataUntil(),
                null,
                null,
                null,
                alert.warnAt(),
                null,
                null,
                alert.acknowledged(),
                alert.events());
    }

    /** A pause or a new deadline: told at most once an hour; a new deadline ends the thread that names the old one. */
    private void notice(SlaAlert alert, Tenant customer, Storms.Gust gust, Instant now) {
        Optional<AlertThread> found = threads.latest(alert.incident()).filter(AlertThread::open);
        if (found.isEmpty()) {
            return;
        }
        AlertThread thread = found.get();
        supersede(waiting(thread.key(), null), alert.kind().name().toLowerCase(Locale.ROOT), thread.key());
        boolean quiet = thread.lastNoticeAt() != null
                && now.isBefore(thread.lastNoticeAt().plus(NOTICE_EVERY));
        if (quiet) {
            threads.note(thread.key(), now, alert.kind() + ": not told, told within the hour");
            return;
        }
        if (alert.kind() == SlaAlert.Kind.MOVED) {
            close(thread, alert, customer, gust, now);
            return;
        }
        List<Person> seen = seen(thread);
        for (Person person : seen) {
            post(
                    thread,
                    alert,
                    customer,
                    again(person, alert, thread, customer, now),
                    ":" + now.getEpochSecond(),
                    gust,
                    now);
        }
        if (!seen.isEmpty()) {
            threads.noticed(thread.key(), now);
        }
    }

    private Audience.Reader again(Person person, SlaAlert alert, AlertThread thread, Tenant customer, Instant now) {
        return Audience.again(
                person,
                alert,
                Math.max(1, thread.repeats()),
                customer,
                portfolio.get(),
                settings.get().onCall(),
                now);
    }

    /** One last mail to everybody who may have had an earlier one; nothing to anybody else. */
    private void close(AlertThread thread, SlaAlert alert, Tenant customer, Storms.Gust gust, Instant now) {
        List<Person> seen = seen(thread);
        supersede(waiting(thread.key(), null), "closed", thread.key());
        for (Person person : seen) {
            post(thread, alert, customer, again(person, alert, thread, customer, now), "", gust, now);
        }
        if (seen.isEmpty()) {
            threads.note(thread.key(), now, "closed without a mail: none had been sent");
        }
        threads.close(thread.key());
    }

    private void post(
            AlertThread thread,
            SlaAlert alert,
            Tenant customer,
            Audience.Reader reader,
            String suffix,
            Storms.Gust gust,
            Instant now) {
        boolean closing = alert.kind().closes() || alert.kind() == SlaAlert.Kind.MOVED;
        String state = closing
                ? "closed"
                : alert.kind() == SlaAlert.Kind.PAUSED
                        ? "paused" + suffix
                        : alert.mark() + ":v" + alert.targetVersion() + suffix;
        String key =
                "alert:" + thread.key() + ":" + state + ":" + reader.person().id();
        List<OutboxEntry> waiting = waiting(thread.key(), reader.person().id());
        Instant soonest = now.plus(settings.get().groupWait());
        Instant notBefore = waiting.stream()
                .map(OutboxEntry::notBefore)
                .filter(at -> at.isBefore(soonest))
                .findFirst()
                .orElse(soonest);
        AlertMail.Envelope envelope = new AlertMail.Envelope(
                reader,
                customer,
                key,
                thread.key(),
                AlertMail.subject(thread, reader.person().language()),
                priority(alert, closing),
                now,
                notBefore,
                expiry(alert, closing, now),
                alert.kind() == SlaAlert.Kind.BREACH ? "critical" : "high",
                alert.kind() == SlaAlert.Kind.BREACH,
                "A-" + thread.key(),
                closing);
        Storms.Verdict storm = closing ? Storms.Verdict.CALM : gust.judge(thread, reader.person());
        if (storm != Storms.Verdict.CALM) {
            envelope = storms.held(envelope, now);
        }
        boolean isNew = mail.post(
                envelope,
                footer -> page(thread, alert, customer, reader.person()).page(footer));
        if (!isNew) {
            return;
        }
        outbox.supersede(waiting.stream().map(OutboxEntry::id).toList(), key, null);
        if (alert.kind().closes()) {
            gust.closed(reader, customer, alert, key);
        } else {
            gust.wrote(thread, key, reader, storm);
        }
    }

    private SlaPage page(AlertThread thread, SlaAlert alert, Tenant customer, Person reader) {
        return new SlaPage(
                alert,
                customer,
                Words.of(reader.language(), reader.zone()),
                mail.links(),
                reader.minimalPrivacy(),
                lead(customer, reader),
                reminders(thread, alert),
                mails(thread, reader.id()));
    }

    /** When this breach comes up again; counted from when it was told first, as the reminders themselves are. */
    private List<Instant> reminders(AlertThread thread, SlaAlert alert) {
        Instant breached = thread.breachedAt() == null ? alert.asOf() : thread.breachedAt();
        return thread.acknowledgedBy() != null || alert.acknowledged()
                ? List.of()
                : settings.get().remindAfter().stream().map(breached::plus).toList();
    }

    private static Priority priority(SlaAlert alert, boolean closing) {
        if (closing || alert.kind() == SlaAlert.Kind.PAUSED) {
            return Priority.CLOSING;
        }
        if (alert.kind() == SlaAlert.Kind.BREACH) {
            return Priority.BREACH;
        }
        return alert.mark().equals("warn") ? Priority.WARN : Priority.MARK;
    }

    private static Instant expiry(SlaAlert alert, boolean closing, Instant now) {
        if (closing || alert.kind() == SlaAlert.Kind.PAUSED) {
            return now.plus(CLOSING_KEEPS);
        }
        Instant due = alert.dueAt();
        return alert.kind() == SlaAlert.Kind.BREACH || due == null || !due.isAfter(now) ? now.plus(BREACH_KEEPS) : due;
    }

    private @Nullable Person lead(Tenant customer, Person reader) {
        return portfolio
                .get()
                .person(customer.manager())
                .map(Person::lead)
                .flatMap(id -> portfolio.get().person(id))
                .filter(lead -> !lead.id().equals(reader.id()))
                .orElse(null);
    }

    /** Mails this reader was sent in this thread, as lines of the timeline. */
    private List<Moment> mails(AlertThread thread, String readerId) {
        List<Moment> moments = new ArrayList<>();
        for (OutboxEntry entry : outbox.ofIncident(thread.key())) {
            String mark = entry.dedupeKey().split(":", -1)[2];
            if (entry.recipientId().equals(readerId) && entry.perhapsSeen() && !mark.equals("closed")) {
                moments.add(new Moment(entry.createdAt(), MarkWords.of(mark)));
            }
        }
        return moments;
    }

    private List<OutboxEntry> waiting(String threadKey, @Nullable String readerId) {
        return outbox.ofIncident(threadKey).stream()
                .filter(e -> e.state().waiting())
                .filter(e -> readerId == null || e.recipientId().equals(readerId))
                .toList();
    }

    private List<Person> seen(AlertThread thread) {
        List<String> ids = outbox.ofIncident(thread.key()).stream()
                .filter(e -> e.perhapsSeen())
                .map(OutboxEntry::recipientId)
                .distinct()
                .toList();
        return Audience.people(ids, portfolio.get());
    }

    private void supersede(List<OutboxEntry> entries, String state, String threadKey) {
        Map<String, List<Long>> byReader = entries.stream()
                .collect(Collectors.groupingBy(
                        OutboxEntry::recipientId, Collectors.mapping(OutboxEntry::id, Collectors.toList())));
        byReader.forEach(
                (reader, ids) -> outbox.supersede(ids, "alert:" + threadKey + ":" + state + ":" + reader, null));
    }

    /** Brings breaches up again, by default after 30 minutes and two hours, while nobody has said "I am on it". */
    public int repeatWhatIsDue(Instant now) {
        return repeat(remindable(now), now);
    }

    /** Threads whose breach may have to be brought up again, for {@link #repeat}. */
    public List<AlertThread> remindable(Instant now) {
        List<Duration> steps = settings.get().remindAfter();
        return steps.isEmpty() ? List.of() : threads.breachedBefore(now.minus(steps.get(0)), steps.size());
    }

    /** Brings up those of the threads that are due; one that somebody else brings up is left to him. */
    public int repeat(Collection<AlertThread> remindable, Instant now) {
        int repeated = 0;
        Storms.Gust gust = storms.gust(settings.get(), now);
        List<Duration> steps = settings.get().remindAfter();
        for (AlertThread thread : remindable) {
            Instant breached = thread.breachedAt();
            SlaAlert facts = thread.facts();
            Optional<Tenant> customer = portfolio.get().tenant(thread.tenantId());
            boolean due = breached != null
                    && thread.repeats() < steps.size()
                    && !now.isBefore(breached.plus(steps.get(thread.repeats())));
            if (!due || facts == null || customer.isEmpty() || thread.acknowledgedBy() != null) {
                continue;
            }
            if (!threads.repeated(thread.key(), thread.repeats())) {
                continue;
            }
            int repeats = thread.repeats() + 1;
            SlaAlert seenNow = facts.asOf(now);
            List<Audience.Reader> readers = Audience.reminded(
                    seenNow,
                    repeats,
                    customer.get(),
                    portfolio.get(),
                    settings.get().onCall(),
                    now);
            for (Audience.Reader reader : readers) {
                post(thread, seenNow, customer.get(), reader, ":repeat" + repeats, gust, now);
                repeated++;
            }
        }
        gust.end();
        return repeated;
    }

    /**
     * Names under which a matter may be told of.
     *
     * @param before the one it had when two tickets could share a name
     * @param apart used if another ticket was told of under its own name, when that could be
     */
    public record Names(String own, String before, String apart) {}

    /**
     * The name under which a matter is told of: its own, or an ambiguous older one while a conversation about this very
     * ticket goes on under it.
     *
     * @param ticket what the ticket is or was called in alerts
     */
    public String incident(Names names, Set<String> ticket) {
        boolean goesOn = !names.own().equals(names.before())
                && threads.latest(names.before())
                        .filter(AlertThread::open)
                        .filter(thread -> isAbout(thread, ticket))
                        .isPresent();
        if (goesOn) {
            return names.before();
        }
        boolean taken = threads.latest(names.own())
                .filter(thread -> !isAbout(thread, ticket))
                .isPresent();
        return taken ? names.apart() : names.own();
    }

    /** False if a thread is known to be about another ticket. */
    public boolean mayBeAbout(String threadKey, Set<String> ticket) {
        return threads.find(threadKey).map(thread -> isAbout(thread, ticket)).orElse(true);
    }

    private static boolean isAbout(AlertThread thread, Set<String> ticket) {
        SlaAlert facts = thread.facts();
        return facts != null && ticket.contains(facts.ticket());
    }

    /** Somebody is on it: no more marks and repeats, but a breach and the closing mail still come. */
    public boolean acknowledge(String threadKey, String by, Instant now) {
        if (!threads.acknowledge(threadKey, by)) {
            return false;
        }
        threads.note(threadKey, now, "acknowledged by " + by);
        List<OutboxEntry> repeats = waiting(threadKey, null).stream()
                .filter(e ->
                        !e.dedupeKey().contains(":breach:") || e.dedupeKey().contains(":repeat"))
                .toList();
        supersede(repeats, "acknowledged", threadKey);
        return true;
    }

    /**
     * Renders a mail anew whose "as of" has grown old while it waited.
     *
     * @return the key of the new one; empty if the old one is to go as it is
     */
    public Optional<String> refresh(OutboxEntry entry, Instant now) {
        if (entry.incident() == null || entry.dedupeKey().contains(":closed:")) {
            return Optional.empty();
        }
        Optional<AlertThread> found = threads.find(entry.incident());
        SlaAlert facts = found.map(AlertThread::facts).orElse(null);
        Optional<Tenant> customer = found.flatMap(t -> portfolio.get().tenant(t.tenantId()));
        Optional<Person> person = portfolio.get().person(entry.recipientId());
        boolean still = facts != null
                && found.filter(AlertThread::open).isPresent()
                && entry.dedupeKey().startsWith("alert:" + entry.incident() + ":" + facts.mark() + ":v");
        if (!still || customer.isEmpty() || person.isEmpty() || facts == null) {
            return Optional.empty();
        }
        AlertThread thread = found.get();
        SlaAlert seenNow = facts.asOf(now);
        String key = Revisions.next(entry.dedupeKey());
        Instant expires = entry.expiresAt();
        boolean written = mail.post(
                new AlertMail.Envelope(
                        again(person.get(), seenNow, thread, customer.get(), now),
                        customer.get(),
                        key,
                        thread.key(),
                        entry.subject(),
                        entry.priority(),
                        now,
                        now,
                        expires != null && expires.isAfter(now) ? expires : now.plusSeconds(60),
                        facts.kind() == SlaAlert.Kind.BREACH ? "critical" : "high",
                        facts.kind() == SlaAlert.Kind.BREACH,
                        "A-" + thread.key(),
                        false),
                footer -> page(thread, seenNow, customer.get(), person.get()).page(footer));
        return written ? Optional.of(key) : Optional.empty();
    }

    /** Revisions of one mail, each with a key of its own: {@code …:r2:am17}, {@code …:repeat1:r3:am17}. */
    private static final class Revisions {
        private static final Pattern KEY = Pattern.compile("(.*?)(?::r(\\d{1,6}))?:([^:]+)");

        private Revisions() {}

        static String next(String key) {
            Matcher parts = KEY.matcher(key);
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + key + "' is no key of an alert");
            }
            int revision = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
            return parts.group(1) + ":r" + (revision + 1) + ":" + parts.group(3);
        }
    }

    /** Marks in words, for the timeline. */
    private static final class MarkWords {
        private MarkWords() {}

        static Text of(String mark) {
            return switch (mark) {
                case "50", "75", "90" -> new Text("Warning sent (" + mark + "% used)", "提醒（已用 " + mark + "%）");
                case "warn" -> new Text("Warning sent (shortly before the deadline)", "提醒（临近期限）");
                case "breach" -> new Text("Told that it is overdue", "告知超时");
                case "paused" -> new Text("Told that the clock is paused", "告知计时暂停");
                default -> new Text("Mail sent", "已发信");
            };
        }
    }
}
