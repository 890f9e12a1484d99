package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.DigestModel.Trace;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.SendOutcome;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of digests and preferences does. */
public interface DigestsContract {
    Digests digests();

    Outbox outbox();

    NotifyPrefs prefs();

    Instant T0 = Instant.parse("2026-11-20T00:45:00Z");

    private static Instant day(int n) {
        return T0.plusSeconds(86_400L * n);
    }

    private static Baseline baseline(String id, Instant at, int critical, int high) {
        return new Baseline(
                id,
                at,
                new Figures(critical, high),
                Map.of("t88", new Baseline.Customer(new Figures(critical, high), 71)),
                Map.of("F-1", Severity.CRITICAL, "F-2", Severity.LOW),
                Set.of("t50/AUDIT"),
                Map.of("claim-meet-2026-11", new Baseline.Claimed("Meet", YearMonth.of(2026, 11), 47, 3, day(28))));
    }

    private void write(String id, int day, @Nullable String skipped) {
        String key = "digest:daily:am17:" + id + ":r1";
        if (skipped == null) {
            outbox().write(Letters.letter(MailKind.DIGEST_DAILY, key));
        }
        digests()
                .save(new DigestRecord(
                        id,
                        DigestKind.DAILY,
                        "am17",
                        null,
                        day(day),
                        null,
                        skipped == null ? baseline(id, day(day), day, 2 * day) : null,
                        List.of(new Trace("card", "F-1", "new")),
                        skipped == null ? key : null,
                        skipped));
    }

    private void settle(EntryState state) {
        long id = outbox().lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "n", Letters.NOW, Letters.NOW)
                .orElseThrow()
                .id();
        outbox().settle(
                        id,
                        "n",
                        SendOutcome.accepted(250, "ok"),
                        new Decision(Decision.Reason.ACCEPTED, state, null, true, null),
                        Letters.NOW);
    }

    @Test
    default void aDueDateMovesOnceFromWhatItWas() {
        assertThat(digests().due(DigestKind.DAILY, "am17")).isEmpty();
        assertThat(digests().advance(DigestKind.DAILY, "am17", null, day(1))).isTrue();
        assertThat(digests().advance(DigestKind.DAILY, "am17", null, day(2))).isFalse();
        assertThat(digests().advance(DigestKind.DAILY, "am17", day(2), day(3))).isFalse();
        assertThat(digests().advance(DigestKind.DAILY, "am17", day(1), day(2))).isTrue();
        assertThat(digests().due(DigestKind.DAILY, "am17")).contains(day(2));
        assertThat(digests().due(DigestKind.WEEKLY, "am17")).isEmpty();
        assertThat(digests().overdue(day(2))).isEmpty();
        assertThat(digests().overdue(day(3))).containsExactly(new Digests.Overdue(DigestKind.DAILY, "am17", day(2)));
    }

    @Test
    default void onlyWhatReachedItsReaderIsABaseline() {
        assertThat(digests().lastSent(DigestKind.DAILY, "am17")).isEmpty();
        write("D-1", 1, null);
        assertThat(digests().lastSent(DigestKind.DAILY, "am17")).isEmpty();
        settle(EntryState.SENT);
        write("D-2", 2, null);
        settle(EntryState.FAILED);

        assertThat(digests().lastSent(DigestKind.DAILY, "am17")).contains(baseline("D-1", day(1), 1, 2));
        assertThat(digests().lastSent(DigestKind.WEEKLY, "am17")).isEmpty();
        assertThat(digests().lastSent(DigestKind.DAILY, "am18")).isEmpty();
        assertThat(digests().undeliveredSince(DigestKind.DAILY, "am17", day(1))).isTrue();
        assertThat(digests().undeliveredSince(DigestKind.DAILY, "am17", day(2))).isFalse();
    }

    @Test
    default void skippedOnesKeepTheirReason() {
        write("D-1", 1, "nothing changed");
        write("D-2", 2, null);

        assertThat(digests().skippedSince(DigestKind.DAILY, "am17", day(0)))
                .extracting(DigestRecord::id, DigestRecord::skipped)
                .containsExactly(Tuple.tuple("D-1", "nothing changed"));
        assertThat(digests().skippedSince(DigestKind.DAILY, "am17", day(1))).isEmpty();
        assertThat(digests().openInLast(DigestKind.DAILY, "am17", 12)).containsExactly(6);
    }

    @Test
    default void remembersWhyEachItemWasThere() {
        write("D-1", 1, null);
        write("D-1", 2, null);
        write("D-2", 2, null);
        write("D-3", 3, null);

        assertThat(digests().find("D-1").orElseThrow().traces()).containsExactly(new Trace("card", "F-1", "new"));
        assertThat(digests().find("D-1").orElseThrow().periodEnd()).isEqualTo(day(1));
        assertThat(digests().find("D-9")).isEmpty();
        assertThat(digests().openInLast(DigestKind.DAILY, "am17", 2)).containsExactly(6, 9);
        assertThat(digests().forgetTraces(day(2))).isEqualTo(1);
        assertThat(digests().find("D-1").orElseThrow().traces()).isEmpty();
    }

    @Test
    default void theLatestPreferenceCountsAndNoneIsForgotten() {
        prefs().set("am17", NotifyPrefs.DAILY_MODE, "off", "link", day(1));
        prefs().set("am17", NotifyPrefs.DAILY_MODE, "on_change", "ops:wang", day(2));
        prefs().set("am18", NotifyPrefs.DAILY_MODE, "off", "link", day(1));

        assertThat(prefs().of("am17")).containsExactly(Map.entry(NotifyPrefs.DAILY_MODE, "on_change"));
        assertThat(prefs().history("am17"))
                .containsExactly(
                        new NotifyPrefs.Changed(NotifyPrefs.DAILY_MODE, "off", "link", day(1)),
                        new NotifyPrefs.Changed(NotifyPrefs.DAILY_MODE, "on_change", "ops:wang", day(2)));
    }
}
