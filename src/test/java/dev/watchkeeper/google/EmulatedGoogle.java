package dev.watchkeeper.google;

import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.demo.ServiceAccountFile;
import dev.watchkeeper.retry.Pause;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The real client against the emulator, with a clock that stands still and pauses that are only noted. */
final class EmulatedGoogle implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final GoogleEmulator emulator = GoogleEmulator.start(CLOCK);
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final EmulatedCustomer customer =
            new EmulatedCustomer("C0one", List.of("one.example"), 40, 11, ZoneId.of("Asia/Shanghai"));
    final Tenant tenant = tenant("one", "C0one", "admin@one.example");
    final Google google;
    private final Path key;

    EmulatedGoogle() {
        emulator.add(customer);
        try {
            key = Files.createTempFile("watchkeeper", ".json");
            ServiceAccountFile.write(key, emulator.tokenUrl());
            google = open(key.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Google open(String credentials) throws IOException {
        Pause noted = (duration, stop) -> pauses.add(duration);
        return Google.open(
                GoogleSettings.of(emulator.rootUrl(), credentials)
                        .drawing(600_000, 60_000)
                        .waiting(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ZERO),
                CLOCK,
                QuotaLeases.alone(System::nanoTime),
                QuotaMeter.NONE,
                noted);
    }

    /** Everything back as it was. */
    void reset() {
        emulator.faults().clear();
        pauses.clear();
    }

    static Tenant tenant(String id, String customerId, String admin) {
        return new Tenant(
                id,
                id,
                "",
                List.of(id + ".example"),
                customerId,
                admin,
                List.of(),
                "mei",
                ZoneId.of("Asia/Shanghai"),
                Language.ZH_CN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "");
    }

    @Override
    public void close() throws IOException {
        google.close();
        emulator.close();
        Files.deleteIfExists(key);
    }
}
