package dev.watchkeeper.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that empties the outbox: lease, send, record. Nothing is sent inside a transaction. One instance is used by
 * one thread at a time; several instances, in one process or many, may share an outbox.
 */
public final class Delivery {
    /** Composed longer ago than this and not yet begun, an alert's "as of" misleads. */
    private static final Duration STALE = Duration.ofMinutes(5);

    /** Attempts of one round that break off before it is taken for a fault of something else. */
    private static final int MOST_BROKEN = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Outbox outbox;
    private final PostOffice postOffice;
    private final List<Exit> exits;
    private final Refresher refresher;
    private final MailEvents events;
    private final Clock clock;
    private final String owner;
    private boolean guardTripped;

    /**
     * A sender.
     *
     * @param routes the usual way first; a second one carries alerts while the first refuses us
     * @param owner unique among all senders of this outbox
     */
    public Delivery(
            Outbox outbox,
            PostOffice postOffice,
            List<Route> routes,
            Refresher refresher,
            MailEvents events,
            Clock clock,
            String owner) {
        this.outbox = outbox;
        this.postOffice = postOffice;
        this.exits = routes.stream().map(Exit::new).toList();
        this.refresher = refresher;
        this.events = events;
        this.clock = clock;
        this.owner = owner;
    }

    /** What one round did. */
    public record Round(int sent, int notSent, int expired) {}

    /** Sends what is due until nothing is, a limit is met or every route rests. */
    public Round deliverPending() {
        return deliverPending(() -> false);
    }

    /** The same until it is told to stop; a mail that is being handed over is handed over first. */
    public Round deliverPending(BooleanSupplier stopping) {
        MailMode mode = postOffice.policy().mode();
        Instant start = clock.instant();
        int expired = 0;
        for (OutboxEntry entry : outbox.expire(start)) {
            expired++;
            tell(() -> events.givenUp(entry, entry.state() == EntryState.HELD ? "expired, held" : "expired"));
        }
        if (mode == MailMode.OFF) {
            return new Round(0, 0, expired);
        }
        outbox.holdOtherModes(mode, start);
        for (Outbox.Abandoned left : outbox.abandoned(start)) {
            Decision decision = DeliveryRules.afterCrash(left.entry(), left.dataStartedAt(), start);
            try {
                settle(left.entry(), String.valueOf(left.entry().leaseOwner()), null, decision, start);
            } catch (RuntimeException e) {
                broken(left.entry(), e);
            }
        }
        return drain(mode, expired, stopping);
    }

    private Round drain(MailMode mode, int expired, BooleanSupplier stopping) {
        int sent = 0;
        int notSent = 0;
        int broken = 0;
        try {
            while (!stopping.getAsBoolean()) {
                Instant now = clock.instant();
                Optional<Exit> exit = exits.stream().filter(e -> e.permits(now)).findFirst();
                if (exit.isEmpty() || guardTrips(now)) {
                    break;
                }
                Exit way = exit.get();
                Set<MailKind> kinds = way == exits.get(0) || !exits.get(0).resting(now)
                        ? EnumSet.allOf(MailKind.class)
                        : MailKind.urgentOnes();
                Optional<OutboxEntry> next = outbox.lease(
                        kinds, mode, owner, now, now.plus(way.route.timeout().multipliedBy(2)));
                if (next.isEmpty()) {
                    break;
                }
                try {
                    if (deliver(next.get(), way, now)) {
                        sent++;
                    } else {
                        notSent++;
                    }
                } catch (RuntimeException e) {
                    way.disconnect();
                    broken(next.get(), e);
                    notSent++;
                    if (++broken == MOST_BROKEN) {
                        throw e; // not the mails' fault
                    }
                }
            }
        } finally {
            exits.forEach(Exit::disconnect);
        }
        if (sent + notSent + expired > 0) {
            LOG.info("delivery round: {} sent, {} not sent, {} expired", sent, notSent, expired);
        }
        return new Round(sent, notSent, expired);
    }

    /** It is leased still, and is tried again when the lease ends. */
    private void broken(OutboxEntry entry, RuntimeException failure) {
        LOG.error("mail {} cannot be handled; the others are, and this one is tried again", entry.id(), failure);
        tell(() -> events.broken(entry, failure));
    }

