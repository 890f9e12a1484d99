package dev.watchkeeper.journey;

import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiOutbox;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Empties the outbox of an H2 file in rounds and says after each what it did; made to be killed. */
final class DeliveryChild {
    private DeliveryChild() {}

    /** Directory of the database, port of the server, and by how many hours the clock goes ahead. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(Long.parseLong(args[2])));
        Database database = Database.openAsDaemon(DatabaseSettings.h2(Path.of(args[0])), clock);
        Delivery delivery =
                Senders.wire(new JdbiOutbox(database), Integer.parseInt(args[1]), clock, "child-" + args[2]);
        while (true) {
            out.println(delivery.deliverPending());
            Thread.sleep(20);
        }
    }
}
