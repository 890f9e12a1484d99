package dev.watchkeeper.report;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Handling;
import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.report.Reports.Files;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Drafts reports, sends them for review, and after a named approval to the customer. Each step is one transaction; a step
 * taken twice changes nothing.
 */
public final class ReportDesk {
    private static final int FIRST_REMINDER = 3;
    private static final int SECOND_REMINDER = 7;
    private static final LocalTime DRAFT_FROM = LocalTime.of(8, 0);

    /** Later, a report of that quarter is nobody's expectation any more; a command still drafts it. */
    private static final int DRAFT_WITHIN_DAYS = 30;

    /** Drafts take at most this part of the mails an hour, so that they never trip the guard against loops. */
    private static final int SHARE_OF_MAIL = 4;

    private static final Duration REVIEW_KEEPS = Duration.ofDays(7);
    private static final Duration LETTER_KEEPS = Duration.ofHours(24);

    private final Supplier<Portfolio> portfolio;
    private final ReportReader facts;
    private final ReportPress press;
    private final Reports reports;
    private final PostOffice postOffice;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Function<Person, WorkDays> workDays;
    private final Clock clock;

    public ReportDesk(
            Supplier<Portfolio> portfolio,
            ReportReader facts,
            ReportPress press,
            Reports reports,
            PostOffice postOffice,
            Outbox outbox,
            Transactions transactions,
            Function<Person, WorkDays> workDays,
            Clock clock) {
        this.portfolio = portfolio;
        this.facts = facts;
        this.press = press;
        this.reports = reports;
        this.postOffice = postOffice;
        this.outbox = outbox;
        this.transactions = transactions;
        this.workDays = workDays;
        this.clock = clock;
    }

    /** A revision and its files. */
    public record Drafted(ReportRecord record, ReportModel model, Files files) {}

    /** A step that is not allowed; the message says what would be. */
    public static final class RefusedException extends RuntimeException {
        RefusedException(String message) {
            super(message);
        }
    }

    /** The report as it would be now; nothing is stored or sent. */
    public Drafted preview(Tenant tenant, Quarter quarter) {
        Instant now = clock.instant();
        return made(tenant, quarter, nextRevision(tenant, quarter), now);
    }

    private int nextRevision(Tenant tenant, Quarter quarter) {
        return reports.revisions(tenant.id(), quarter).stream()
                        .mapToInt(ReportRecord::revision)
                        .max()
                        .orElse(0)
                + 1;
    }

    private Drafted made(Tenant tenant, Quarter quarter, int revision, Instant now) {
        if (!quarter.start(tenant.zone()).isBefore(now)) {
            throw new RefusedException(quarter + " has not begun in " + tenant.zone() + "; name a quarter that has");
        }
        Person manager = manager(tenant);
        return press.set(facts.read(tenant, manager, quarter, revision, now));
    }

    private Person manager(Tenant tenant) {
        return portfolio
                .get()
                .person(tenant.manager())
                .orElseThrow(() -> new RefusedException(
                        "manager '" + tenant.manager() + "' of tenant " + tenant.id() + " is not in people.yaml"));
    }

    /** Drafts a new revision and asks the account manager; an older revision that is not approved is withdrawn. */
    public Drafted draft(Tenant tenant, Quarter quarter) {
        Instant now = clock.instant();
        return transactions.in(() -> {
            for (ReportRecord older : reports.revisions(tenant.id(), quarter)) {
                if (older.state() == ReportState.DRAFT || older.state() == ReportState.AM_REVIEW) {
                    change(older, older.in(ReportState.WITHDRAWN));
                }
            }
            Drafted made = made(tenant, quarter, nextRevision(tenant, quarter), now);
            ReportRecord record = made.record().in(ReportState.AM_REVIEW);
            reports.add(record, made.files());
            Person manager = manager(tenant);
            Draft review = press.review(tenant, new Drafted(record, made.model(), made.files()), manager, now);
            postOffice.post(review, Handling.of(manager.id(), Priority.REPORT, now, now.plus(REVIEW_KEEPS)));
            return new Drafted(record, made.model(), made.files());
        });
    }

