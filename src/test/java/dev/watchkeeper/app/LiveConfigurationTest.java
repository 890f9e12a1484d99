package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConfigurationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T01:00:00Z"), ZoneOffset.UTC);
    private static final String TENANT = "- {id: %s, name: T, domains: [%s.example], manager: chen, plan: basic}%n";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private LiveConfiguration live;

    @BeforeEach
    void load() throws IOException {
        Files.createDirectories(directory.resolve("calendars"));
        put("calendars/24x7.yaml", "{calendar: 24x7, version: 1, zone: UTC, week: {mon-sun: ['00:00-24:00']}}\n");
        put("plans.yaml", "plans: {basic: {calendar: 24x7}}\ntargets: {basic: {}}\n");
        put("people.yaml", "- {id: chen, name: Chen, email: chen@reseller.example}");
        put("tenants.yaml", TENANT.formatted("a", "a") + TENANT.formatted("b", "b"));
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, CLOCK);
        live = new LiveConfiguration(loader.load(directory), () -> loader.load(directory));
    }

    private void put(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    @Test
    void aReloadSwapsTheWholePortfolio() throws IOException {
        put("tenants.yaml", TENANT.formatted("b", "bb") + TENANT.formatted("c", "c") + TENANT.formatted("d", "d"));

        Reload reload = live.reload();

        assertThat(reload.outcome()).isEqualTo(Reload.Outcome.APPLIED);
        assertThat(reload.changes())
                .containsExactly("tenants: 2 added, 1 changed, 1 removed", "plans, calendars or contracts");
        assertThat(live.portfolio().tenant("a")).isEmpty();
        assertThat(live.portfolio().byDomain("bb.example")).isPresent();
    }

    @Test
    void nothingNewChangesNothing() {
        Configuration before = live.get();

        assertThat(live.reload().outcome()).isEqualTo(Reload.Outcome.UNCHANGED);
        assertThat(live.get()).isSameAs(before);
    }

    @Test
    void aBrokenFileLeavesTheOldConfigurationInForceUntilItIsMended() throws IOException {
        put("tenants.yaml", TENANT.formatted("a", "a") + "- {id: b, name: [\n");

        Reload reload = live.reload();

        assertThat(reload.outcome()).isEqualTo(Reload.Outcome.REFUSED);
        assertThat(reload.problems())
                .extracting(Problem::toString)
                .anyMatch(line -> line.contains("tenants.yaml:3: is not valid YAML"));
        assertThat(live.portfolio().tenants()).hasSize(2);
        assertThat(live.refused()).contains(reload);

        put("tenants.yaml", TENANT.formatted("a", "a"));
        assertThat(live.reload().outcome()).isEqualTo(Reload.Outcome.APPLIED);
        assertThat(live.refused()).isEmpty();
    }

    @Test
    void settingsOfTheRunningProcessStayAndTheirKeysAreNamed() throws IOException {
        put("watchkeeper.yaml", "http: {port: 9999}\ntenantDefaults: {profile: sealed}\n");

        Reload reload = live.reload();

        assertThat(reload.needRestart()).containsExactly("http.port");
        assertThat(reload.outcome()).isEqualTo(Reload.Outcome.APPLIED);
        assertThat(reload.changes()).containsExactly("tenants: 0 added, 2 changed, 0 removed");
        assertThat(live.get().settings().http().port()).isEqualTo(8787);
    }
}
