package dev.watchkeeper.health.maildns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the keeping of histories promises, on every engine. */
public interface DnsHistoriesContract {
    Instant NOW = Instant.parse("2026-11-24T08:00:00.123456Z");

    DnsHistories histories();

    @Test
    default void aDomainNeverSeenHasNoHistory() {
        assertThat(histories().of("never.example")).isEqualTo(DnsHistory.NONE);
    }

    @Test
    default void theNewestHistoryComesBackWhole() {
        DnsHistory first =
                new DnsHistory(Map.of(DnsCode.MX_MISSING, NOW), NOW, 2, NOW, NOW, "1", "version: STSv1\\u000d");
        DnsHistory second = new DnsHistory(Map.of(), null, 0, null, null, "", "");

        histories().keep("a.example", first);
        assertThat(histories().of("a.example")).isEqualTo(first);
        histories().keep("a.example", second);
        histories().keep("a.example", second);

        assertThat(histories().of("a.example")).isEqualTo(second);
        assertThat(histories().of("b.example")).isEqualTo(DnsHistory.NONE);
    }

    @Test
    default void whatTheRegistrySaidComesBackWhole() {
        Registration registration =
                new Registration(NOW, NOW.plusSeconds(86_400), List.of("active", "client hold"), "a reason");
        DnsHistory history = new DnsHistory(Map.of(), null, 0, null, null, "", "", registration);

        histories().keep("r.example", history);
        assertThat(histories().of("r.example")).isEqualTo(history);

        DnsHistory silent =
                new DnsHistory(Map.of(), null, 0, null, null, "", "", Registration.unknown(NOW, "HTTP 500"));
        histories().keep("r.example", silent);
        assertThat(histories().of("r.example")).isEqualTo(silent);
    }
}
