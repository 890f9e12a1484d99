package dev.watchkeeper.app;

import dev.watchkeeper.mail.BounceDesk;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.NextInChain;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.smtp.BounceMaildir;
import dev.watchkeeper.mail.smtp.BounceSettings;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiOutbox;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Write, then deliver: the outbox and the loop that empties it. */
public record MailGraph(
        Outbox outbox,
        PostOffice postOffice,
        Delivery delivery,
        @Nullable BounceMaildir bounces) {
    /**
     * @param ours false for a database that was copied from elsewhere: then nothing leaves the machine
     */
    static MailGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            boolean ours,
            MailEvents events,
            Delivery.Refresher refresher,
            String node) {
        Settings settings = live.get().settings();
        MailPolicy configured = settings.mail().policy();
        MailPolicy policy = ours ? configured : configured.keptInFiles();
        List<Route> routes = policy.mode().usesSmtp() ? world.routes() : List.of(world.files());
        Outbox outbox = new JdbiOutbox(database);
        PostOffice postOffice = new PostOffice(outbox, new MimeWriter(), () -> policy);
        Clock clock = database.clock(world.clock());
        NextInChain next = new NextInChain(outbox, postOffice, live::portfolio, settings.alerts()::onCall, clock);
        MailEvents all = new Both(events, next);
        Delivery delivery = new Delivery(outbox, postOffice, routes, refresher, all, clock, node);
        BounceDesk desk = new BounceDesk(outbox, all);
        BounceSettings bounces = settings.mail().bounces();
        return new MailGraph(
                outbox,
                postOffice,
                delivery,
                bounces == null
                        ? null
                        : new BounceMaildir(
                                bounces, bounce -> database.in(() -> desk.receive(bounce, clock.instant()))));
    }
}
