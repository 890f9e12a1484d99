package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryDigests;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.Priority;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final Instant NOW = Letters.NOW;
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryDigests digests = new MemoryDigests(outbox);
    private final Reconciler reconciler = new Reconciler(digests, outbox);

    @Test
    void aDigestNotWrittenIsLateAfterAQuarterAndMissingAfterAnHour() {
        digests.advance(DigestKind.DAILY, "am1", null, NOW);
        assertThat(reconciler.examine(NOW.plus(Duration.ofMinutes(15)))).isEmpty();
        assertThat(reconciler.examine(NOW.plus(Duration.ofMinutes(16))))
                .extracting(Reconciler.Trouble::kind, Reconciler.Trouble::ref)
                .containsExactly(Tuple.tuple(Reconciler.Trouble.Kind.LATE, "daily:am1"));
        assertThat(reconciler.examine(NOW.plus(Duration.ofMinutes(61))))
                .extracting(Reconciler.Trouble::kind)
                .containsExactly(Reconciler.Trouble.Kind.MISSING);
    }

    @Test
    void whatIsWrittenAndNotSentIsFoundToo() {
        outbox.write(Letters.letter(MailKind.DIGEST_DAILY, "d"));
        outbox.write(Letters.letter("a", MailKind.ALERT, Priority.BREACH, NOW, null, "am1", null));
        assertThat(reconciler.examine(NOW.plusSeconds(60))).isEmpty();
        assertThat(reconciler.examine(NOW.plus(Duration.ofMinutes(20))))
                .extracting(Reconciler.Trouble::kind)
                .containsExactly(Reconciler.Trouble.Kind.STUCK, Reconciler.Trouble.Kind.LATE);
    }

    @Test
    void reportsAndMailsToOperatorsAreStuckAfterAnHour() {
        outbox.write(Letters.letter("r", MailKind.REPORT_REVIEW, Priority.REPORT, NOW, null, "am1", null));
        outbox.write(Letters.letter("o", MailKind.OPERATOR, Priority.OPERATOR, NOW, null, "operator", null));
        assertThat(reconciler.examine(NOW.plus(Duration.ofMinutes(60)))).isEmpty();
        assertThat(reconciler.examine(NOW.plus(Duration.ofMinutes(61))))
                .extracting(Reconciler.Trouble::kind, Reconciler.Trouble::message)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(
                                Reconciler.Trouble.Kind.STUCK, "r has been due for more than an hour: not tried yet"),
                        Tuple.tuple(
                                Reconciler.Trouble.Kind.STUCK, "o has been due for more than an hour: not tried yet"));
    }

    @Test
    void whatWaitsForAPersonIsRememberedAfterADay() {
        outbox.write(Letters.letter(MailKind.REPORT_CUSTOMER, "c"));
        outbox.holdOtherModes(MailMode.FILE, NOW);
        assertThat(reconciler.examine(NOW.plus(Duration.ofHours(23)))).isEmpty();
        assertThat(reconciler.examine(NOW.plus(Duration.ofHours(25))))
                .extracting(Reconciler.Trouble::kind)
                .containsExactly(Reconciler.Trouble.Kind.HELD);
    }
}
