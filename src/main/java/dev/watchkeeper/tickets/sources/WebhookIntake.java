package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.Intake;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for pushed events: size, network, signature, rate, form, then one transaction, then 202. Nothing is parsed
 * before its signature is proved, and nothing is acknowledged before it is durable. Safe for many threads.
 */
public final class WebhookIntake implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);
    private static final Duration FUTURE = Duration.ofMinutes(5);
    private static final Duration HEARD_EVERY = Duration.ofSeconds(30);
    private static final Duration TRY_LATER = Duration.ofSeconds(30);

    private final Supplier<List<SourceSettings>> sources;
    private final TicketEvents log;
    private final SourceStates states;
    private final SourceNotices notices;
    private final Transactions transactions;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();
    private final BinaryDeliveries binary = new BinaryDeliveries();

    private record Bucket(int rate, RateLimit limit) {}

    public WebhookIntake(
            Supplier<List<SourceSettings>> sources,
            TicketEvents log,
            SourceStates states,
            SourceNotices notices,
            Transactions transactions,
            Clock clock) {
        this.sources = sources;
        this.log = log;
        this.states = states;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Reply receive(Delivery delivery) {
        Optional<SourceSettings> found = sources.get().stream()
                .filter(s -> s.type() == SourceSettings.Type.WEBHOOK && s.id().equals(delivery.source()))
                .findFirst();
        if (found.isEmpty()) {
            return Reply.of(404, "no such source");
        }
        SourceSettings source = found.get();
        if (delivery.body().length > MAX_BODY_BYTES) {
            return Reply.of(413, "the body is larger than 1 MiB");
        }
        HttpHeaders headers = new HttpHeaders(delivery.headers());
        Instant now = clock.instant();
        String refused = refusal(source, delivery, headers, now);
        if (!refused.isEmpty()) {
            LOG.warn("Delivery to {} refused: {}", source.id(), refused);
            return Reply.of(401, refused);
        }
        // Only after the proof, so that strangers cannot use up the sender's rate.
        Duration wait = bucket(source).take(now);
        if (!wait.isZero()) {
            return new Reply(429, "too many deliveries", wait);
        }
        return take(source, delivery, headers, now);
    }

    private static String refusal(SourceSettings source, Delivery delivery, HttpHeaders headers, Instant now) {
        if (!source.allowFrom().isEmpty()
                && source.allowFrom().stream()
                        .map(Network::parse)
                        .noneMatch(network -> network.contains(delivery.remote()))) {
            return "deliveries from this address are not accepted";
        }
        SignaturePreset.Verdict verdict = source.signatureOrNone()
                .verify(
                        headers,
                        delivery.body(),
                        source.secrets().stream().map(Secret::reveal).toList(),
                        now,
                        source.toleranceInUse());
        return verdict.proven() ? "" : verdict.reason();
    }

    private RateLimit bucket(SourceSettings source) {
        int rate = source.deliveriesPerSecond();
        return buckets.compute(
                        source.id(),
                        (id, old) -> old != null && old.rate() == rate ? old : new Bucket(rate, new RateLimit(rate)))
                .limit();
    }

    private Reply take(SourceSettings source, Delivery delivery, HttpHeaders headers, Instant now) {
        DeliveryReader.Read read;
        try {
            read = DeliveryReader.read(
                    source, headers, delivery.body(), binary, ticket -> log.ofTicket(source.id() + "/" + ticket));
        } catch (InvalidEvent e) {
            LOG.warn("Delivery to {} cannot be read: {}", source.id(), e.getMessage());
            return Reply.of(400, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | ArithmeticException
                | DateTimeException
                | StackOverflowError e) {
            // Nobody foresaw such a body; to ask for it again would change nothing.
            LOG.warn("Delivery to {} cannot be read", source.id(), e);
            return Reply.of(400, "the body cannot be read as this source's form");
        } catch (RuntimeException e) {
            return storeFailed(source, e);
        }
        List<TicketEvent> events = new ArrayList<>();
        List<DeliveryReader.Bad> bad = new ArrayList<>(read.bad());
        for (TicketEvent event : read.events()) {
            try {
                if (!event.sourceId().equals(source.id())) {
                    throw new InvalidEvent("source '" + event.source() + "' does not belong to this address; expected "
                            + source.eventSource());
                }
                events.add(EventLimits.check(event.withReceivedAt(now)));
            } catch (InvalidEvent e) {
                bad.add(new DeliveryReader.Bad(event.id(), String.valueOf(e.getMessage()), event.toString()));
            }
        }
        if (events.isEmpty() && !bad.isEmpty()) {
            return Reply.of(400, bad.get(0).reason());
        }
        TicketEvents.Appended appended;
        try {
            appended = transactions.in(() -> {
                for (DeliveryReader.Bad one : bad) {
                    log.quarantine(
                            new TicketEvents.Quarantined(source.id(), one.eventId(), now, one.reason(), one.body()));
                }
                return log.append(events);
            });
        } catch (RuntimeException e) {
            return storeFailed(source, e);
        }
        try {
            tell(source, read, events, bad, appended, now);
        } catch (RuntimeException e) {
            // What is stored is stored; the sender need not come again for a finding of ours.
            LOG.warn("what is odd about a delivery to {} cannot be told: {}", source.id(), e.toString());
        }
        return Reply.of(202, "stored");
    }

    /** Not acknowledged, so the sender keeps it and comes again. */
    private static Reply storeFailed(SourceSettings source, RuntimeException e) {
        LOG.error(
                "Delivery to {} could not be stored, the sender is told to come again: {}", source.id(), e.toString());
        return new Reply(503, "cannot store at the moment", TRY_LATER);
    }

    private void tell(
            SourceSettings source,
            DeliveryReader.Read read,
            List<TicketEvent> events,
            List<DeliveryReader.Bad> bad,
            TicketEvents.Appended appended,
            Instant now) {
        String id = source.id();
        Instant before = heard.get(id);
        if (before == null || Duration.between(before, now).abs().compareTo(HEARD_EVERY) > 0) {
            heard.put(id, now);
            states.heard(id, now);
        }
        SourceWarnings.unmapped(notices, id, read.unmapped());
        if (!appended.conflicts().isEmpty()) {
            SourceWarnings.conflict(notices, id, appended.conflicts());
        }
        SourceWarnings.refused(appended.refused()).forEach(line -> bad.add(new DeliveryReader.Bad(null, line, "")));
        if (!bad.isEmpty()) {
            notices.raise(
                    id,
                    SourceNotices.Kind.UNREADABLE,
                    new Text(
                            bad.size() + " events of a batch could not be read and are in ticket_quarantine; first: "
                                    + bad.get(0).reason(),
                            "一批事件中有 " + bad.size() + " 条无法读取，已放入 ticket_quarantine"));
        }
        events.stream()
                .filter(e -> e.occurredAt().isAfter(now.plus(FUTURE)))
                .findFirst()
                .ifPresent(e -> SourceWarnings.future(notices, id, e));
    }
}
