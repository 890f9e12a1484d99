package dev.watchkeeper.mail.alert;

import dev.watchkeeper.calendar.WorkDays;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells account managers of incidents at Google: one conversation for each incident and reader, with all customers
 * concerned in it, a mail for each piece of news and one at the end. Runs in its caller's transaction.
 */
public final class OutageDesk {
    private static final Duration KEEPS = Duration.ofHours(24);
    private static final Duration CLOSING_KEEPS = Duration.ofHours(12);

    private final Supplier<Portfolio> portfolio;
    private final Threads threads;
    private final Outbox outbox;
    private final AlertPost mail;
    private final Function<Person, WorkDays> workDays;
    private final Supplier<AlertSettings> settings;
    private final ZoneId zone;

    /**
     * A desk for one installation.
     *
     * @param zone of the day in subjects, which readers in all zones share
     */
    public OutageDesk(
            Supplier<Portfolio> portfolio,
            Threads threads,
            Outbox outbox,
            PostOffice postOffice,
            PageRenderer renderer,
            Supplier<Links> links,
            Function<Person, WorkDays> workDays,
            Supplier<AlertSettings> settings,
            ZoneId zone,
            String version) {
        this.zone = zone;
        this.portfolio = portfolio;
        this.threads = threads;
        this.outbox = outbox;
        this.mail = new AlertPost(new AlertMail(renderer, postOffice::policy, links, version), postOffice);
        this.workDays = workDays;
        this.settings = settings;
    }

    /**
     * Tells one piece of news; the same news again changes nothing.
     *
     * @param hit products of a customer that the incident concerns; empty if none
     * @return how many mails were written
     */
    public int tell(OutageAlert alert, Function<Tenant, List<String>> hit, Instant now) {
        String note = alert.kind() + " " + alert.at();
        if (threads.notes(alert.matter()).stream().anyMatch(told -> told.note().equals(note))) {
            return 0;
        }
        threads.note(alert.matter(), now, note);
        Optional<AlertThread> open = threads.latest(alert.matter()).filter(AlertThread::open);
        if (open.isEmpty() && !(alert.kind().opens() && alert.grave())) {
            return 0;
        }
        AlertThread thread = open.orElseGet(() -> opened(alert, now));
        boolean closing = alert.kind() == OutageAlert.Kind.CLOSED;
        int written = 0;
        for (Map.Entry<Audience.Reader, Map<Tenant, List<String>>> one :
                readers(hit, now).entrySet()) {
            if (post(thread, alert, one.getKey(), one.getValue(), closing, now)) {
                written++;
            }
        }
        if (closing) {
            threads.close(thread.key());
        }
        return written;
    }

    private AlertThread opened(OutageAlert alert, Instant now) {
        AlertThread thread = AlertThread.opened(
                threads.latest(alert.matter()),
                alert.matter(),
                "",
                OutagePage.subject(alert, Language.ZH_CN, zone),
                OutagePage.subject(alert, Language.EN, zone),
                null,
                null,
                now);
        threads.begin(thread);
        return thread;
    }

    /** Managers, or who stands in for them, each with the customers concerned, by name. */
    private Map<Audience.Reader, Map<Tenant, List<String>>> readers(Function<Tenant, List<String>> hit, Instant now) {
        Map<String, Audience.Reader> byId = new LinkedHashMap<>();
        Map<Audience.Reader, Map<Tenant, List<String>>> found = new LinkedHashMap<>();
        List<Tenant> tenants = new ArrayList<>(portfolio.get().tenants());
        tenants.sort(Comparator.comparing(Tenant::shortName).thenComparing(Tenant::id));
        for (Tenant tenant : tenants) {
            List<String> products = hit.apply(tenant);
            if (!products.isEmpty()) {
                for (Audience.Reader reader : Audience.manager(tenant, portfolio.get(), now)) {
                    Audience.Reader first = byId.computeIfAbsent(reader.person().id(), id -> reader);
                    found.computeIfAbsent(first, r -> new LinkedHashMap<>()).put(tenant, products);
                }
            }
        }
        return found;
    }

    private boolean post(
            AlertThread thread,
            OutageAlert alert,
            Audience.Reader reader,
            Map<Tenant, List<String>> concerned,
            boolean closing,
            Instant now) {
        Person person = reader.person();
        List<OutboxEntry> before = outbox.ofIncident(thread.key()).stream()
                .filter(entry -> entry.recipientId().equals(person.id()))
                .toList();
        List<Long> waiting = before.stream()
                .filter(entry -> entry.state().waiting())
                .map(OutboxEntry::id)
                .toList();
        String key = "alert:" + thread.key() + ":"
                + (closing ? "closed" : alert.kind().word()) + "-" + alert.at().getEpochSecond() + ":" + person.id();
        boolean seen = before.stream().anyMatch(OutboxEntry::perhapsSeen);
        if (closing && !seen) {
            // It came and went while the reader was at rest: nothing was opened, so nothing is closed.
            outbox.supersede(waiting, key, null);
            return false;
        }
        WorkDays days = workDays.apply(person);
        Instant from = QuietHours.at(person, days, now)
                ? QuietHours.end(person, days, now)
                : now.plus(settings.get().findingWait());
        Words words = Words.of(person.language(), person.zone());
        boolean isNew = mail.post(
                new AlertMail.Envelope(
                        reader,
                        null,
                        key,
                        thread.key(),
                        AlertMail.subject(thread, person.language()),
                        closing ? Priority.CLOSING : Priority.CRITICAL,
                        now,
                        from,
                        from.plus(closing ? CLOSING_KEEPS : KEEPS),
                        "high",
                        false,
                        alert.matter(),
                        closing),
                footer -> OutagePage.page(alert, concerned, person.minimalPrivacy(), words, mail.links(), footer));
        if (isNew) {
            outbox.supersede(waiting, key, null);
        }
        return isNew;
    }
}
