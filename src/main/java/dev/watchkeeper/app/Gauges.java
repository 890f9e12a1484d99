package dev.watchkeeper.app;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.ops.Metrics;
import dev.watchkeeper.ops.Probe;
import dev.watchkeeper.ops.Sampler;
import dev.watchkeeper.schedule.Bells;
import dev.watchkeeper.schedule.NextRing;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.tickets.OutboundEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What a scrape of the metrics asks of the running application. What only the database knows comes from the sampler, so
 * that a scrape never waits.
 */
final class Gauges {
    private final Metrics metrics;
    private final Sampler sampler;

    Gauges(Metrics metrics, Sampler sampler) {
        this.metrics = metrics;
        this.sampler = sampler;
    }

    void register(LiveConfiguration live, Bells bells) {
        metrics.gauge(
                "watchkeeper.tenants",
                "tenants in the configuration",
                () -> live.portfolio().tenants().size());
        metrics.gauge(
                "watchkeeper.config.refused",
                "1 while the configuration on disk is refused",
                () -> live.refused().isPresent() ? 1 : 0);
        metrics.gauge(
                "watchkeeper.bells.next.timestamp",
                "seconds",
                "when the next bell rings, in seconds since 1970",
                sampler.figure(() -> bells.nextRings().stream()
                        .map(NextRing::next)
                        .filter(Objects::nonNull)
                        .mapToLong(Instant::getEpochSecond)
                        .min()
                        .orElse(0)));
        metrics.gauge(
                "watchkeeper.sample.age",
                "seconds",
                "how old the last look at the database is, from which probes and metrics are told",
                sampler::ageSeconds);
    }

    /** Whether the database answers, and how busy the pool is that everything but the bells shares. */
    void registerDatabase(Database database) {
        Probe answers = sampler.gate();
        metrics.gauge(
                "watchkeeper.database.up",
                "1 while the database answers",
                () -> answers.problem().get().isEmpty() ? 1 : 0);
        metrics.gauge(
                "watchkeeper.database.connections",
                "connections of the pool that are in use",
                database::connectionsInUse);
    }

    /** How many jobs have not succeeded in time, and what is wrong with ourselves. */
    void registerWellBeing(IntSupplier lateJobs, Findings findings, Clock clock) {
        metrics.gauge(
                "watchkeeper.jobs.late",
                "background jobs that have not succeeded for twice their period",
                sampler.figure(lateJobs::getAsInt));
        Supplier<List<Finding>> open = remembered(
                () -> findings.search(FindingQuery.unresolved(clock.instant()).ofTenants(List.of(Finding.OURSELVES))),
                clock);
        for (Severity severity : Severity.values()) {
            metrics.gauge(
                    "watchkeeper.own.findings",
                    "open findings about watchkeeper itself",
                    sampler.figure(() -> open.get().stream()
                            .filter(finding -> finding.severity() == severity)
                            .count()),
                    "severity",
                    severity.word());
        }
    }

    /** What waits in the outbox, for how long, and whether the ways out are open. */
    void registerMail(MailGraph mail, Clock clock) {
        Outbox outbox = mail.outbox();
        Supplier<List<Outbox.Depth>> depths = remembered(outbox::depths, clock);
        for (EntryState state :
                EnumSet.of(EntryState.PENDING, EntryState.SENDING, EntryState.UNCERTAIN, EntryState.HELD)) {
            gauge("watchkeeper.outbox", "mails that are not finished", state, depths);
        }
        for (EntryState state :
                EnumSet.of(EntryState.FAILED, EntryState.EXPIRED, EntryState.SUPERSEDED, EntryState.CANCELLED)) {
            gauge("watchkeeper.outbox.unsent", "mails that never left, and why", state, depths);
        }
        metrics.gauge(
                "watchkeeper.outbox.oldest",
                "seconds",
                "seconds since the mail that has waited longest was due",
                sampler.figure(() -> outbox.longestDue(
                                mail.postOffice().policy().mode(), clock.instant())
                        .map(entry -> Duration.between(entry.notBefore(), clock.instant())
                                        .toMillis()
                                / 1000.0)
                        .orElse(0.0)));
        for (Delivery.RouteState route : mail.delivery().routes()) {
            metrics.gauge(
                    "watchkeeper.mail.circuit",
                    "1 while a route refuses our mail and rests",
                    () -> mail.delivery().routes().stream()
                                    .anyMatch(now -> now.name().equals(route.name())
                                            && now.circuit().openUntil() != null)
                            ? 1
                            : 0,
                    "route",
                    route.name());
        }
    }

    private void gauge(String name, String help, EntryState state, Supplier<List<Outbox.Depth>> depths) {
        for (MailKind kind : MailKind.values()) {
            metrics.gauge(
                    name,
                    help,
                    sampler.figure(() -> depths.get().stream()
                            .filter(depth -> depth.state() == state && depth.kind() == kind)
                            .mapToInt(Outbox.Depth::count)
                            .sum()),
                    "kind",
                    kind.name().toLowerCase(Locale.ROOT),
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** One question to the database answers all gauges of a round. */
    private static <T> Supplier<List<T>> remembered(Supplier<List<T>> asked, Clock clock) {
        AtomicReference<Answer<T>> last = new AtomicReference<>(new Answer<>(Instant.MIN, List.of()));
        return () -> {
            Instant now = clock.instant();
            Answer<T> known = Objects.requireNonNull(last.get());
            if (known.at().isAfter(now) || known.at().isBefore(now.minusSeconds(1))) {
                known = new Answer<>(now, asked.get());
                last.set(known);
            }
            return known.rows();
        };
    }

    private record Answer<T>(Instant at, List<T> rows) {}

    /** Whether the calendars can be trusted. */
    void registerCalendars(LiveConfiguration live, Clock clock) {
        metrics.gauge(
                "watchkeeper.calendar.incomplete",
                "years that holiday sets in use should have and do not, this year and from October on the next",
                () -> {
                    ServiceLevels levels = live.get().levels();
                    return levels == null
                            ? 0
                            : levels.calendars().yearWarnings(clock.instant()).size();
                });
    }

    /** Whether deadlines are watched, and how far behind. */
    void registerClocks(SlaGraph sla, OutboundEvents outbound, Clock clock, Clock local) {
        metrics.gauge(
                "watchkeeper.sla.lag",
                "seconds",
                "how far the watch over deadlines lies behind the earliest one that is due",
                sampler.figure(() -> sla.watch().lag(clock.instant()).toMillis() / 1000.0));
        metrics.gauge(
                "watchkeeper.sla.heartbeat",
                "seconds",
                "seconds since the last round of the watch over deadlines",
                () -> since(sla.watch().lastRound(), local));
        metrics.gauge(
                "watchkeeper.sla.selftest",
                "seconds",
                "seconds since the self-test clock, a promise of one minute, was seen broken at its second",
                () -> since(sla.watch().lastSelfTest(), local));
        metrics.gauge(
                "watchkeeper.sla.queue",
                "tickets that wait to be folded again",
                sampler.figure(() -> sla.book().queued()));
        metrics.gauge("watchkeeper.outbound", "outbound events that wait", sampler.figure(outbound::waiting));
    }

    /** By this machine's clock, which does not have to ask anybody; the database's may be a moment ahead. */
    private static double since(Optional<Instant> at, Clock local) {
        return at.map(then ->
                        Math.max(0, Duration.between(then, local.instant()).toMillis() / 1000.0))
                .orElse(Double.NaN);
    }
}