    /**
     * Drafts what nobody has drafted: the quarter that has ended, from eight o'clock (the customer's time) of the
     * manager's first working day after it on. The manager is asked as ever; nothing goes to a customer by itself.
     *
     * @param told told of each tenant that was due, with the failure if there was one; then the others are drafted
     *     nevertheless, and it is tried again
     * @return how many were drafted
     */
    public int draftWhatIsDue(BooleanSupplier stopping, BiConsumer<Tenant, Optional<RuntimeException>> told) {
        Instant now = clock.instant();
        long most = postOffice.policy().perHour() / SHARE_OF_MAIL
                - reports.in(ReportState.AM_REVIEW).stream()
                        .filter(record -> record.draftedAt().isAfter(now.minus(Duration.ofHours(1))))
                        .count();
        Map<Quarter, Set<String>> there = new HashMap<>();
        Map<String, WorkDays> days = new HashMap<>();
        int drafted = 0;
        for (Tenant tenant : portfolio.get().tenants()) {
            if (drafted >= most || stopping.getAsBoolean()) {
                break;
            }
            Quarter ended =
                    Quarter.containing(now.atZone(tenant.zone()).toLocalDate()).previous();
            Optional<Person> manager = portfolio.get().person(tenant.manager());
            if (manager.isPresent()
                    && !there.computeIfAbsent(ended, reports::drafted).contains(tenant.id())
                    && due(
                            tenant,
                            ended,
                            days.computeIfAbsent(manager.get().id(), id -> workDays.apply(manager.get())),
                            now)
                    && owed(tenant, ended)) {
                try {
                    draft(tenant, ended);
                    drafted++;
                    told.accept(tenant, Optional.empty());
                } catch (RuntimeException e) {
                    told.accept(tenant, Optional.of(e));
                }
            }
        }
        return drafted;
    }

    private static boolean due(Tenant tenant, Quarter ended, WorkDays days, Instant now) {
        LocalDate first = ended.next().firstDay();
        LocalDate day = first;
        while (!days.isWorkDay(day) && day.isBefore(first.plusDays(DRAFT_WITHIN_DAYS))) {
            day = day.plusDays(1);
        }
        Instant from = day.atTime(DRAFT_FROM).atZone(tenant.zone()).toInstant();
        Instant until =
                first.plusDays(DRAFT_WITHIN_DAYS).atStartOfDay(tenant.zone()).toInstant();
        return !now.isBefore(from) && now.isBefore(until);
    }

    /** A customer at the quarter's end whom we looked after in it. */
    private boolean owed(Tenant tenant, Quarter ended) {
        boolean customer = tenant.contracts().isEmpty()
                || tenant.planAt(ended.end(tenant.zone()).minusMillis(1)).isPresent();
        return customer && facts.watched(tenant, ended);
    }

