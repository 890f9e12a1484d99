package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.mail.Attempt;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letter;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.smtp.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was written against what arrived. */
final class MailLedger {
    private final List<Letter> written = new ArrayList<>();

    void wrote(Letter letter) {
        written.add(letter);
    }

    /**
     * Every mail arrived once, byte for byte; one whose fate was unknown arrived at least once or is held for a person.
     *
     * @return the mails that wait for a person because they perhaps arrived
     */
    List<OutboxEntry> balance(Outbox outbox, ScriptedServer server) {
        List<OutboxEntry> held = new ArrayList<>();
        for (Letter letter : written) {
            OutboxEntry entry = outbox.findByKey(letter.dedupeKey()).orElseThrow();
            String bytes = new String(letter.mime(), StandardCharsets.ISO_8859_1);
            long arrived = server.taken.stream().filter(bytes::equals).count();
            long silences = outbox.attempts(entry.id()).stream()
                    .filter(MailLedger::unanswered)
                    .count();
            String story = entry.dedupeKey() + " " + entry.state() + " " + outbox.attempts(entry.id());
            assertThat((long) entry.uncertain()).as(story).isEqualTo(silences);
            if (entry.kind() == MailKind.REPORT_CUSTOMER) {
                assertThat(arrived).as("at most once to a customer: %s", story).isLessThanOrEqualTo(1);
            }
            if (silences == 0) {
                assertThat(entry.state()).as(story).isEqualTo(EntryState.SENT);
                assertThat(arrived).as(story).isEqualTo(1);
            } else if (entry.state() == EntryState.HELD) {
                assertThat(entry.holdReason()).as(story).contains("perhaps delivered");
                assertThat(arrived).as(story).isLessThanOrEqualTo(silences);
                held.add(entry);
            } else {
                assertThat(entry.state()).as(story).isEqualTo(EntryState.SENT);
                assertThat(arrived).as(story).isBetween(1L, 1 + silences);
            }
        }
        assertThat(server.taken)
                .as("nothing else arrived")
                .isSubsetOf(written.stream()
                        .map(letter -> new String(letter.mime(), StandardCharsets.ISO_8859_1))
                        .toList());
        return held;
    }

    private static boolean unanswered(Attempt attempt) {
        Integer code = attempt.code();
        return attempt.dataStartedAt() != null
                && (code == null || code <= 0)
                && !List.of("DATA", "BODY").contains(String.valueOf(attempt.phase()));
    }
}
