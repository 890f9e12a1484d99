package dev.watchkeeper.digest;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.Handling;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the digests that are due. Each reader's digest is composed, recorded, put into the outbox and its due date
 * advanced in one transaction; one that fails harms no other and is tried again a little later.
 */
public final class DigestWriter {
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(DigestWriter.class);

    private final Supplier<Portfolio> portfolio;
    private final FactsReader reader;
    private final DigestDrafts drafts;
    private final Digests digests;
    private final Outbox outbox;
    private final PostOffice postOffice;
    private final Wishes wishes;
    private final Transactions transactions;
    private final Function<Person, WorkDays> workDays;
    private final DigestEvents events;
    private final Clock clock;

    /** Digests that went well since they last failed or since the start: others are told of it once. */
    private final Set<String> well = ConcurrentHashMap.newKeySet();

    /** Digests that failed before they were due, at the look for when they are: the next look that goes well ends it. */
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();

    public DigestWriter(
            Supplier<Portfolio> portfolio,
            FactsReader reader,
            DigestDrafts drafts,
            Digests digests,
            Outbox outbox,
            PostOffice postOffice,
            NotifyPrefs prefs,
            Transactions transactions,
            Function<Person, WorkDays> workDays,
            DigestEvents events,
            Clock clock) {
        this.portfolio = portfolio;
        this.reader = reader;
        this.drafts = drafts;
        this.digests = digests;
        this.outbox = outbox;
        this.postOffice = postOffice;
        this.wishes = new Wishes(prefs);
        this.transactions = transactions;
        this.workDays = workDays;
        this.events = events;
        this.clock = clock;
    }

    /** What one round did. */
    public record Round(int written, int skipped, int failed) {}

    /** Writes every digest whose time has come. */
    public Round writeWhatIsDue() {
        return writeWhatIsDue(() -> false);
    }

    /** The same until it is told to stop; what is left stays due. */
    public Round writeWhatIsDue(BooleanSupplier stopping) {
        Portfolio now = portfolio.get();
        int written = 0;
        int skipped = 0;
        int failed = 0;
        for (Person person : now.people()) {
            if (stopping.getAsBoolean()) {
                break;
            }
            if (now.managedBy(person.id()).isEmpty()) {
                continue;
            }
            for (DigestKind kind : DigestKind.values()) {
                Optional<Instant> due = Optional.empty();
                try {
                    due = digests.due(kind, person.id());
                    Optional<Boolean> sent = writeIfDue(kind, person, due, now);
                    String key = kind.word() + ":" + person.id();
                    boolean sure = unsure.remove(key);
                    if ((sent.isPresent() && well.add(key)) || sure) {
                        events.well(kind, person);
                    }
                    written += sent.filter(s -> s).isPresent() ? 1 : 0;
                    skipped += sent.filter(s -> !s).isPresent() ? 1 : 0;
                } catch (RuntimeException e) {
                    failed++;
                    putOff(kind, person, due, e);
                }
            }
        }
        if (written + skipped + failed > 0) {
            LOG.info("digests: {} written, {} skipped, {} failed", written, skipped, failed);
        }
        return new Round(written, skipped, failed);
    }

    /** Empty if not due; true if a mail was written, false if it was skipped. */
    private Optional<Boolean> writeIfDue(DigestKind kind, Person person, Optional<Instant> due, Portfolio all) {
        Instant now = clock.instant();
        WorkDays days = workDays.apply(person);
        if (due.isEmpty()) {
            digests.advance(kind, person.id(), null, DigestSchedule.next(kind, person, days, now));
            return Optional.empty();
        }
        if (now.isBefore(due.get())) {
            return pullForward(kind, person, days, due.get(), now);
        }
        return transactions.in(() -> {
            Instant next = DigestSchedule.next(kind, person, days, now);
            if (!digests.advance(kind, person.id(), due.get(), next)) {
                return Optional.empty();
            }
            return Optional.of(write(kind, person, all, latest(kind, person, days, due.get(), now), now));
        });
    }

    /** Of the times that passed while we were down, the last: those before it are folded into it. */
    private static Instant latest(DigestKind kind, Person person, WorkDays days, Instant due, Instant now) {
        Instant latest = due;
        Instant next = DigestSchedule.next(kind, person, days, latest);
        while (!next.isAfter(now)) {
            latest = next;
            next = DigestSchedule.next(kind, person, days, latest);
        }
        return latest;
    }

