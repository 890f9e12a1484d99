package dev.watchkeeper.app;

import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;
import java.util.function.Consumer;

/** Two who listen to the delivery loop, one after the other. */
record Both(MailEvents first, MailEvents second) implements MailEvents {
    @Override
    public void attempted(OutboxEntry entry, SendOutcome outcome, Decision decision) {
        each(one -> one.attempted(entry, outcome, decision));
    }

    @Override
    public void givenUp(OutboxEntry entry, String reason) {
        each(one -> one.givenUp(entry, reason));
    }

    @Override
    public void addressDead(OutboxEntry entry, String reply) {
        each(one -> one.addressDead(entry, reply));
    }

    @Override
    public void bounced(OutboxEntry entry, Bounce bounce) {
        each(one -> one.bounced(entry, bounce));
    }

    @Override
    public void refused(OutboxEntry entry, SendOutcome outcome) {
        each(one -> one.refused(entry, outcome));
    }

    @Override
    public void stopped(String route, String cause) {
        each(one -> one.stopped(route, cause));
    }

    @Override
    public void works(String route) {
        each(one -> one.works(route));
    }

    @Override
    public void resumed(String route) {
        each(one -> one.resumed(route));
    }

    private void each(Consumer<MailEvents> news) {
        news.accept(first);
        news.accept(second);
    }
}
