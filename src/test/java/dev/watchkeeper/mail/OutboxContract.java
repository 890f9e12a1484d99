package dev.watchkeeper.mail;

import static dev.watchkeeper.mail.Letters.NOW;
import static dev.watchkeeper.mail.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What every outbox does, whatever it is made of. */
public interface OutboxContract {
    Outbox outbox();

    Set<MailKind> ALL = EnumSet.allOf(MailKind.class);
    SendOutcome OK = SendOutcome.accepted(250, "2.0.0 Ok: queued as 4711");

    private OutboxEntry write(Letter letter) {
        outbox().write(letter);
        return outbox().findByKey(letter.dedupeKey()).orElseThrow();
    }

    private Optional<OutboxEntry> lease(Instant now) {
        return outbox().lease(ALL, MailMode.LIVE, "node-1", now, now.plusSeconds(120));
    }

    private static Decision sent() {
        return new Decision(Decision.Reason.ACCEPTED, EntryState.SENT, null, true, null);
    }

    private static Decision failed() {
        return new Decision(Decision.Reason.ADDRESS_UNKNOWN, EntryState.FAILED, null, true, null);
    }

    @Test
    default void ignoresALetterWrittenTwice() {
        assertThat(outbox().write(letter("a"))).isTrue();
        assertThat(outbox().write(letter("a"))).isFalse();

        assertThat(outbox().queue(EnumSet.allOf(EntryState.class), 10)).hasSize(1);
    }

    @Test
    default void keepsWhatWasWritten() {
        Letter letter = letter("a");
        OutboxEntry entry = write(letter);

        assertThat(outbox().mime(entry.id())).contains(letter.mime());
        assertThat(entry.sha256()).isEqualTo(letter.sha256());
        assertThat(entry.expiresAt()).isEqualTo(letter.expiresAt());
        assertThat(entry.subject()).isEqualTo("【SLA】星海科技");
        assertThat(entry.state()).isEqualTo(EntryState.PENDING);
        assertThat(outbox().find(entry.id())).contains(entry);
    }

    @Test
    default void leasesByPriorityThenByNearestExpiry() {
        write(letter("digest", MailKind.DIGEST_DAILY, Priority.DIGEST, NOW, NOW.plusSeconds(60), "am1", null));
        write(letter("late", MailKind.ALERT, Priority.MARK, NOW, NOW.plusSeconds(900), "am1", null));
        write(letter("soon", MailKind.ALERT, Priority.MARK, NOW, NOW.plusSeconds(300), "am1", null));
        write(letter("breach", MailKind.ALERT, Priority.BREACH, NOW, null, "am1", null));
        write(letter("later", MailKind.ALERT, Priority.BREACH, NOW.plusSeconds(30), null, "am1", null));

        List<String> order = new ArrayList<>();
        for (Optional<OutboxEntry> next = lease(NOW); next.isPresent(); next = lease(NOW)) {
            order.add(next.get().dedupeKey());
        }

        assertThat(order).containsExactly("breach", "soon", "late", "digest");
    }

    @Test
    default void aLeasedRowIsNobodyElses() {
        write(letter("a"));

        OutboxEntry leased = lease(NOW).orElseThrow();

        assertThat(leased.state()).isEqualTo(EntryState.SENDING);
        assertThat(leased.tries()).isEqualTo(1);
        assertThat(lease(NOW)).isEmpty();
        assertThat(outbox().settle(leased.id(), "node-2", OK, sent(), NOW)).isFalse();
        assertThat(outbox().dataStarted(leased.id(), "node-2", NOW)).isFalse();
        assertThat(outbox().settle(leased.id(), "node-1", OK, sent(), NOW)).isTrue();
        assertThat(outbox().settle(leased.id(), "node-1", OK, sent(), NOW)).isFalse();
    }

