package dev.watchkeeper.app;

import dev.watchkeeper.digest.Reconciler;
import dev.watchkeeper.digest.Reconciler.Trouble;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.alert.OperatorDesk;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says by every way there is that mail is missing: log, finding, readiness, and a mail by the second route. */
final class MailWatch {
    private static final Logger log = LoggerFactory.getLogger(MailWatch.class);

    /** Looks are taken every minute or so; after a longer pause the first one says nothing about delivery. */
    private static final Duration ASLEEP = Duration.ofMinutes(10);

    private final Reconciler reconciler;
    private final OwnFindings own;
    private final OperatorDesk operator;
    private final Supplier<MailPolicy> policy;
    private final Supplier<List<Delivery.RouteState>> routes;
    private volatile List<Trouble> latest = List.of();
    private volatile @Nullable Instant lookedAt;

    /**
     * @param routes the ways out and whether they take mail, as the delivery loop of this process knows them
     */
    MailWatch(
            Reconciler reconciler,
            OwnFindings own,
            OperatorDesk operator,
            Supplier<MailPolicy> policy,
            Supplier<List<Delivery.RouteState>> routes) {
        this.routes = routes;
        this.reconciler = reconciler;
        this.own = own;
        this.operator = operator;
        this.policy = policy;
    }

    void look(Instant now) {
        Instant before = lookedAt;
        lookedAt = now;
        if (before == null || Duration.between(before, now).compareTo(ASLEEP) > 0) {
            return; // we were down, or this machine slept: delivery comes to what fell due meanwhile before we judge it
        }
        boolean off = policy.get().mode() == MailMode.OFF;
        List<Trouble> found = off ? List.of() : reconciler.examine(now);
        latest = found;
        List<Trouble> grave = found.stream().filter(MailWatch::isGrave).toList();
        if (grave.isEmpty()) {
            own.clear("SELF-MAIL-MISSING", "mail");
            return;
        }
        String what = grave.get(0).message() + (grave.size() > 1 ? " (+" + (grave.size() - 1) + ")" : "");
        log.error("{} mails are missing; the first: {}", grave.size(), what);
        own.raise(
                "SELF-MAIL-MISSING",
                "mail",
                Severity.CRITICAL,
                new Text("Mail that should have gone has not", "应发的邮件没有发出"),
                Text.same(what),
                new Text(
                        "Run 'watchkeeper mail queue' and 'watchkeeper mail doctor'",
                        "运行 watchkeeper mail queue 和 mail doctor"));
        operator.tell("missing", what, now);
    }

    private static boolean isGrave(Trouble trouble) {
        return trouble.kind() == Trouble.Kind.MISSING || trouble.kind() == Trouble.Kind.STUCK;
    }

    /** For readiness; empty if every mail is on its way and every way is open. */
    Optional<String> problem() {
        List<String> told = new ArrayList<>();
        latest.stream()
                .filter(MailWatch::isGrave)
                .findFirst()
                .map(Trouble::message)
                .ifPresent(told::add);
        for (Delivery.RouteState route : routes.get()) {
            Instant until = route.circuit().openUntil();
            if (until != null) {
                told.add("route " + route.name() + " refuses our mail, next try at " + until + ": "
                        + route.circuit().cause());
            }
        }
        return told.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", told));
    }
}
