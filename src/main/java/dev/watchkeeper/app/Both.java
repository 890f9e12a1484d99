package dev.watchkeeper.app;

import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;

/** Two who listen to the delivery loop, one after the other. */
record Both(MailEvents first, MailEvents second) implements MailEvents {
    @Override
    public void attempted(OutboxEntry entry, SendOutcome outcome, Decision decision) {
        first.attempted(entry, outcome, decision);
        second.attempted(entry, outcome, decision);
    }

    @Override
    public void givenUp(OutboxEntry entry, String reason) {
        first.givenUp(entry, reason);
        second.givenUp(entry, reason);
    }

    @Override
    public void addressDead(OutboxEntry entry, String reply) {
        first.addressDead(entry, reply);
        second.addressDead(entry, reply);
    }

    @Override
    public void bounced(OutboxEntry entry, Bounce bounce) {
        first.bounced(entry, bounce);
        second.bounced(entry, bounce);
    }

    @Override
    public void refused(OutboxEntry entry, SendOutcome outcome) {
        first.refused(entry, outcome);
        second.refused(entry, outcome);
    }

    @Override
    public void stopped(String route, String cause) {
        first.stopped(route, cause);
        second.stopped(route, cause);
    }

    @Override
    public void works(String route) {
        first.works(route);
        second.works(route);
    }

    @Override
    public void resumed(String route) {
        first.resumed(route);
        second.resumed(route);
    }
}