    @Test
    default void leasesOnlyTheKindsAndTheModeAskedFor() {
        write(letter(MailKind.DIGEST_DAILY, "digest"));

        assertThat(outbox().lease(EnumSet.of(MailKind.ALERT), MailMode.LIVE, "n", NOW, NOW))
                .isEmpty();
        assertThat(outbox().lease(ALL, MailMode.FILE, "n", NOW, NOW)).isEmpty();
        assertThat(lease(NOW)).isPresent();
    }

    @Test
    default void remembersTheServersAnswer() {
        write(letter("a"));
        OutboxEntry leased = lease(NOW).orElseThrow();
        outbox().dataStarted(leased.id(), "node-1", NOW.plusSeconds(1));

        outbox().settle(leased.id(), "node-1", OK, sent(), NOW.plusSeconds(2));

        OutboxEntry entry = outbox().find(leased.id()).orElseThrow();
        assertThat(entry.state()).isEqualTo(EntryState.SENT);
        assertThat(entry.smtpCode()).isEqualTo(250);
        assertThat(entry.smtpReply()).isEqualTo("2.0.0 Ok: queued as 4711");
        assertThat(entry.acceptedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(entry.leaseOwner()).isNull();
        assertThat(outbox().attempts(leased.id()))
                .containsExactly(new Attempt(
                        1, NOW, NOW.plusSeconds(1), NOW.plusSeconds(2), "DONE", 250, "2.0.0 Ok: queued as 4711", ""));
        assertThat(outbox().sentSince(NOW)).isEqualTo(1);
        assertThat(outbox().sentSince(NOW.plusSeconds(2))).isZero();
    }

    @Test
    default void aRetryWaitsForItsTime() {
        write(letter("a"));
        OutboxEntry leased = lease(NOW).orElseThrow();
        outbox().settle(
                        leased.id(),
                        "node-1",
                        new SendOutcome(SendOutcome.Kind.REPLIED, SendPhase.RCPT, 450, "450 later", "x"),
                        new Decision(
                                Decision.Reason.RETRY_BY_SCHEDULE, EntryState.PENDING, NOW.plusSeconds(15), true, null),
                        NOW);

        assertThat(lease(NOW.plusSeconds(14))).isEmpty();
        OutboxEntry again = lease(NOW.plusSeconds(15)).orElseThrow();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.tries()).isEqualTo(2);
        assertThat(again.smtpCode()).isEqualTo(450);
    }

    @Test
    default void findsRowsWhoseSenderDied() {
        write(letter("a"));
        write(letter("b"));
        lease(NOW);
        OutboxEntry b = lease(NOW).orElseThrow();
        outbox().dataStarted(b.id(), "node-1", NOW.plusSeconds(3));

        assertThat(outbox().abandoned(NOW.plusSeconds(120))).isEmpty();
        assertThat(outbox().abandoned(NOW.plusSeconds(123)))
                .as("the lease of what may arrive began anew")
                .extracting(left -> left.entry().dedupeKey(), Outbox.Abandoned::dataStartedAt)
                .containsExactly(Tuple.tuple("a", null));
        assertThat(outbox().abandoned(NOW.plusSeconds(124)))
                .extracting(left -> left.entry().dedupeKey(), Outbox.Abandoned::dataStartedAt)
                .containsExactly(Tuple.tuple("a", null), Tuple.tuple("b", NOW.plusSeconds(3)));
    }

    @Test
    default void whatHasExpiredIsNotLeasedAndSaysSo() {
        write(letter("a", MailKind.ALERT, Priority.MARK, NOW, NOW.plusSeconds(60), "am1", null));
        write(letter("c", MailKind.REPORT_CUSTOMER, Priority.REPORT, NOW, NOW.plusSeconds(60), "t88", null));

        assertThat(lease(NOW.plusSeconds(60))).isEmpty();
        assertThat(outbox().expire(NOW.plusSeconds(60)))
                .extracting(OutboxEntry::dedupeKey, OutboxEntry::state)
                .containsExactly(Tuple.tuple("a", EntryState.EXPIRED), Tuple.tuple("c", EntryState.HELD));
        assertThat(outbox().expire(NOW.plusSeconds(61))).isEmpty();
    }

