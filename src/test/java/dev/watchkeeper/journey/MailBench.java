package dev.watchkeeper.journey;

import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letter;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiOutbox;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Delivery of digests as they are mailed, from an H2 file to an SMTP server of this process; argument: how many. Each
 * mail is leased, its DATA noted and its outcome recorded in transactions that are on the disk before the next step.
 */
final class MailBench {
    private MailBench() {}

    public static void main(String[] args) throws Exception {
        int mails = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        Clock clock = Clock.systemUTC();
        Path directory = Files.createTempDirectory("mail-bench");
        AtomicInteger arrived = new AtomicInteger();
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) -> arrived.incrementAndGet())
                .build();
        server.start();
        try (Database database = Database.openAsDaemon(DatabaseSettings.h2(directory), clock)) {
            AtomicLong inDatabase = new AtomicLong();
            Outbox outbox = timed(new JdbiOutbox(database), inDatabase);
            byte[] mime = digest();
            round(outbox, server, clock, mime, 200, "warm");
            arrived.set(0);
            inDatabase.set(0);
            double seconds = round(outbox, server, clock, mime, mails, "m");
            System.out.printf(
                    "%d mails of %d KB: %.1f s (%.1f s of them in the database), %.0f mails a second; %d arrived, %d sent%n",
                    mails,
                    mime.length / 1024,
                    seconds,
                    inDatabase.get() / 1e9,
                    mails / seconds,
                    arrived.get(),
                    outbox.depths().stream()
                                    .filter(depth -> depth.state() == EntryState.SENT)
                                    .mapToInt(Outbox.Depth::count)
                                    .sum()
                            - 200);
        } finally {
            server.stop();
        }
    }

    private static Outbox timed(Outbox outbox, AtomicLong nanos) {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, args) -> {
                    long begun = System.nanoTime();
                    Object result = method.invoke(outbox, args);
                    if (!method.getName().equals("write")) {
                        nanos.addAndGet(System.nanoTime() - begun);
                    }
                    return result;
                });
    }

    private static double round(Outbox outbox, SMTPServer server, Clock clock, byte[] mime, int mails, String name) {
        Instant now = clock.instant();
        for (int i = 0; i < mails; i++) {
            outbox.write(letter(name + i, mime, now));
        }
        long begun = System.nanoTime();
        Senders.wire(outbox, server.getPortAllocated(), clock, "bench").deliverPending();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!outbox.queue(EnumSet.of(EntryState.PENDING, EntryState.SENDING), 1).isEmpty()) {
            throw new IllegalStateException("mails are left over");
        }
        return seconds;
    }

    /** As large as a usual digest with its sheet. */
    private static byte[] digest() {
        String html = "<p>" + "3 to act: Xinghai first reply due 09:05<br>".repeat(700) + "</p>";
        return new MimeWriter().compose(Letters.draft("bench", "3 to act", "Xinghai\n".repeat(700), html));
    }

    private static Letter letter(String key, byte[] mime, Instant now) {
        return new Letter(
                MailKind.DIGEST_DAILY,
                MailMode.LIVE,
                key,
                MessageIds.of(key, "reseller.example"),
                null,
                null,
                "am17",
                "am17@reseller.example",
                "zh-CN",
                "Asia/Shanghai",
                "3 to act",
                mime,
                new String(mime, StandardCharsets.ISO_8859_1).length(),
                Priority.DIGEST,
                now,
                null,
                null,
                now);
    }
}
