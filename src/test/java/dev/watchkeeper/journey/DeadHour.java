package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letter;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.smtp.ScriptedServer;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiOutbox;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * An hour of an SMTP server that is dead, refuses, cuts the line in DATA, or takes a mail and says nothing, while the
 * sender is killed again and again, between any two of its steps and without closing anything.
 */
abstract class DeadHour {
    /** What the server does instead of what it usually does; the first is what a server should do. */
    private static final List<Map<String, String>> MOODS = List.of(
            Map.of(),
            Map.of("CONNECT", ScriptedServer.CLOSE),
            Map.of("CONNECT", "421 4.3.2 going down"),
            Map.of("MAIL", "451 4.3.0 later"),
            Map.of("RCPT", "450 4.2.1 later"),
            Map.of("RCPT", ScriptedServer.RESET),
            Map.of("DATA", ScriptedServer.CLOSE),
            Map.of("BODY", ScriptedServer.RESET),
            Map.of("DOT", "451 4.3.0 no room"),
            Map.of("DOT", ScriptedServer.CLOSE),
            Map.of("MAIL", "530 5.7.0 login first"),
            Map.of("DOT", ScriptedServer.SILENT));

    private static final Map<String, String> USUAL = Map.of(
            "CONNECT", "220 test ESMTP",
            "MAIL", "250 2.1.0 ok",
            "RCPT", "250 2.1.5 ok",
            "DATA", "354 go on",
            "DOT", "250 2.0.0 queued");

    private final TestClock clock = new TestClock(Letters.NOW);
    private final MailLedger ledger = new MailLedger();
    private final Set<String> killedAt = new TreeSet<>();
    private int letters;
    private int lives;

    /** The database as it is for a process that starts now. */
    abstract Database reopen(int life) throws IOException;

    /** The sender is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Lives through the hour and the quiet after it; the mails that wait for a person because they perhaps arrived. */
    final List<OutboxEntry> live(long seed) throws IOException {
        Random random = new Random(seed);
        try (ScriptedServer server = new ScriptedServer()) {
            Database database = reopen(lives++);
            for (int minute = 0; minute < 60; minute += 2) {
                mood(server, MOODS.get(minute / 2 % MOODS.size()));
                write(new JdbiOutbox(database), minute);
                boolean alive = rounds(database, server, 4, 1 + random.nextInt(25));
                if (!alive) {
                    Database old = database;
                    database = reopen(lives++);
                    old.close();
                }
            }
            mood(server, MOODS.get(0));
            for (int quiet = 0; quiet < 6; quiet++) {
                rounds(database, server, 2, Integer.MAX_VALUE);
                clock.forward(Duration.ofMinutes(30));
            }
            Outbox outbox = new JdbiOutbox(database);
            assertThat(outbox.queue(EnumSet.of(EntryState.PENDING, EntryState.SENDING, EntryState.UNCERTAIN), 100))
                    .isEmpty();
            List<OutboxEntry> held = ledger.balance(outbox, server);
            database.close();
            assertThat(killedAt).as("killed between all steps").hasSizeGreaterThanOrEqualTo(4);
            return held;
        }
    }

    private static void mood(ScriptedServer server, Map<String, String> mood) {
        USUAL.forEach(server::answer);
        server.resetBodyAfter(mood.containsKey("BODY") ? 10 : Integer.MAX_VALUE);
        mood.forEach((step, reply) -> {
            if (!step.equals("BODY")) {
                server.answer(step, reply);
            }
        });
    }

    private void write(Outbox outbox, int minute) {
        write(outbox, MailKind.ALERT, Priority.MARK);
        if (minute % 6 == 0) {
            write(outbox, MailKind.DIGEST_DAILY, Priority.DIGEST);
            write(outbox, MailKind.OPERATOR, Priority.OPERATOR);
        }
        if (minute % 10 == 0) {
            write(outbox, MailKind.REPORT_CUSTOMER, Priority.REPORT);
        }
    }

    private void write(Outbox outbox, MailKind kind, Priority priority) {
        Letter letter = Letters.letter("m" + letters++, kind, priority, clock.instant(), null, "am17", null);
        assertThat(outbox.write(letter)).isTrue();
        ledger.wrote(letter);
    }

    /** Rounds half a minute apart; false if the sender was killed in one. */
    private boolean rounds(Database database, ScriptedServer server, int rounds, int stepsToLive) {
        Delivery delivery =
                Senders.wire(mortal(new JdbiOutbox(database), stepsToLive), server.port(), clock, "life-" + lives);
        boolean alive = true;
        for (int round = 0; round < rounds; round++) {
            try {
                if (alive) {
                    delivery.deliverPending();
                }
            } catch (Killed e) {
                alive = false;
            }
            clock.forward(Duration.ofSeconds(30));
        }
        return alive;
    }

    /** The outbox of a sender that dies before or after one of its steps has committed. */
    private Outbox mortal(Outbox outbox, int stepsToLive) {
        List<String> steps = new ArrayList<>();
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, args) -> {
                    boolean step = List.of("lease", "dataStarted", "settle").contains(method.getName());
                    if (step) {
                        die(steps, "before " + method.getName(), stepsToLive);
                    }
                    Object result = call(outbox, method, args);
                    if (step) {
                        die(steps, "after " + method.getName(), stepsToLive);
                    }
                    return result;
                });
    }

    private void die(List<String> steps, String here, int stepsToLive) {
        steps.add(here);
        if (steps.size() == stepsToLive) {
            killedAt.add(here);
            throw new Killed();
        }
    }

    private static Object call(Outbox outbox, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(outbox, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
