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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Many alerts for one person at once: one list by deadline, the single mails held back ten minutes; far too many, and
 * only lists. Grouping is in the message: every mark stays a record of its own.
 */
final class Storms {
    /** How bad it is. */
    enum Verdict {
        CALM,
        /** Single mails wait ten minutes. */
        STORM,
        /** Single mails are not sent. */
        FLOOD
    }

    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofSeconds(30);

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

    Verdict judge(AlertThread thread, Person person, AlertSettings settings, Instant now) {
        if (matters(person, thread, now.minus(HOUR)) > settings.summariesFrom()) {
            return Verdict.FLOOD;
        }
        return matters(person, thread, now.minus(SPAN)) > settings.stormFrom() ? Verdict.STORM : Verdict.CALM;
    }

    /** Matters this person was alerted of since an instant, this one included. */
    private long matters(Person person, AlertThread current, Instant since) {
        return outbox.recent(MailKind.ALERT, person.id(), since).stream()
                        .map(OutboxEntry::incident)
                        .filter(Objects::nonNull)
                        .filter(incident -> !incident.equals(current.key()))
                        .distinct()
                        .count()
                + 1;
    }

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
    void summarise(AlertThread newest, String key, Audience.Reader reader, Verdict verdict, Instant now) {
        Person person = reader.person();
        List<SlaAlert> alerts = open(newest, person, now);
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
                .filter(e -> e.state().perhapsSeen())
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
                        reader,
                        null,
                        storm,
                        null,
                        StormPage.subject(alerts, words),
                        Priority.BREACH,
                        now,
                        notBefore,
                        now.plus(HOUR),
                        "critical",
                        true,
                        "A-storm",
                        false),
                footer -> StormPage.page(alerts, this::customer, now, person.minimalPrivacy(), words, footer));
        if (isNew) {
            outbox.supersede(waiting.stream().map(OutboxEntry::id).toList(), storm, null);
        }
        if (verdict == Verdict.FLOOD) {
            outbox.findByKey(key).ifPresent(single -> outbox.supersede(List.of(single.id()), storm, null));
            threads.note(newest.key(), now, "in a list only: too many alerts within the hour");
            events.storm(person, alerts.size());
        }
    }

    private Tenant customer(SlaAlert alert) {
        return portfolio.get().tenant(alert.tenantId()).orElseThrow();
    }

    /** Everything open that this person was alerted of within the hour. */
    private List<SlaAlert> open(AlertThread newest, Person person, Instant now) {
        Map<String, SlaAlert> byIncident = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(outbox.recent(MailKind.ALERT, person.id(), now.minus(HOUR)).stream()
                .map(OutboxEntry::incident)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        keys.remove(newest.key());
        for (String key : keys) {
            threads.find(key).filter(AlertThread::open).ifPresent(t -> {
                if (t.facts() != null && portfolio.get().tenant(t.tenantId()).isPresent()) {
                    byIncident.put(t.incident(), t.facts());
                }
            });
        }
        if (newest.facts() != null) {
            byIncident.put(newest.incident(), newest.facts());
        }
        return List.copyOf(byIncident.values());
    }
}
