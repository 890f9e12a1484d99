package dev.watchkeeper.mail.alert;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Takes back alerts that have not left yet when a person has answered their finding: an accepted risk rings for nobody,
 * and who takes care of something need not be told of it. Joins the running transaction.
 */
public final class Withdrawal {
    private final Threads threads;
    private final Outbox outbox;

    public Withdrawal(Threads threads, Outbox outbox) {
        this.threads = threads;
        this.outbox = outbox;
    }

    /** Hears what somebody decided. */
    public void decided(Change change) {
        for (FindingEvent event : change.events()) {
            String author = String.valueOf(event.author());
            switch (event.kind()) {
                case MUTED -> takeBack(change.finding(), event, entry -> true, "risk accepted by " + author);
                case ACKNOWLEDGED ->
                    takeBack(
                            change.finding(),
                            event,
                            entry -> entry.recipientId().equals(author),
                            author + " takes care of it");
                default -> {
                    // Nothing that waits is wrong for it.
                }
            }
        }
    }

    private void takeBack(Finding finding, FindingEvent event, Predicate<OutboxEntry> whose, String why) {
        String incident = finding.id().toLowerCase(Locale.ROOT);
        List<Long> waiting = threads
                .latest(incident)
                .filter(AlertThread::open)
                .map(thread -> outbox.ofIncident(thread.key()))
                .orElse(List.of())
                .stream()
                .filter(entry -> entry.state().waiting())
                .filter(whose)
                .map(OutboxEntry::id)
                .toList();
        if (outbox.withdraw(waiting, "withdrawn before it left: " + why) > 0) {
            threads.note(incident, event.at(), "withdrawn before it left: " + why);
        }
    }
}
