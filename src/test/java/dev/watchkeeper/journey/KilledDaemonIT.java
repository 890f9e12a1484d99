package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.watchkeeper.demo.Fault;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the daemon in the middle of audits, digests and deliveries of tickets: nothing stored is lost,
 * nothing is stored by halves, no digest is written twice, and the work goes on. More of them:
 * {@code mvn verify -Dit.test=KilledDaemonIT -Dkill.cycles=20}.
 */
@Tag("kill")
class KilledDaemonIT {
    private static final int CYCLES = Integer.getInteger("kill.cycles", 2);
    private static final String[] TENANTS = {"xinghai", "baihe", "harbour", "atlas", "yunfan", "mingde", "solaris"};

    /** What a transaction cut in half would leave behind. */
    private static final List<String> TORN = List.of(
            "select count(*) from finding where id not in (select finding_id from finding_event)",
            "select count(*) from finding_event where finding_id not in (select id from finding)",
            "select count(*) from finding_event where run_id not in (select id from audit_run)",
            "select count(*) from check_result where run_id not in (select id from audit_run)",
            "select count(*) from setting_verdict where run_id not in (select id from audit_run)",
            "select count(*) from digest where outbox_id not in (select id from outbox)");

    @TempDir
    Path directory;

    private final Map<String, Instant> findings = new HashMap<>();
    private final Set<Long> happened = new HashSet<>();
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatWasStoredStaysNoDigestIsRepeatedAndTheWorkGoesOn() throws Exception {
        int port = freePort();
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try (Stage stage = Stage.now(directory, TENANTS)) {
            stage.put("sources.yaml", Desk.SOURCE);
            stage.put("desk.secret", Desk.SECRET);
            stage.tune("database", "connections: 12");
            stage.tune("audit", "lease: 15s");
            stage.tune("schedules", "audit: 1s\n  digest: 1s\n  delivery: 1s\n  slaSweep: 1s");
            stage.tune(
                    "mail",
                    "mode: live\n  allowedDomains: [reseller.example]\n  smtp: {host: 127.0.0.1, security: plain, port: "
                            + smtp.getSmtp().getPort() + "}");
            stage.tune("http", "threads: 4");
            stage.replace("watchkeeper.yaml", "console: off", "console: text");
            stage.replace("watchkeeper.yaml", "port: 0", "port: " + port);
            stage.google().faults().forEver("*", "activities", Fault.slow(Duration.ofMillis(60)));
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                runAndKill(stage, port, 1 + cycle % 5);
                check();
            }
            stage.google().faults().clear();
            try (RunProcess daemon = RunProcess.start(stage.world.config())) {
                daemon.untilAudited(List.of(TENANTS));
                assertThat(daemon.stop()).as(daemon.said()).isZero();
            }
            check();
            assertThat(findings).isNotEmpty();
            assertThat(digests(smtp)).as("one mail for each reader").hasSize(3).doesNotHaveDuplicates();
        } finally {
            smtp.stop();
        }
    }

    private void runAndKill(Stage stage, int port, int audits) throws Exception {
        try (RunProcess daemon = RunProcess.start(stage.world.config())) {
            daemon.untilLinesWith("ready after", 1);
            Thread desk = new Thread(() -> deliver(port), "desk");
            desk.start();
            daemon.untilLinesWith(" audit ", audits);
            daemon.kill();
            desk.join();
        }
    }

    /** Opens tickets until nobody answers any more. */
    private void deliver(int port) {
        URI address = Desk.address(port);
        int status = 202;
        while (status != 0) {
            String ticket = "t" + System.nanoTime();
            Instant now = Clock.systemUTC().instant();
            status = Desk.send(address, Desk.opened(ticket, "harbour.example", "S2", "email", now), ticket, now);
            if (status == 202) {
                acknowledged.add(ticket + "-opened");
            }
        }
    }

    /** Looks into the file as the kill left it, and makes everything due again. */
    private void check() {
        try (Database database = Database.open(DatabaseSettings.h2(directory.resolve("data")), Clock.systemUTC())) {
            database.jdbi().useHandle(handle -> {
                Map<String, Instant> now = new HashMap<>();
                handle.createQuery("select id, first_seen_at from finding")
                        .map((row, context) -> Map.entry(
                                row.getString(1),
                                row.getObject(2, java.time.OffsetDateTime.class).toInstant()))
                        .forEach(one -> now.put(one.getKey(), one.getValue()));
                assertThat(now).as("findings").containsAllEntriesOf(findings);
                findings.putAll(now);

                List<Long> history = handle.createQuery("select seq from finding_event")
                        .mapTo(Long.class)
                        .list();
                assertThat(history).as("history of findings").containsAll(happened);
                happened.addAll(history);
                for (String torn : TORN) {
                    assertThat(handle.createQuery(torn).mapTo(Long.class).one())
                            .as(torn)
                            .isZero();
                }

                List<String> events = handle.createQuery("select event_id from ticket_event")
                        .mapTo(String.class)
                        .list();
                assertThat(events).doesNotHaveDuplicates().containsAll(acknowledged);

                List<String> digests = handle.createQuery("select dedupe_key from outbox where kind = 'digest'")
                        .mapTo(String.class)
                        .list();
                assertThat(digests).doesNotHaveDuplicates();

                Instant past = Clock.systemUTC().instant().minusSeconds(60);
                handle.execute(
                        "update tenant_state set next_due_at = ?, continuous_due_at = ?, daily_due_at = ?",
                        past,
                        past,
                        past);
                handle.execute("update digest_due set next_due_at = ? where kind = 'daily'", past);
            });
        }
    }

    private static List<String> digests(GreenMail smtp) throws MessagingException {
        List<String> ids = new ArrayList<>();
        for (MimeMessage message : smtp.getReceivedMessages()) {
            if (message.getSubject().matches(".*(日报|First digest|to act).*")) {
                ids.add(message.getMessageID());
            }
        }
        return ids;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