    @Test
    default void whatPerhapsArrivedIsNeverCalledExpired() {
        Instant late = NOW.plusSeconds(60);
        for (String key : List.of("uncertain", "held", "tried again")) {
            OutboxEntry written = write(letter(key, MailKind.DIGEST_DAILY, Priority.DIGEST, NOW, late, "am1", null));
            Decision decision = key.equals("held")
                    ? new Decision(Decision.Reason.FATE_UNKNOWN_ASK_A_PERSON, EntryState.HELD, null, true, "look")
                    : new Decision(
                            Decision.Reason.FATE_UNKNOWN_SEND_ONCE_MORE,
                            EntryState.UNCERTAIN,
                            key.equals("uncertain") ? NOW.plusSeconds(600) : NOW,
                            true,
                            null);
            lease(NOW);
            outbox().settle(written.id(), "node-1", null, decision, NOW);
        }
        OutboxEntry again = lease(NOW).orElseThrow();
        assertThat(again.dedupeKey()).isEqualTo("tried again");
        outbox().settle(
                        again.id(),
                        "node-1",
                        null,
                        new Decision(
                                Decision.Reason.RETRY_BY_SCHEDULE, EntryState.PENDING, NOW.plusSeconds(60), true, null),
                        NOW);

        assertThat(outbox().expire(late))
                .extracting(OutboxEntry::dedupeKey, OutboxEntry::state)
                .containsExactly(
                        Tuple.tuple("uncertain", EntryState.HELD), Tuple.tuple("tried again", EntryState.HELD));
        assertThat(outbox().queue(EnumSet.of(EntryState.HELD), 10)).hasSize(3).allMatch(OutboxEntry::perhapsSeen);
        assertThat(outbox().expire(late.plusSeconds(1))).isEmpty();
        assertThat(lease(late.plusSeconds(86_400))).as("never again by itself").isEmpty();
    }

    @Test
    default void supersedesOnlyWhatStillWaitsOrIsOurs() {
        OutboxEntry a = write(letter("a"));
        OutboxEntry b = write(letter("b"));
        OutboxEntry c = write(letter("c"));
        long leased = lease(NOW).orElseThrow().id();
        assertThat(leased).isEqualTo(a.id());

        assertThat(outbox().supersede(List.of(a.id(), b.id()), "c", null)).isEqualTo(1);
        assertThat(outbox().find(b.id()).orElseThrow().supersededBy()).isEqualTo(c.id());
        assertThat(outbox().find(a.id()).orElseThrow().state()).isEqualTo(EntryState.SENDING);
        assertThat(outbox().supersede(List.of(a.id()), "c", "node-2")).isZero();
        assertThat(outbox().supersede(List.of(a.id()), "c", "node-1")).isEqualTo(1);
        assertThat(lease(NOW).orElseThrow().dedupeKey()).isEqualTo("c");
        assertThat(lease(NOW)).isEmpty();
    }

    @Test
    default void aPersonReleasesCancelsAndSendsAgain() {
        OutboxEntry a = write(letter("a"));
        OutboxEntry b = write(letter("b"));

        assertThat(outbox().cancel(b.id())).isTrue();
        assertThat(outbox().cancel(b.id())).isFalse();
        assertThat(outbox().retry(b.id(), MailMode.LIVE, NOW)).isFalse();
        long leased = lease(NOW).orElseThrow().id();
        outbox().settle(leased, "node-1", OK, sent(), NOW);
        assertThat(outbox().retry(a.id(), MailMode.LIVE, NOW)).isFalse();
        assertThat(outbox().resend(a.id(), MailMode.LIVE, NOW.plusSeconds(7200)))
                .isTrue();
        assertThat(lease(NOW.plusSeconds(7200)).orElseThrow().id()).isEqualTo(a.id());
    }