    /** An earlier time in the configuration takes effect at once. */
    private Optional<Boolean> pullForward(DigestKind kind, Person person, WorkDays days, Instant due, Instant now) {
        Instant planned = DigestSchedule.next(kind, person, days, now);
        if (planned.isBefore(due)) {
            digests.advance(kind, person.id(), due, planned);
        }
        return Optional.empty();
    }

    private boolean write(DigestKind kind, Person person, Portfolio all, Instant due, Instant now) {
        Optional<Wishes.Pause> pause = wishes.pause(person, now);
        Person deputy = pause.isPresent() && person.delegateTo() != null
                ? all.person(person.delegateTo()).orElse(null)
                : null;
        List<Tenant> customers = all.managedBy(person.id());
        Optional<String> off = wishes.off(kind, person);
        if (off.isPresent()) {
            return skip(kind, person, now, off.get());
        }
        if (pause.isPresent() && deputy == null) {
            return skip(kind, person, now, pause.get().reason());
        }
        if (now.isAfter(due.plus(DigestSchedule.patience(kind)))) {
            return skip(
                    kind,
                    person,
                    now,
                    "more than " + DigestSchedule.patience(kind).toHours() + " h late; folded into the next one");
        }
        DigestFacts facts = reader.read(kind, person, deputy, customers, now);
        DigestModel model = DigestComposer.compose(facts);
        if (kind == DigestKind.DAILY && person.dailyMode() == Person.DigestMode.ON_CHANGE) {
            Optional<String> nothing = model.nothingToSay();
            if (nothing.isPresent()) {
                return skip(kind, person, now, nothing.get());
            }
        }
        return send(model, deputy == null ? person : deputy);
    }

    private boolean skip(DigestKind kind, Person person, Instant now, String reason) {
        LocalDate day = now.atZone(person.zone()).toLocalDate();
        String id = (kind == DigestKind.DAILY ? "D-" : "W-") + day.toString().replace("-", "") + "-" + person.id();
        digests.save(new DigestRecord(id, kind, person.id(), null, now, null, null, List.of(), null, reason));
        return false;
    }

    private boolean send(DigestModel model, Person to) {
        DigestFacts facts = model.facts();
        Draft draft = drafts.draft(model);
        int size = draft.html().getBytes(StandardCharsets.UTF_8).length;
        if (size > DigestDrafts.LARGEST_HTML) {
            throw new IllegalStateException("digest " + DigestDrafts.id(facts) + " has " + size
                    + " bytes of HTML; mail clients cut it at " + DigestDrafts.LARGEST_HTML);
        }
        Duration keeps = facts.kind() == DigestKind.DAILY ? Duration.ofHours(6) : Duration.ofHours(48);
        boolean isNew = postOffice.post(
                draft,
                Handling.of(to.id(), Priority.DIGEST, facts.now(), facts.now().plus(keeps)));
        if (!isNew) {
            return false;
        }
        List<Long> older = new ArrayList<>();
        for (OutboxEntry entry : outbox.waiting(facts.kind().mail(), to.id())) {
            if (entry.dedupeKey()
                            .startsWith("digest:" + facts.kind().word() + ":"
                                    + facts.reader().id() + ":")
                    && !entry.dedupeKey().equals(draft.dedupeKey())) {
                older.add(entry.id());
            }
        }
        outbox.supersede(older, draft.dedupeKey(), null);
        digests.save(new DigestRecord(
                DigestDrafts.id(facts),
                facts.kind(),
                facts.reader().id(),
                facts.baseline().map(Baseline::asOf).orElse(null),
                facts.now(),
                facts.baseline().map(Baseline::digestId).orElse(null),
                model.asBaseline(),
                model.traces(),
                draft.dedupeKey(),
                null));
        return true;
    }

    private void putOff(DigestKind kind, Person person, Optional<Instant> due, RuntimeException failure) {
        LOG.error("digest {} for {} failed; the others go on, this one is tried again", kind, person.id(), failure);
        String key = kind.word() + ":" + person.id();
        well.remove(key);
        try {
            events.failed(kind, person, failure);
            Instant now = clock.instant();
            // One that is not due keeps its time: a failed look at it must not make it due today.
            if (due.isEmpty() || due.get().isAfter(now)) {
                unsure.add(key);
            } else {
                digests.due(kind, person.id())
                        .ifPresent(at -> digests.advance(kind, person.id(), at, now.plus(AFTER_FAILURE)));
            }
        } catch (RuntimeException e) {
            LOG.warn("that digest {} for {} failed cannot be noted", kind, person.id(), e);
        }
    }
}
