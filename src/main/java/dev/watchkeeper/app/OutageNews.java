package dev.watchkeeper.app;

import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.IncidentEvent;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.jobs.OneByOne;
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
    private final OneByOne oneByOne;

    OutageNews(Incidents incidents, OutageDesk desk, OneByOne oneByOne) {
        this.incidents = incidents;
        this.desk = desk;
        this.oneByOne = oneByOne;
    }

    /** Tells what is new; the number of mails. */
    long tell(Instant now) {
        return oneByOne.each(
                "incident-news",
                incidents.eventsSince(now.minus(NEWS)),
                event -> event.incident().id() + " " + event.kind() + " " + event.at(),
                event -> kind(event.kind()).map(kind -> tell(event, kind, now)).orElse(0),
                now);
    }

    private int tell(IncidentEvent event, OutageAlert.Kind kind, Instant now) {
        Incident incident = event.incident();
        return desk.tell(
                alert(event, kind),
                tenant -> incident.concerning(tenant.products()).stream()
                        .map(Product::shortTitle)
                        .toList(),
                now);
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
