package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many alerts for one person at once: one list by deadline, the single mails held back ten minutes; far too many, or
 * several tickets of one customer, and only lists. What ends together ends in one mail too. Grouping is in the message:
 * every mark stays a record of its own.
 */
final class Storms {
    /** How bad it is. */
    enum Verdict {
        CALM,
        /** Single mails wait ten minutes. */
        STORM,
        /** So many tickets of one customer that one list tells them better than a mail each. */
        CROWD,
        /** Single mails are not sent. */
        FLOOD
    }

    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofSeconds(30);

    /** From so many tickets of one customer within ten minutes on, it is one trouble. */
    private static final int CROWD_FROM = 3;

    private final Threads threads;
    private final Outbox outbox;
    private final AlertPost mail;
    private final Supplier<Portfolio> portfolio;
    private final AlertEvents events;

    Storms(Threads threads, Outbox outbox, AlertPost mail, Supplier<Portfolio> portfolio, AlertEvents events) {
        this.threads = threads;
        this.outbox = outbox;
        this.mail = mail;
        this.portfolio = portfolio;
        this.events = events;
    }

    /** Judges the alerts that happen together, and writes one list a person when all have been told. */
    final class Gust {
        /** By person: each matter of the last hour and when it was last written of. */
        private final Map<String, Map<String, Instant>> matters = new HashMap<>();

        private final Map<String, Told> told = new LinkedHashMap<>();
        private final Map<String, Ticket> tickets = new HashMap<>();
        private final Closings closings = new Closings(outbox, mail);
        private final AlertSettings settings;
        private final Instant now;

        private Gust(AlertSettings settings, Instant now) {
            this.settings = settings;
            this.now = now;
        }

        Verdict judge(AlertThread thread, Person person) {
            Map<String, Instant> hour = matters.computeIfAbsent(person.id(), id -> matters(id, now.minus(HOUR)));
            boolean known = hour.containsKey(thread.key());
            if (hour.size() + (known ? 0 : 1) > settings.summariesFrom()) {
                return Verdict.FLOOD;
            }
            Instant since = now.minus(SPAN);
            if (crowd(thread, hour, since) >= CROWD_FROM) {
                return Verdict.CROWD;
            }
            long lately = hour.entrySet().stream()
                    .filter(e ->
                            !e.getKey().equals(thread.key()) && !e.getValue().isBefore(since))
                    .count();
            return lately + 1 > settings.stormFrom() ? Verdict.STORM : Verdict.CALM;
        }

        /** How many tickets of the thread's customer were written of lately, with its own. */
        private long crowd(AlertThread thread, Map<String, Instant> hour, Instant since) {
            learn(hour.keySet());
            tickets.put(thread.key(), Ticket.of(thread));
            return Stream.concat(
                            Stream.of(thread.key()),
                            hour.entrySet().stream()
                                    .filter(e -> !e.getValue().isBefore(since))
                                    .map(Map.Entry::getKey))
                    .map(tickets::get)
                    .filter(ticket -> ticket != null && ticket.tenantId().equals(thread.tenantId()))
                    .distinct()
                    .count();
        }

        private void learn(Collection<String> keys) {
            List<String> unknown =
                    keys.stream().filter(key -> !tickets.containsKey(key)).toList();
            if (!unknown.isEmpty()) {
                threads.find(unknown).forEach(thread -> tickets.put(thread.key(), Ticket.of(thread)));
            }
        }

        /** The last mail of a thread was written. */
        void closed(Audience.Reader reader, Tenant customer, SlaAlert alert, String key) {
            closings.add(reader, customer, alert, key);
        }

        /** A single mail was written. */
        void wrote(AlertThread thread, String key, Audience.Reader reader, Verdict verdict) {
            matters.computeIfAbsent(reader.person().id(), id -> matters(id, now.minus(HOUR)))
                    .put(thread.key(), now);
            if (verdict != Verdict.CALM) {
                Told one = told.computeIfAbsent(
                        reader.person().id(), id -> new Told(reader, new LinkedHashMap<>(), new HashSet<>()));
                if (verdict == Verdict.FLOOD) {
                    one.flooded().put(key, thread.key());
                } else if (verdict == Verdict.CROWD) {
                    one.crowded().add(thread.tenantId());
                }
            }
        }

        /** All have been told: the lists are written. */
        void end() {
            closings.write(now);
            told.forEach((id, one) -> summarise(one, matters.getOrDefault(id, Map.of()), now));
        }
    }

    /**
     * A person who gets a list.
     *
     * @param flooded keys of single mails that are not sent, with the matter of each
     * @param crowded customers whose tickets are told in the list only
     */
    private record Told(Audience.Reader reader, Map<String, String> flooded, Set<String> crowded) {}

    /** A ticket as it is counted: one, however many promises of it run. */
    private record Ticket(String tenantId, String name) {
        static Ticket of(AlertThread thread) {
            SlaAlert facts = thread.facts();
            return new Ticket(thread.tenantId(), facts == null ? thread.incident() : facts.ticket());
        }
    }

    Gust gust(AlertSettings settings, Instant now) {
        return new Gust(settings, now);
    }

