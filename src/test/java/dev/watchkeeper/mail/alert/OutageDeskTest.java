package dev.watchkeeper.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemoryThreads;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.OutboxEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Incidents at Google, told to am17 whose only customer uses Gmail. */
class OutageDeskTest {
    /** A Tuesday, 10:00 in Shanghai. */
    private static final Instant TEN = Instant.parse("2026-11-24T02:00:00Z");

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Desks desks = new Desks(outbox, new MemoryThreads());
    private final OutageDesk desk = desks.outageDesk();

    private static OutageAlert alert(OutageAlert.Kind kind, Instant at) {
        return alert(kind, at, true);
    }

    private static OutageAlert alert(OutageAlert.Kind kind, Instant at, boolean grave) {
        return new OutageAlert(
                kind,
                "AbC123",
                "Gmail: delayed <b>delivery</b>",
                "We are investigating",
                List.of("Gmail", "Google Meet"),
                TEN.minusSeconds(1800),
                kind == OutageAlert.Kind.CLOSED ? at.minusSeconds(60) : null,
                at,
                "https://www.google.com/appsstatus/dashboard/incidents/AbC123",
                grave);
    }

    private int tell(OutageAlert alert) {
        return desk.tell(alert, tenant -> List.of("Gmail"), alert.at());
    }

    private List<OutboxEntry> mails() {
        return outbox.queue(EnumSet.allOf(EntryState.class), 50);
    }

    private String mime(OutboxEntry entry) {
        return new String(outbox.mime(entry.id()).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void oneConversationFromTheOpeningToTheEnd() {
        assertThat(tell(alert(OutageAlert.Kind.OPENED, TEN))).isEqualTo(1);
        assertThat(tell(alert(OutageAlert.Kind.OPENED, TEN)))
                .as("the same news again")
                .isZero();
        desks.deliver(TEN.plusSeconds(180));
        tell(alert(OutageAlert.Kind.RECOVERED, TEN.plusSeconds(3600)));
        desks.deliver(TEN.plusSeconds(3900));
        tell(alert(OutageAlert.Kind.CLOSED, TEN.plusSeconds(7200)));
        desks.deliver(TEN.plusSeconds(7500));
        tell(alert(OutageAlert.Kind.RECOVERED, TEN.plusSeconds(9000)));

        assertThat(mails())
                .extracting(OutboxEntry::dedupeKey)
                .containsExactlyInAnyOrder(
                        "alert:g-abc123:opened-1795485600:am17",
                        "alert:g-abc123:recovered-1795489200:am17",
                        "alert:g-abc123:closed-1795492800:am17");
        assertThat(mails()).extracting(OutboxEntry::subject).containsOnly("[Google] Gmail incident | 24 Nov");
        assertThat(mails()).extracting(OutboxEntry::state).containsOnly(EntryState.SENT);
        assertThat(mails())
                .allSatisfy(
                        entry -> assertThat(mime(entry)).contains("In-Reply-To: <i.g-abc123.am17@reseller.example>"));
    }

    @Test
    void whatWasReopenedIsANewConversation() {
        tell(alert(OutageAlert.Kind.OPENED, TEN));
        desks.deliver(TEN.plusSeconds(180));
        tell(alert(OutageAlert.Kind.CLOSED, TEN.plusSeconds(600)));
        desks.deliver(TEN.plusSeconds(900));
        tell(alert(OutageAlert.Kind.REOPENED, TEN.plusSeconds(1200)));

        assertThat(mails()).extracting(OutboxEntry::dedupeKey).contains("alert:g-abc123e2:reopened-1795486800:am17");
    }

    @Test
    void newerNewsReplacesWhatStillWaitsAndWhatCameAndWentUnseenIsNotToldAtAll() {
        tell(alert(OutageAlert.Kind.OPENED, TEN));
        tell(alert(OutageAlert.Kind.RAISED, TEN.plusSeconds(60)));
        assertThat(mails())
                .extracting(OutboxEntry::state)
                .containsExactlyInAnyOrder(EntryState.SUPERSEDED, EntryState.PENDING);
        tell(alert(OutageAlert.Kind.CLOSED, TEN.plusSeconds(90)));
        assertThat(mails()).extracting(OutboxEntry::state).containsOnly(EntryState.SUPERSEDED);
    }

    @Test
    void aNightWaitsForTheMorning() {
        Instant night = Instant.parse("2026-11-24T15:00:00Z");
        tell(alert(OutageAlert.Kind.OPENED, night));
        assertThat(mails())
                .singleElement()
                .satisfies(entry -> assertThat(entry.notBefore()).isEqualTo(Instant.parse("2026-11-25T00:00:00Z")));
    }

    @Test
    void whoUsesNothingOfItAndWhatIsInformationOnlyOpensNothing() {
        desk.tell(alert(OutageAlert.Kind.OPENED, TEN), tenant -> List.of(), TEN);
        assertThat(mails()).isEmpty();
        assertThat(tell(alert(OutageAlert.Kind.RAISED, TEN.plusSeconds(60), false)))
                .isEqualTo(1);
        MemoryOutbox fresh = new MemoryOutbox();
        OutageDesk other = new Desks(fresh, new MemoryThreads()).outageDesk();
        Stream.of(OutageAlert.Kind.OPENED, OutageAlert.Kind.RECOVERED, OutageAlert.Kind.CLOSED)
                .forEach(kind -> other.tell(alert(kind, TEN, false), tenant -> List.of("Gmail"), TEN));
        assertThat(fresh.queue(EnumSet.allOf(EntryState.class), 9)).isEmpty();
    }
}