    @Test
    default void rowsOfAnotherModeAreHeldUntilAPersonReleasesThem() {
        OutboxEntry a = write(letter("a"));

        assertThat(outbox().holdOtherModes(MailMode.FILE, NOW)).isEqualTo(1);

        OutboxEntry held = outbox().find(a.id()).orElseThrow();
        assertThat(held.state()).isEqualTo(EntryState.HELD);
        assertThat(held.holdReason()).isEqualTo("composed in mode live, mail.mode is now file");
        assertThat(outbox().retry(a.id(), MailMode.FILE, NOW)).isTrue();
        assertThat(outbox().lease(ALL, MailMode.FILE, "n", NOW, NOW)).isPresent();
    }

    @Test
    default void findsTheMailsOfOneMatter() {
        write(letter("a", MailKind.ALERT, Priority.MARK, NOW, null, "am1", "48213-fr-1"));
        write(letter("b", MailKind.ALERT, Priority.MARK, NOW, null, "am2", "48213-fr-1"));
        write(letter("c", MailKind.ALERT, Priority.MARK, NOW, null, "am1", "48213-fr-2"));

        assertThat(outbox().ofIncident("48213-fr-1"))
                .extracting(OutboxEntry::dedupeKey)
                .containsExactly("a", "b");
        assertThat(outbox().waiting(MailKind.ALERT, "am1"))
                .extracting(OutboxEntry::dedupeKey)
                .containsExactly("a", "c");
        assertThat(outbox().recent(MailKind.ALERT, "am2", NOW))
                .extracting(OutboxEntry::dedupeKey)
                .containsExactly("b");
        assertThat(outbox().recent(MailKind.ALERT, "am2", NOW.plusMillis(1))).isEmpty();
        assertThat(outbox().recent(MailKind.DIGEST_DAILY, "am2", NOW)).isEmpty();
    }

    @Test
    default void countsTheDaysOnWhichAnAddressWasUnknown() {
        SendOutcome unknown =
                new SendOutcome(SendOutcome.Kind.REPLIED, SendPhase.RCPT, 550, "550 5.1.1 no such user", "x");
        for (int day = 0; day < 2; day++) {
            for (String key : List.of("a" + day, "b" + day)) {
                write(letter(key, MailKind.ALERT, Priority.MARK, NOW, null, "am17", null));
                long id = lease(NOW).orElseThrow().id();
                outbox().settle(id, "node-1", unknown, failed(), NOW.plusSeconds(86_400L * day));
            }
        }
        assertThat(outbox().daysRefused("am17@reseller.example")).isEqualTo(2);

        write(letter("c", MailKind.ALERT, Priority.MARK, NOW, null, "am17", null));
        long id = lease(NOW).orElseThrow().id();
        outbox().settle(id, "node-1", OK, sent(), NOW.plusSeconds(3 * 86_400L));
        assertThat(outbox().daysRefused("am17@reseller.example")).isZero();
    }