    private Map<String, Instant> matters(String personId, Instant since) {
        Map<String, Instant> matters = new LinkedHashMap<>();
        for (OutboxEntry entry : outbox.recent(MailKind.ALERT, personId, since)) {
            String incident = entry.incident();
            if (incident != null) {
                matters.put(incident, entry.createdAt());
            }
        }
        return matters;
    }

    /** A single mail that a list goes before. */
    AlertMail.Envelope held(AlertMail.Envelope e, Instant now) {
        return new AlertMail.Envelope(
                e.reader(),
                e.customer(),
                e.key(),
                e.threadKey(),
                e.subject(),
                e.priority(),
                e.now(),
                now.plus(SPAN),
                e.expiresAt().isBefore(now.plus(SPAN).plusSeconds(60))
                        ? now.plus(SPAN).plusSeconds(60)
                        : e.expiresAt(),
                e.severity(),
                e.important(),
                e.reference(),
                e.closing());
    }

    /** Writes or renews the list; at most one leaves in ten minutes. */
    private void summarise(Told told, Map<String, Instant> matters, Instant now) {
        Person person = told.reader().person();
        List<SlaAlert> alerts = open(matters.keySet());
        if (alerts.isEmpty()) {
            return;
        }
        Instant bucket =
                Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), SPAN.toSeconds()) * SPAN.toSeconds());
        List<OutboxEntry> recent = outbox.recent(MailKind.ALERT, person.id(), bucket.minus(SPAN)).stream()
                .filter(e -> e.dedupeKey().startsWith("alert:storm:"))
                .toList();
        List<OutboxEntry> waiting =
                recent.stream().filter(e -> e.state().waiting()).toList();
        Instant lastSent = recent.stream()
                .filter(e -> e.perhapsSeen())
                .map(OutboxEntry::createdAt)
                .reduce((a, b) -> a.isAfter(b) ? a : b)
                .orElse(Instant.EPOCH);
        Instant soonest = waiting.isEmpty() ? now.plus(WAIT) : waiting.get(0).notBefore();
        Instant notBefore = lastSent.plus(SPAN).isAfter(soonest) ? lastSent.plus(SPAN) : soonest;
        String storm = "alert:storm:" + bucket.getEpochSecond() + ":n" + now.getEpochSecond() + "-" + alerts.size()
                + ":" + person.id();
        Words words = Words.of(person.language(), person.zone());
        boolean isNew = mail.post(
                new AlertMail.Envelope(
                        told.reader(),
                        null,
                        storm,
                        null,
                        StormPage.subject(alerts, now, words),
                        Priority.BREACH,
                        now,
                        notBefore,
                        now.plus(HOUR),
                        "critical",
                        true,
                        "A-storm",
                        false),
                footer -> StormPage.page(
                        alerts, this::customer, now, person.minimalPrivacy(), words, mail.links(), footer));
        if (!told.crowded().isEmpty()) {
            leaveToTheList(told, alerts, storm, now);
        }
        if (isNew) {
            outbox.supersede(waiting.stream().map(OutboxEntry::id).toList(), storm, null);
        }
        if (!told.flooded().isEmpty()) {
            outbox.supersede(
                    outbox.waiting(MailKind.ALERT, person.id()).stream()
                            .filter(e -> told.flooded().containsKey(e.dedupeKey()))
                            .map(OutboxEntry::id)
                            .toList(),
                    storm,
                    null);
            told.flooded()
                    .values()
                    .forEach(matter -> threads.note(matter, now, "in a list only: too many alerts within the hour"));
            events.storm(person, alerts.size());
        }
    }

    /** The customers' single mails that still wait are told in the list. */
    private void leaveToTheList(Told told, List<SlaAlert> alerts, String storm, Instant now) {
        Set<String> listed = alerts.stream()
                .filter(alert -> told.crowded().contains(alert.tenantId()))
                .map(SlaAlert::incident)
                .collect(Collectors.toSet());
        List<OutboxEntry> singles = outbox
                .waiting(MailKind.ALERT, told.reader().person().id())
                .stream()
                .filter(e -> !Closings.isClosing(e.dedupeKey()))
                .filter(e -> Optional.ofNullable(e.incident())
                        .flatMap(threads::find)
                        .filter(thread -> listed.contains(thread.incident()))
                        .isPresent())
                .toList();
        outbox.supersede(singles.stream().map(OutboxEntry::id).toList(), storm, null);
        singles.forEach(single -> threads.note(
                String.valueOf(single.incident()), now, "in a list only: several tickets of one customer at once"));
    }

    private Tenant customer(SlaAlert alert) {
        return portfolio.get().tenant(alert.tenantId()).orElseThrow();
    }

    /** What is open of these matters. */
    private List<SlaAlert> open(Collection<String> matters) {
        Map<String, SlaAlert> byIncident = new LinkedHashMap<>();
        for (AlertThread thread : threads.find(matters)) {
            SlaAlert facts = thread.facts();
            if (thread.open()
                    && facts != null
                    && portfolio.get().tenant(thread.tenantId()).isPresent()) {
                byIncident.put(thread.incident(), facts);
            }
        }
        return List.copyOf(byIncident.values());
    }
}
