package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.UsageReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stores of cursors and usage days must do. */
public interface CursorsContract {
    Instant NOW = Instant.parse("2026-11-24T08:00:00.123Z");

    Cursors cursors();

    UsageDays days();

    @Test
    default void aCursorComesBackAsItWasSaved() {
        Cursor fresh = Cursor.fresh("reports:login", NOW);
        cursors().save("a", fresh);
        Cursor full = new Cursor(
                "reports:login",
                NOW.minusSeconds(100),
                NOW,
                new Cursor.Window(NOW.minusSeconds(50), NOW, NOW.minusSeconds(10)),
                NOW.minusSeconds(3),
                NOW,
                "permission",
                "Access denied. \u0000",
                NOW.minusSeconds(60),
                2);
        cursors().save("b", full);
        cursors().save("b", Cursor.fresh("usage:customer", NOW));

        assertThat(cursors().of("a")).containsExactly(Map.entry("reports:login", fresh));
        assertThat(cursors().of("b")).hasSize(2);
        Cursor back = cursors().of("b").get("reports:login");
        assertThat(back).usingRecursiveComparison().ignoringFields("message").isEqualTo(full);
        cursors().save("b", fresh);
        assertThat(cursors().of("b").get("reports:login")).isEqualTo(fresh);
        assertThat(cursors().of("c")).isEmpty();
    }

    @Test
    default void aDayIsReplacedByWhatIsKnownLater() {
        LocalDate date = LocalDate.parse("2026-11-20");
        UsageReport half = new UsageReport(date, null, null, Map.of("accounts:num_users", 5L));
        UsageReport whole = new UsageReport(
                date,
                null,
                null,
                Map.of(
                        "accounts:num_users",
                        5L,
                        "accounts:authorized_apps",
                        List.of(Map.of("client_name", "Mail Sync", "num_users", 4L))));
        days().save("a", new UsageDays.Day(half, UsageDays.State.PARTIAL, List.of("drive", "gmail")), NOW);
        assertThat(days().since("a", date).get(0).partial()).containsExactly("drive", "gmail");
        days().save("a", new UsageDays.Day(whole, UsageDays.State.COMPLETE, List.of()), NOW);
        days().save(
                        "a",
                        new UsageDays.Day(
                                new UsageReport(date.minusDays(3), null, null, Map.of()),
                                UsageDays.State.MISSING,
                                List.of()),
                        NOW);

        List<UsageDays.Day> stored = days().since("a", date.minusDays(10));

        assertThat(stored)
                .extracting(UsageDays.Day::state)
                .containsExactly(UsageDays.State.MISSING, UsageDays.State.COMPLETE);
        assertThat(stored.get(1).report()).isEqualTo(whole);
        assertThat(days().since("b", date)).isEmpty();
        assertThat(days().since("a", date.plusDays(1))).isEmpty();
        assertThat(days().forget("a", date)).isEqualTo(1);
        assertThat(days().since("a", date.minusDays(10))).hasSize(1);
    }
}
