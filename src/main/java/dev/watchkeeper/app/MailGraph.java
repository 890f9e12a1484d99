package dev.watchkeeper.app;

import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiOutbox;
import java.util.List;

/** Write, then deliver: the outbox and the loop that empties it. */
public record MailGraph(Outbox outbox, PostOffice postOffice, Delivery delivery) {
    /**
     * @param ours false for a database that was copied from elsewhere: then nothing leaves the machine
     */
    static MailGraph assemble(
            Settings settings,
            World world,
            Database database,
            boolean ours,
            MailEvents events,
            Delivery.Refresher refresher,
            String node) {
        MailPolicy configured = settings.mail().policy();
        MailPolicy policy = ours ? configured : configured.keptInFiles();
        List<Route> routes = policy.mode().usesSmtp() ? world.routes() : List.of(world.files());
        Outbox outbox = new JdbiOutbox(database);
        PostOffice postOffice = new PostOffice(outbox, new MimeWriter(), () -> policy);
        Delivery delivery =
                new Delivery(outbox, postOffice, routes, refresher, events, database.clock(world.clock()), node);
        return new MailGraph(outbox, postOffice, delivery);
    }
}
