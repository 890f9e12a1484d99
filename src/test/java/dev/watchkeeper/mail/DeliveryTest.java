package dev.watchkeeper.mail;

import static dev.watchkeeper.mail.Letters.NOW;
import static dev.watchkeeper.mail.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final SendOutcome OK = SendOutcome.accepted(250, "2.0.0 queued");

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final TestClock clock = new TestClock(NOW);
    private final List<String> heard = new ArrayList<>();
    private MailPolicy policy = policy(MailMode.LIVE, 200);
    private final ScriptedMailer main = new ScriptedMailer();
    private final ScriptedMailer other = new ScriptedMailer();
    private final PostOffice postOffice = new PostOffice(outbox, new PlainComposer(), () -> policy);
    private final Delivery delivery = new Delivery(
            outbox,
            postOffice,
            List.of(
                    new Route("smtp", main, 60, Duration.ofSeconds(60)),
                    new Route("fallback", other, 60, Duration.ofSeconds(60))),
            Delivery.Refresher.NONE,
            new Hearing(),
            clock,
            "node-1");

    private static MailPolicy policy(MailMode mode, int perHour) {
        return new MailPolicy(
                mode,
                Mailbox.of("watchkeeper@reseller.example"),
                Mailbox.of("am@reseller.example"),
                Mailbox.of("test@reseller.example"),
                List.of("reseller.example"),
                perHour);
    }

    @Test
    void sendsWhatIsDueAndRemembersTheReply() {
        outbox.write(letter("a"));
        outbox.write(letter("b"));

        assertThat(delivery.deliverPending()).isEqualTo(new Delivery.Round(2, 0, 0));

        assertThat(main.sent).containsExactly("a", "b");
        assertThat(state("a")).isEqualTo(EntryState.SENT);
        assertThat(delivery.deliverPending()).isEqualTo(new Delivery.Round(0, 0, 0));
    }

    @Test
    void alertsAreTriedAgainQuicklyDigestsPatiently() {
        main.always(replied(SendPhase.RCPT, 451, "451 4.3.0 later"));
        outbox.write(letter("a"));
        outbox.write(letter(MailKind.DIGEST_DAILY, "d"));

        assertThat(attemptSeconds("a", 400)).containsExactly(0L, 15L, 45L, 105L, 225L);
        assertThat(outbox.attempts(id("d")).stream()
                        .map(a -> Duration.between(NOW, a.startedAt()).toSeconds()))
                .containsExactly(0L, 60L, 360L);
    }

    private List<Long> attemptSeconds(String key, int seconds) {
        for (int second = 0; second <= seconds; second += 5) {
            clock.set(NOW.plusSeconds(second));
            delivery.deliverPending();
        }
        return outbox.attempts(id(key)).stream()
                .map(a -> Duration.between(NOW, a.startedAt()).toSeconds())
                .toList();
    }

    @Test
    void aRefusedLoginRestsTheRouteBurnsNothingAndTellsTheOperatorOnce() {
        main.always(new SendOutcome(SendOutcome.Kind.AUTH, SendPhase.CONNECT, 535, "535 5.7.8 bad credentials", "x"));
        other.always(new SendOutcome(SendOutcome.Kind.BROKEN, SendPhase.CONNECT, 0, "no route", "x"));
        outbox.write(letter(MailKind.DIGEST_DAILY, "d"));

        for (int minute = 0; minute < 6; minute++) {
            delivery.deliverPending();
            clock.forward(Duration.ofMinutes(1));
        }

        assertThat(outbox.attempts(id("d"))).hasSize(2);
        assertThat(outbox.findByKey("d").orElseThrow().attempts()).isZero();
        assertThat(heard).containsExactly("stopped smtp 535 535 5.7.8 bad credentials");
        main.always(OK);
        clock.forward(Duration.ofMinutes(5));
        delivery.deliverPending();
        assertThat(state("d")).isEqualTo(EntryState.SENT);
        assertThat(heard).endsWith("resumed smtp");
    }

    @Test
    void alertsTakeTheFallbackWhileTheRouteRestsDigestsWait() {
        main.always(new SendOutcome(SendOutcome.Kind.TLS, SendPhase.CONNECT, 0, "STARTTLS is required", "x"));
        outbox.write(letter(MailKind.DIGEST_DAILY, "d"));
        delivery.deliverPending();
        outbox.write(letter("a"));

        delivery.deliverPending();

        assertThat(other.sent).containsExactly("a");
        assertThat(state("d")).isEqualTo(EntryState.PENDING);
    }

    @Test
    void aUsedUpAllowanceIsProbedHourly() {
        main.always(replied(SendPhase.MAIL, 550, "550 5.4.5 Daily user sending limit exceeded"));
        outbox.write(letter(MailKind.DIGEST_WEEKLY, "w"));
        for (int minute = 0; minute <= 150; minute++) {
            delivery.deliverPending();
            clock.forward(Duration.ofMinutes(1));
        }

        assertThat(outbox.attempts(id("w"))).hasSize(3);
        assertThat(heard).hasSize(1);
    }

    @Test
    void anAlertOfUnknownFateGoesAgainAtOnceWithTheSameBytesADigestOnceAReportNever() {
        main.next(silence(), OK, silence(), silence());
        outbox.write(letter("a"));
        delivery.deliverPending();
        assertThat(main.sent).containsExactly("a", "a");
        assertThat(state("a")).isEqualTo(EntryState.SENT);

        outbox.write(letter(MailKind.DIGEST_DAILY, "d"));
        delivery.deliverPending();
        assertThat(state("d")).isEqualTo(EntryState.UNCERTAIN);
        clock.forward(Duration.ofMinutes(9));
        delivery.deliverPending();
        assertThat(main.sent).hasSize(3);
        clock.forward(Duration.ofMinutes(1));
        delivery.deliverPending();
        assertThat(main.sent).hasSize(4);
        assertThat(state("d")).isEqualTo(EntryState.HELD);

        main.next(silence());
        outbox.write(letter("c", MailKind.REPORT_CUSTOMER, Priority.REPORT, clock.instant(), null, "t88", null));
        delivery.deliverPending();
        assertThat(state("c")).isEqualTo(EntryState.HELD);
        assertThat(heard).contains("given up c -: 0 silence");
    }

    @Test
    void aSenderThatDiedBeforeDataIsRepeatedOneThatDiedLaterIsUncertain() {
        outbox.write(letter(MailKind.DIGEST_DAILY, "early"));
        outbox.write(letter(MailKind.DIGEST_DAILY, "late"));
        for (String key : List.of("early", "late")) {
            outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "dead", NOW, NOW.plusSeconds(120));
            if (key.equals("late")) {
                outbox.dataStarted(id(key), "dead", NOW);
            }
        }
        clock.forward(Duration.ofSeconds(121));

        delivery.deliverPending();

        assertThat(state("early")).isEqualTo(EntryState.SENT);
        assertThat(state("late")).isEqualTo(EntryState.UNCERTAIN);
        clock.forward(Duration.ofMinutes(10));
        delivery.deliverPending();
        assertThat(state("late")).isEqualTo(EntryState.SENT);
    }

    /** So slow a server that another sender took the mail over and sent it: nothing of it leaves twice. */
    @Test
    void aLeaseLostBeforeDataSendsNothingAndKeepsNobodyBack() {
        outbox.write(letter("slow"));
        outbox.write(letter("other"));
        Delivery second = new Delivery(
                outbox,
                postOffice,
                List.of(new Route("smtp", other, 60, Duration.ofSeconds(60))),
                Delivery.Refresher.NONE,
                new Hearing(),
                clock,
                "node-2");
        main.beforeNextData(() -> {
            clock.forward(Duration.ofMinutes(3));
            second.deliverPending();
        });
        outbox.write(letter("last"));

        assertThat(delivery.deliverPending().sent()).isZero();

        assertThat(other.sent).containsExactlyInAnyOrder("slow", "other", "last");
        assertThat(main.sent).isEmpty();
        assertThat(state("slow")).isEqualTo(EntryState.SENT);
        assertThat(outbox.attempts(id("slow"))).hasSize(2);
        outbox.write(letter("later"));
        assertThat(delivery.deliverPending().sent()).as("the round after").isEqualTo(1);
    }

    /** A server that is slow before DATA and slow again after it: the next sender waits for its reply. */
    @Test
    void aSlowServersReplyIsWaitedForBeforeAnybodySendsASecondCopy() {
        outbox.write(letter("slow"));
        Delivery second = new Delivery(
                outbox,
                postOffice,
                List.of(new Route("smtp", other, 60, Duration.ofSeconds(60))),
                Delivery.Refresher.NONE,
                new Hearing(),
                clock,
                "node-2");
        main.beforeNextData(() -> clock.forward(Duration.ofSeconds(110)));
        main.afterNextData(() -> {
            clock.forward(Duration.ofSeconds(55));
            second.deliverPending();
        });

        delivery.deliverPending();

        assertThat(other.sent).isEmpty();
        assertThat(main.sent).containsExactly("slow");
        assertThat(state("slow")).isEqualTo(EntryState.SENT);
    }

    @Test
    void whatWasWrittenForAnotherModeIsHeldBeforeAnythingIsSent() {
        outbox.write(letter("a"));
        policy = policy(MailMode.FILE, 200);

        delivery.deliverPending();

        assertThat(main.sent).isEmpty();
        assertThat(state("a")).isEqualTo(EntryState.HELD);
    }

    /** A second version beside a copy that perhaps arrived would be two mails about one thing. */
    @Test
    void anAlertThatPerhapsArrivedIsNotWrittenAnew() {
        List<String> renewed = new ArrayList<>();
        Delivery renewing = new Delivery(
                outbox,
                postOffice,
                List.of(new Route("smtp", main, 60, Duration.ofSeconds(60))),
                (entry, now) -> {
                    renewed.add(entry.dedupeKey());
                    return Optional.empty();
                },
                new Hearing(),
                clock,
                "node-1");
        outbox.write(letter("a"));
        outbox.write(letter("b"));
        outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "dead", NOW, NOW.plusSeconds(120));
        String begun = outbox.queue(EnumSet.of(EntryState.SENDING), 1).get(0).dedupeKey();
        outbox.dataStarted(id(begun), "dead", NOW);
        clock.forward(Duration.ofMinutes(10));

        renewing.deliverPending();

        assertThat(renewed).containsExactly(begun.equals("a") ? "b" : "a");
        assertThat(main.sent).contains(begun);
    }

    @Test
    void whatPerhapsArrivedAndHasExpiredIsLeftToAPerson() {
        Letter letter = letter("a", MailKind.ALERT, Priority.MARK, NOW, NOW.plusSeconds(60), "am17", null);
        outbox.write(letter);
        outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "dead", NOW, NOW.plusSeconds(120));
        outbox.dataStarted(id("a"), "dead", NOW);
        clock.forward(Duration.ofMinutes(10));

        delivery.deliverPending();

        assertThat(main.sent).isEmpty();
        assertThat(state("a")).isEqualTo(EntryState.HELD);
    }

    @Test
    void noConnectionOutlivesARoundOrALostLease() {
        outbox.write(letter("a"));
        delivery.deliverPending();
        assertThat(main.open).isZero();

        outbox.write(letter("b"));
        outbox.write(letter("c"));
        main.beforeNextData(() -> {
            // Another sender takes it over; on this line RCPT was said, so it is good for no other mail.
            clock.forward(Duration.ofMinutes(3));
            outbox.abandoned(clock.instant())
                    .forEach(left -> outbox.settle(
                            left.entry().id(),
                            "node-1",
                            null,
                            DeliveryRules.afterCrash(left.entry(), null, clock.instant()),
                            clock.instant()));
        });
        delivery.deliverPending();
        assertThat(main.connected)
                .as("one for a, one until the lease was lost, one after it")
                .isEqualTo(3);
        assertThat(main.open).isZero();
    }

    @Test
    void aProbeThatAlsoFailsRestsTheRouteForLonger() {
        main.always(new SendOutcome(SendOutcome.Kind.AUTH, SendPhase.CONNECT, 535, "535 5.7.8 bad credentials", "x"));
        outbox.write(letter(MailKind.DIGEST_DAILY, "d"));
        delivery.deliverPending();
        main.always(replied(SendPhase.RCPT, 451, "451 4.3.0 later"));
        clock.forward(Duration.ofMinutes(1));
        delivery.deliverPending();
        int probed = outbox.attempts(id("d")).size();
        main.always(OK);
        clock.forward(Duration.ofMinutes(2));
        delivery.deliverPending();

        assertThat(outbox.attempts(id("d")))
                .as("the second rest takes five minutes")
                .hasSize(probed);
    }

    @Test
    void changedBytesAreNeverSent() {
        Letter letter = letter("a");
        outbox.write(letter);
        letter.mime()[3] ^= 1;

        delivery.deliverPending();

        assertThat(main.sent).isEmpty();
        assertThat(state("a")).isEqualTo(EntryState.FAILED);
    }

    @Test
    void anUnknownAddressIsDeadAfterTwoDays() {
        main.always(replied(SendPhase.RCPT, 550, "550 5.1.1 no such user"));
        outbox.write(letter("a"));
        delivery.deliverPending();
        assertThat(heard).containsExactly("given up a -: 550 550 5.1.1 no such user");
        clock.forward(Duration.ofDays(1));
        outbox.write(letter("b", MailKind.ALERT, Priority.MARK, clock.instant(), null, "am17", null));
        delivery.deliverPending();

        assertThat(heard).contains("dead am17@reseller.example");
    }

    @Test
    void tooManyMailsInAnHourStopEverything() {
        policy = policy(MailMode.LIVE, 3);
        for (int i = 0; i < 5; i++) {
            outbox.write(letter("m" + i, MailKind.ALERT, Priority.MARK, NOW, null, "am17", null));
        }
        delivery.deliverPending();
        delivery.deliverPending();
        assertThat(main.sent).hasSize(3);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).startsWith("stopped all more than 3 mails");

        clock.forward(Duration.ofMinutes(61));
        delivery.deliverPending();
        assertThat(main.sent).hasSize(5);
        assertThat(heard).contains("resumed all");
    }

    @Test
    void aRouteTakesNoMoreThanItsPace() {
        for (int i = 0; i < 70; i++) {
            outbox.write(letter(MailKind.DIGEST_DAILY, "d" + i));
        }
        delivery.deliverPending();
        assertThat(main.sent.size() + other.sent.size()).isEqualTo(70);
        assertThat(main.sent).hasSize(60);
    }

    @Test
    void aMailTooLargeGoesOnceMoreWithoutItsAttachments() {
        main.next(replied(SendPhase.DOT, 552, "552 5.3.4 too big"), OK);
        outbox.write(letter(MailKind.DIGEST_DAILY, "d"));

        delivery.deliverPending();

        assertThat(state("d")).isEqualTo(EntryState.FAILED);
        assertThat(state("d:r2")).isEqualTo(EntryState.SENT);
        assertThat(outbox.findByKey("d:r2").orElseThrow().messageId()).isEqualTo("<d.r2@reseller.example>");
    }

    @Test
    void nothingIsDeliveredWhenMailIsOff() {
        policy = policy(MailMode.OFF, 200);
        outbox.write(letter("a"));
        delivery.deliverPending();
        assertThat(state("a")).isEqualTo(EntryState.PENDING);
    }

    private static SendOutcome replied(SendPhase phase, int code, String reply) {
        return new SendOutcome(SendOutcome.Kind.REPLIED, phase, code, reply, "x");
    }

    private static SendOutcome silence() {
        return new SendOutcome(SendOutcome.Kind.BROKEN, SendPhase.DOT, 0, "silence", "x");
    }

    private EntryState state(String key) {
        return outbox.findByKey(key).orElseThrow().state();
    }

    private long id(String key) {
        return outbox.findByKey(key).orElseThrow().id();
    }

    private static final class PlainComposer implements MimeComposer {
        @Override
        public byte[] compose(Draft draft) {
            return draft.text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] composeForEditing(Draft draft) {
            return compose(draft);
        }

        @Override
        public byte[] withoutAttachments(byte[] mime, String messageId) {
            return Arrays.copyOf(mime, mime.length - 1);
        }

        @Override
        public byte[] readdressed(
                byte[] mime, String messageId, Mailbox to, @Nullable String threadRoot, String notice) {
            return mime;
        }
    }

    /** A fault of ours at one mail, and one at telling of it: the others leave, and this one does when it is over. */
    @Test
    void aMailAtWhichSomethingBreaksKeepsNoOtherBack() {
        boolean[] broken = {true};
        Mailer breaking = () -> new Mailer.Connection() {
            @Override
            public SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData) {
                if (broken[0] && entry.dedupeKey().equals("b")) {
                    throw new IllegalStateException("a fault of ours");
                }
                return main.connect().send(entry, mime, beforeData);
            }

            @Override
            public void close() {}
        };
        Delivery sender = new Delivery(
                outbox,
                postOffice,
                List.of(new Route("smtp", breaking, 60, Duration.ofSeconds(60))),
                Delivery.Refresher.NONE,
                new MailEvents() {
                    @Override
                    public void attempted(OutboxEntry entry, SendOutcome outcome, Decision decision) {
                        throw new IllegalStateException("cannot be told");
                    }

                    @Override
                    public void broken(OutboxEntry entry, RuntimeException failure) {
                        heard.add("broken " + entry.dedupeKey());
                    }
                },
                clock,
                "node-1");
        for (String key : List.of("a", "b", "c")) {
            outbox.write(letter(key));
        }

        sender.deliverPending();
        assertThat(main.sent).containsExactly("a", "c");
        assertThat(heard).containsExactly("broken b");
        broken[0] = false;
        for (int minute = 0; minute < 10; minute++) {
            clock.forward(Duration.ofMinutes(1));
            sender.deliverPending();
        }
        assertThat(main.sent).containsExactly("a", "c", "b");
    }

    private final class Hearing implements MailEvents {
        @Override
        public void givenUp(OutboxEntry entry, String reason) {
            heard.add("given up " + entry.dedupeKey() + " -: " + reason);
        }

        @Override
        public void addressDead(OutboxEntry entry, String reply) {
            heard.add("dead " + entry.toAddress());
        }

        @Override
        public void stopped(String route, String cause) {
            heard.add("stopped " + route + " " + cause);
        }

        @Override
        public void resumed(String route) {
            heard.add("resumed " + route);
        }
    }

    /** Answers as told, in order, then as told for always. */
    private static final class ScriptedMailer implements Mailer {
        private final List<String> sent = new ArrayList<>();
        private final Deque<SendOutcome> next = new ArrayDeque<>();
        private SendOutcome always = OK;
        private Runnable beforeData = () -> {};
        private int connected;
        private int open;

        private Runnable afterData = () -> {};

        /** Happens once, while the next message is being taken. */
        void afterNextData(Runnable what) {
            afterData = what;
        }

        /** Happens once, when the next message is about to be sent. */
        void beforeNextData(Runnable what) {
            beforeData = what;
        }

        void always(SendOutcome outcome) {
            always = outcome;
        }

        void next(SendOutcome... outcomes) {
            next.addAll(List.of(outcomes));
        }

        @Override
        public Connection connect() {
            connected++;
            open++;
            return new Connection() {
                @Override
                public SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData) {
                    SendOutcome outcome = next.isEmpty() ? always : next.removeFirst();
                    if (outcome.phase().compareTo(SendPhase.DATA) >= 0) {
                        Runnable meanwhile = ScriptedMailer.this.beforeData;
                        ScriptedMailer.this.beforeData = () -> {};
                        meanwhile.run();
                        beforeData.run();
                        Runnable slow = ScriptedMailer.this.afterData;
                        ScriptedMailer.this.afterData = () -> {};
                        slow.run();
                        sent.add(entry.dedupeKey());
                    }
                    return outcome;
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }
}
