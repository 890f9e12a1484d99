package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the keeping of setting states promises, on every engine. */
public interface SettingStatesContract {
    Instant NOW = Instant.parse("2026-11-24T08:00:00.123456Z");

    SettingStates states();

    private static Ledger.State state(String setting, String unit, String group, OwnValue.Kind kind, String value) {
        return new Ledger.State(
                setting, unit, group, new OwnValue(kind, value, NOW, "admin@a.example", RuleVerdict.Evidence.EVENT));
    }

    @Test
    default void theNewestReadingReplacesTheTenantsStatesAndNobodyElses() {
        Ledger.State one = state("gmail|IMAP_ACCESS", "/", "", OwnValue.Kind.VALUE, "ENABLED");
        Ledger.State two = state("gmail|IMAP_ACCESS", "/Sales", "", OwnValue.Kind.NONE, "");
        Ledger.State group = state("service|Sites", "", "g@a.example", OwnValue.Kind.CONFLICT, "true");

        states().replace("a", List.of(one, two, group));
        states().replace("b", List.of(one));
        assertThat(states().of("a")).containsExactly(one, two, group);
        states().replace("a", List.of());

        assertThat(states().of("a")).isEmpty();
        assertThat(states().of("b")).containsExactly(one);
    }
}