    /** Whoever cannot be told keeps no mail from being sent. */
    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.warn("what became of a mail cannot be told", e);
        }
    }

    private boolean deliver(OutboxEntry entry, Exit way, Instant now) {
        if (entry.kind() == MailKind.ALERT
                && entry.uncertain() == 0
                && entry.createdAt().isBefore(now.minus(STALE))
                && entry.notBefore().isBefore(now.minus(STALE))
                && renderedAnew(entry, now)) {
            return false;
        }
        byte[] mime = outbox.mime(entry.id()).orElse(new byte[0]);
        SendOutcome outcome;
        if (!MessageIds.sha256(mime).equals(entry.sha256())) {
            outcome = new SendOutcome(
                    SendOutcome.Kind.CORRUPT,
                    SendPhase.CONNECT,
                    0,
                    "the stored bytes do not match their hash; nothing was sent",
                    "");
        } else {
            way.pace.take(now);
            try {
                outcome = way.connection().send(entry, mime, () -> {
                    if (!outbox.dataStarted(entry.id(), owner, clock.instant())) {
                        throw new LeaseLost();
                    }
                });
            } catch (LeaseLost e) {
                LOG.warn(
                        "mail {}: the lease was lost before the message was sent; whoever has it now sends it",
                        entry.id());
                way.disconnect();
                return false;
            }
        }
        Instant end = clock.instant();
        Decision decision = DeliveryRules.decide(entry, outcome, end);
        if (decision.reason() == Decision.Reason.ADDRESS_UNKNOWN
                || (decision.reason() == Decision.Reason.REFUSED_FOR_GOOD)) {
            events.refused(entry, outcome); // first, so that a crash in between repeats it instead of losing it
        }
        settle(entry, owner, outcome, decision, end);
        way.note(outcome, end);
        if (decision.reason() == Decision.Reason.TOO_LARGE && !entry.dedupeKey().endsWith(":r2")) {
            postOffice.postWithoutAttachments(entry, mime);
        }
        return decision.state() == EntryState.SENT;
    }

    private boolean renderedAnew(OutboxEntry entry, Instant now) {
        try {
            Optional<String> newer = refresher.refresh(entry, now);
            newer.ifPresent(key -> outbox.supersede(List.of(entry.id()), key, owner));
            return newer.isPresent();
        } catch (RuntimeException e) {
            LOG.warn("alert {} cannot be rendered anew and goes as it is", entry.id(), e);
            return false;
        }
    }

    private void settle(
            OutboxEntry entry, String leaseOwner, @Nullable SendOutcome outcome, Decision decision, Instant now) {
        if (!outbox.settle(entry.id(), leaseOwner, outcome, decision, now)) {
            LOG.warn("mail {}: lease lost before the outcome {} was recorded", entry.id(), decision.reason());
            return;
        }
        LOG.debug("mail {}: {} -> {}", entry.id(), decision.reason(), decision.state());
        if (outcome != null) {
            tell(() -> events.attempted(entry, outcome, decision));
        }
        if (decision.state() == EntryState.FAILED || decision.state() == EntryState.HELD) {
            String why = outcome == null ? decision.reason().name() : outcome.code() + " " + outcome.reply();
            tell(() -> events.givenUp(entry, why));
        }
        if (decision.reason() == Decision.Reason.ADDRESS_UNKNOWN
                && outcome != null
                && outbox.daysRefused(entry.toAddress()) >= 2) {
            tell(() -> events.addressDead(entry, outcome.code() + " " + outcome.reply()));
        }
    }

    /** More mails in an hour than anybody planned: a loop of ours, so nothing is sent until the hour has passed. */
    private boolean guardTrips(Instant now) {
        int most = postOffice.policy().perHour();
        boolean over = outbox.sentSince(now.minus(Duration.ofHours(1))) >= most;
        if (over && !guardTripped) {
            tell(() -> events.stopped(
                    "all", "more than " + most + " mails in one hour (mail.perHour); sending waits, nothing is lost"));
        } else if (!over && guardTripped) {
            tell(() -> events.resumed("all"));
        }
        guardTripped = over;
        return over;
    }

    /** Names of the routes and whether each takes mail now; may be asked by any thread. */
    public List<RouteState> routes() {
        List<RouteState> states = new ArrayList<>();
        exits.forEach(exit -> states.add(new RouteState(exit.route.name(), exit.circuit)));
        return states;
    }

    /** A route and its circuit. */
    public record RouteState(String name, Circuit circuit) {}

    /** A route in use: its circuit, its pace and its open connection. */
    private final class Exit {
        private final Route route;
        private final Pace pace;
        private volatile Circuit circuit = Circuit.CLOSED; // others ask for it
        private boolean worked;
        private Mailer.@Nullable Connection open;

        Exit(Route route) {
            this.route = route;
            this.pace = new Pace(route.perMinute(), Duration.ofMinutes(1));
        }

        boolean permits(Instant now) {
            return circuit.permits(now) && pace.permits(now);
        }

        boolean resting(Instant now) {
            return !circuit.permits(now);
        }

        Mailer.Connection connection() {
            if (open == null) {
                open = route.mailer().connect();
            }
            return open;
        }

        void note(SendOutcome outcome, Instant now) {
            if (!worked && outcome.kind() == SendOutcome.Kind.ACCEPTED) {
                worked = true;
                tell(() -> events.works(route.name()));
            }
            Circuit before = circuit;
            circuit = circuit.after(outcome, now);
            if (before.openUntil() == null && circuit.openUntil() != null) {
                tell(() -> events.stopped(route.name(), circuit.cause()));
            } else if (before.openUntil() != null && circuit.openUntil() == null) {
                tell(() -> events.resumed(route.name()));
            }
            if (outcome.kind() != SendOutcome.Kind.ACCEPTED && outcome.kind() != SendOutcome.Kind.REPLIED) {
                disconnect();
            }
        }

        void disconnect() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }

    /** Another sender has the mail by now, and may have sent it. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        LeaseLost() {
            super("the lease was lost", null, false, false);
        }
    }

    /** Renders an alert anew whose "as of" has grown old. */
    public interface Refresher {
        /** For mails that are sent as they are. */
        Refresher NONE = (entry, now) -> Optional.empty();

        /** The key of the newer revision it wrote; empty if the entry should go as it is. */
        Optional<String> refresh(OutboxEntry entry, Instant now);
    }
}