    /**
     * Approves a revision and writes the customer's mail; the bytes that leave are the bytes that were reviewed.
     *
     * @param by the name of the person who approves
     * @throws RefusedException if it cannot be approved, with the reason
     */
    public ReportRecord approve(Tenant tenant, Quarter quarter, int revision, String by) {
        if (by.isBlank()) {
            throw new RefusedException("an approval needs the name of a person");
        }
        Instant now = clock.instant();
        return transactions.in(() -> {
            List<ReportRecord> all = reports.revisions(tenant.id(), quarter);
            ReportRecord record = all.stream()
                    .filter(r -> r.revision() == revision)
                    .findFirst()
                    .orElseThrow(() ->
                            new RefusedException("there is no " + quarter + " r" + revision + " for " + tenant.id()
                                    + (all.isEmpty()
                                            ? "; draft it first"
                                            : "; newest is r" + all.get(0).revision())));
            if (record.state() == ReportState.APPROVED || record.state() == ReportState.SENT) {
                throw new RefusedException(
                        record.name() + " was approved by " + record.approvedBy() + " at " + record.approvedAt());
            }
            if (record.state() != ReportState.AM_REVIEW || all.get(0).revision() != revision) {
                throw new RefusedException(record.name() + " is " + record.state() + "; the newest revision is r"
                        + all.get(0).revision());
            }
            Contact contact = ReportPress.contact(tenant)
                    .orElseThrow(() -> new RefusedException("tenant " + tenant.id()
                            + " has no contact with an address; add contacts to its entry in tenants.yaml"));
            Files files = reports.files(record)
                    .orElseThrow(() -> new RefusedException("the files of " + record.name() + " are no longer kept"));
            if (!MessageIds.sha256(files.pdf()).equals(record.pdfSha256())) {
                throw new RefusedException(
                        "the stored PDF of " + record.name() + " is not the one that was reviewed; draft it anew");
            }
            Draft letter = press.letter(tenant, record, files, manager(tenant), contact, now);
            postOffice.post(
                    letter,
                    new Handling(tenant.id(), Priority.REPORT, null, now, now.plus(LETTER_KEEPS), tenant.domains()));
            ReportRecord approved = record.approved(by, now, letter.dedupeKey());
            change(record, approved);
            return approved;
        });
    }

    private void change(ReportRecord read, ReportRecord now) {
        if (!reports.update(read, now)) {
            throw new RefusedException(read.name() + " was changed by somebody else at this moment; look at it again");
        }
    }

    /** Reminds account managers after three and seven work days, then their lead; notes what was sent. */
    public int followUp() {
        Instant now = clock.instant();
        return (int) underway().stream().filter(record -> followUp(record, now)).count();
    }

    /** Revisions that wait for an approval or for their mail to leave. */
    public List<ReportRecord> underway() {
        List<ReportRecord> all = new ArrayList<>(reports.in(ReportState.APPROVED));
        all.addAll(reports.in(ReportState.AM_REVIEW));
        return all;
    }

    /** The same for one revision; true if there was something to do. */
    public boolean followUp(ReportRecord record, Instant now) {
        if (record.state() == ReportState.APPROVED) {
            return record.mailKey() != null
                    && outbox.findByKey(record.mailKey())
                            .filter(e -> e.state() == EntryState.SENT)
                            .isPresent()
                    && reports.update(record, record.in(ReportState.SENT));
        }
        return portfolio
                .get()
                .tenant(record.tenantId())
                .filter(tenant -> remind(record, tenant, now))
                .isPresent();
    }

    private boolean remind(ReportRecord record, Tenant tenant, Instant now) {
        Optional<Person> manager = portfolio.get().person(tenant.manager());
        if (manager.isEmpty() || record.reminders() >= 2) {
            return false;
        }
        long worked = worked(record.draftedAt(), now, manager.get());
        if (worked < (record.reminders() == 0 ? FIRST_REMINDER : SECOND_REMINDER)) {
            return false;
        }
        return transactions.in(() -> {
            if (!reports.update(record, record.reminded())) {
                return false;
            }
            List<Person> readers = new ArrayList<>(List.of(manager.get()));
            String lead = manager.get().lead();
            if (record.reminders() == 1 && lead != null) {
                portfolio.get().person(lead).ifPresent(readers::add);
            }
            for (Person reader : readers) {
                String subject = outbox.findByKey(ReportMails.reviewKey(record, reader))
                        .map(OutboxEntry::subject)
                        .orElse(null);
                Draft mail = press.reminder(tenant, record, reader, subject, now);
                postOffice.post(mail, Handling.of(reader.id(), Priority.REPORT, now, now.plus(REVIEW_KEEPS)));
            }
            return true;
        });
    }

    private long worked(Instant since, Instant now, Person person) {
        WorkDays days = workDays.apply(person);
        LocalDate from = since.atZone(person.zone()).toLocalDate();
        LocalDate to = now.atZone(person.zone()).toLocalDate();
        return from.datesUntil(to.isBefore(from) ? from : to)
                .map(d -> d.plusDays(1))
                .filter(days::isWorkDay)
                .count();
    }
}