    @Test
    default void whatNeedsNoTellingIsWithdrawnWithItsReasonUnlessItLeft() {
        write(letter("a"));
        long gone = lease(NOW).orElseThrow().id();
        outbox().settle(gone, "node-1", OK, sent(), NOW);
        long waiting = write(letter("b")).id();
        assertThat(outbox().withdraw(List.of(), "nothing")).isZero();
        assertThat(outbox().withdraw(List.of(gone, waiting), "risk accepted by chen"))
                .isEqualTo(1);
        assertThat(outbox().find(gone).orElseThrow().state()).isEqualTo(EntryState.SENT);
        assertThat(outbox().find(waiting).orElseThrow().state()).isEqualTo(EntryState.CANCELLED);
        assertThat(outbox().find(waiting).orElseThrow().holdReason()).isEqualTo("risk accepted by chen");
        assertThat(lease(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    default void aMailThatComesBackHasFailedAndCountsAsARefusal() {
        write(letter("a"));
        long id = lease(NOW).orElseThrow().id();
        Bounce bounce = new Bounce("<a@reseller.example>", id, List.of("x"), true, "5.1.1", "no such user", "hash");
        assertThat(outbox().bounced(id, bounce))
                .as("not while it is being sent")
                .isFalse();
        outbox().settle(id, "node-1", OK, sent(), NOW);
        assertThat(outbox().findByMessageId("<a@reseller.example>")).isPresent();
        assertThat(outbox().findByMessageId("<z@reseller.example>")).isEmpty();
        assertThat(outbox().arrived("am17@reseller.example", NOW.minusSeconds(1), NOW))
                .isTrue();
        assertThat(outbox().arrived("am17@reseller.example", NOW, NOW.plusSeconds(1)))
                .isFalse();

        assertThat(outbox().noteBounce(id, bounce, NOW.plusSeconds(5))).isTrue();
        assertThat(outbox().noteBounce(id, bounce, NOW.plusSeconds(6))).isFalse();
        Bounce later = new Bounce("<a@reseller.example>", id, List.of("x"), false, "4.4.1", "still trying", "other");
        assertThat(outbox().noteBounce(id, later, NOW.plusSeconds(7))).isTrue();
        assertThat(outbox().reports(id))
                .containsExactly(
                        new Outbox.Report(NOW.plusSeconds(5), true, "5.1.1", "no such user"),
                        new Outbox.Report(NOW.plusSeconds(7), false, "4.4.1", "still trying"));
        assertThat(outbox().reports(id + 1)).isEmpty();
        assertThat(outbox().bounced(id, bounce)).isTrue();
        assertThat(outbox().bounced(id, bounce)).isFalse();

        OutboxEntry entry = outbox().find(id).orElseThrow();
        assertThat(entry.state()).isEqualTo(EntryState.FAILED);
        assertThat(entry.smtpReply()).isEqualTo("bounced 5.1.1 no such user");
        assertThat(outbox().daysRefused("am17@reseller.example")).isEqualTo(1);
        assertThat(outbox().arrived("am17@reseller.example", NOW.minusSeconds(1), NOW))
                .isFalse();
    }

    @Test
    default void bytesOfFinishedMailsAreForgottenTheirHashIsKept() {
        OutboxEntry a = write(letter("a"));
        write(letter("b"));
        outbox().settle(lease(NOW).orElseThrow().id(), "node-1", OK, sent(), NOW);

        assertThat(outbox().forgetBytes(NOW)).isZero();
        assertThat(outbox().forgetBytes(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(outbox().mime(a.id())).isEmpty();
        assertThat(outbox().find(a.id()).orElseThrow().sha256()).isEqualTo(a.sha256());
        assertThat(outbox().resend(a.id(), MailMode.LIVE, NOW)).isFalse();
    }

    @Test
    default void tellsWhatHasBeenDueLongest() {
        assertThat(outbox().longestDue(MailMode.LIVE, NOW)).isEmpty();
        write(letter("later", MailKind.ALERT, Priority.MARK, NOW.plusSeconds(60), null, "am1", null));
        write(letter("digest", MailKind.DIGEST_DAILY, Priority.DIGEST, NOW, null, "am1", null));
        write(letter("over", MailKind.ALERT, Priority.MARK, NOW.minusSeconds(90), NOW, "am1", null));

        assertThat(outbox().longestDue(MailMode.LIVE, NOW.plusSeconds(61)).map(OutboxEntry::dedupeKey))
                .contains("digest");
        assertThat(outbox().longestDue(MailMode.FILE, NOW.plusSeconds(61))).isEmpty();
        assertThat(outbox().longestDue(MailMode.LIVE, NOW.minusSeconds(120))).isEmpty();
    }

    @Test
    default void tellsHowDeepTheQueuesAre() {
        write(letter("a"));
        write(letter("b"));
        write(letter(MailKind.DIGEST_DAILY, "d"));

        assertThat(outbox().depths())
                .containsExactlyInAnyOrder(
                        new Outbox.Depth(MailKind.ALERT, EntryState.PENDING, 2, NOW),
                        new Outbox.Depth(MailKind.DIGEST_DAILY, EntryState.PENDING, 1, NOW));
    }
}
