package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.audit.AuditRun;
import dev.watchkeeper.fixture.PostgresServer;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.store.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons on one PostgreSQL do everything, and everything once. */
class TwoNodesIT {
    private static final String[] TENANTS = {"baihe", "harbour", "atlas", "mingde", "qinghe"};
    private static final int TICKETS = 40;

    @TempDir
    Path directory;

    @Test
    void twoNodesShareTheWorkAndTellEverythingOnce() throws Exception {
        PostgresServer.create("two_nodes");
        DatabaseSettings database = PostgresServer.settings("two_nodes");
        try (Stage stage = Stage.now(directory, TENANTS)) {
            stage.put("sources.yaml", Desk.SOURCE);
            stage.put("desk.secret", Desk.SECRET);
            stage.put("pg.secret", "postgres");
            stage.tune(
                    "database",
                    "url: " + database.url()
                            + "\n  user: postgres\n  password: '${file:pg.secret}'\n  connections: 12");
            try (Application one = stage.another();
                    Application two = stage.another();
                    Desk desk = Desk.of(one)) {
                both(one, two, "audit");
                for (String tenant : TENANTS) {
                    assertThat(one.audits().records().runs(tenant, 100))
                            .extracting(AuditRun::scope)
                            .as(tenant)
                            .isNotEmpty()
                            .doesNotHaveDuplicates();
                }

                Instant now = Instant.now();
                List<String> keys = new ArrayList<>();
                for (int i = 0; i < TICKETS; i++) {
                    String opened = Desk.opened(
                            "k" + i, "harbour.example", "S1", "email", now.minus(Duration.ofMinutes(20 + i)));
                    assertThat(desk.deliver(opened, Instant.now())).isEqualTo(202);
                    keys.add("desk/k" + i);
                }
                both(one, two, "sla-sweep");
                both(one, two, "sla-sweep");
                both(one, two, "delivery");

                assertThat(one.sla().book().entries(keys).values())
                        .hasSize(TICKETS)
                        .allSatisfy(entry ->
                                assertThat(entry.clocks()).anyMatch(clock -> clock.verdict() == Verdict.BREACHED));
                List<String> breaches = one.database()
                        .jdbi()
                        .withHandle(handle -> handle.createQuery("select clock_id from sla_clock_event"
                                        + " where field = 'verdict' and new_value = 'breached'")
                                .mapTo(String.class)
                                .list());
                assertThat(breaches).as("recorded once").doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(TICKETS);
                assertThat(stage.letters()).extracting(Letter::id).doesNotHaveDuplicates();
            }
        }
    }

    private static void both(Application one, Application two, String job) {
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> two.ring(job));
        assertThat(one.ring(job)).isTrue();
        assertThat(other.join()).isTrue();
    }
}
