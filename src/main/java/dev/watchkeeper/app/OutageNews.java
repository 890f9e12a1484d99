package dev.watchkeeper.app;

import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.IncidentEvent;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.mail.alert.OutageAlert;
import dev.watchkeeper.mail.alert.OutageDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings what happened to incidents to the managers. It reads the kept events and not the last poll, so that a crash in
 * between loses nothing; the desk knows what it has told.
 */
final class OutageNews {
    /** Older news is history: the daemon was down, or is new here. */
    private static final Duration NEWS = Duration.ofHours(12);

    private final Incidents incidents;
    private final OutageDesk desk;
    private final Transactions transactions;

    OutageNews(Incidents incidents, OutageDesk desk, Transactions transactions) {
        this.incidents = incidents;
        this.desk = desk;
        this.transactions = transactions;
    }

    /** Tells what is new; the number of mails. */
    int tell(Instant now) {
        int written = 0;
        for (IncidentEvent event : incidents.eventsSince(now.minus(NEWS))) {
            Optional<OutageAlert.Kind> kind = kind(event.kind());
            if (kind.isPresent()) {
                Incident incident = event.incident();
                written += transactions.in(() -> desk.tell(
                        alert(event, kind.get()),
                        tenant -> incident.concerning(tenant.products()).stream()
                                .map(Product::shortTitle)
                                .toList(),
                        now));
            }
        }
        return written;
    }

    private static Optional<OutageAlert.Kind> kind(IncidentEvent.Kind kind) {
        return switch (kind) {
            case OPENED -> Optional.of(OutageAlert.Kind.OPENED);
            case IMPACT_RAISED -> Optional.of(OutageAlert.Kind.RAISED);
            case RECOVERED -> Optional.of(OutageAlert.Kind.RECOVERED);
            case CLOSED -> Optional.of(OutageAlert.Kind.CLOSED);
            case REOPENED -> Optional.of(OutageAlert.Kind.REOPENED);
            case VANISHED -> Optional.of(OutageAlert.Kind.VANISHED);
            case REVISED -> Optional.empty(); // told with the month's figures
        };
    }

    private static OutageAlert alert(IncidentEvent event, OutageAlert.Kind kind) {
        Incident incident = event.incident();
        List<String> products =
                incident.products().stream().map(Product::shortTitle).toList();
        Impact state = incident.state();
        return new OutageAlert(
                kind,
                incident.id(),
                incident.title(),
                incident.last().map(Incident.Update::text).orElse(""),
                products,
                incident.begin(),
                incident.end(),
                event.at(),
                incident.link(),
                state != Impact.INFORMATION && state != Impact.AVAILABLE);
    }
}
