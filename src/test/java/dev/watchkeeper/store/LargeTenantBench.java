package dev.watchkeeper.store;

import dev.watchkeeper.audit.Collector;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.audit.TenantExaminer;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.demo.ServiceAccountFile;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.GoogleSettings;
import dev.watchkeeper.google.QuotaMeter;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.checks.StandardChecks;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * One large tenant examined whole: real client, emulator and H2 in this process. Run with {@code -Xmx256m}; arguments:
 * users, events of 35 days (a tenth of them worth keeping).
 */
final class LargeTenantBench {
    private LargeTenantBench() {}

    public static void main(String[] args) throws Exception {
        int users = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        Clock clock = Clock.systemUTC();
        EmulatedCustomer customer = new EmulatedCustomer("C0big", List.of("big.example"), users, 7, ZoneId.of("UTC"))
                .silent()
                .rate("drive", events * 0.6 / 35)
                .rate("login", events * 0.35 / 35)
                .rate("token", events * 0.04 / 35)
                .rate("admin", events * 0.01 / 35);
        Path directory = Files.createTempDirectory("bench");
        Path key = directory.resolve("key.json");
        try (GoogleEmulator emulator = GoogleEmulator.start(clock).add(customer);
                Database database = Database.open(DatabaseSettings.h2(directory), clock)) {
            ServiceAccountFile.write(key, emulator.tokenUrl());
            try (Google google = Google.open(
                    GoogleSettings.of(emulator.rootUrl(), key.toString()).drawing(10_000_000, 1_000_000),
                    clock,
                    QuotaLeases.alone(System::nanoTime),
                    QuotaMeter.NONE)) {
                TenantExaminer examiner = examiner(google, database, clock);
                Tenant tenant = tenant(customer.email(0));
                for (Scope scope : List.of(Scope.CONTINUOUS, Scope.CONTINUOUS, Scope.DAILY)) {
                    long calls = calls(emulator);
                    long begun = System.nanoTime();
                    Examination examination = examiner.examine(tenant, scope, Deadline.NONE);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    System.out.printf(
                            "%s: %.1f s, %d requests, %d kept events, %d problems, peak heap %d MB of %d MB, disk %d MB%n",
                            scope.word(),
                            seconds,
                            calls(emulator) - calls,
                            kept(database),
                            examination.problems().size(),
                            peakHeap() >> 20,
                            Runtime.getRuntime().maxMemory() >> 20,
                            size(directory) >> 20);
                }
            }
        }
    }

    private static TenantExaminer examiner(Google google, Database database, Clock clock) {
        Collector collector = new Collector(
                google.reports(),
                new JdbiEventLog(database),
                new JdbiCursors(database),
                new JdbiUsageDays(database),
                database,
                ReadingPlan.STANDARD,
                t -> Holidays.NONE,
                () -> "",
                (t, now) -> false);
        return new TenantExaminer(
                collector,
                List.of(),
                StandardChecks.all(),
                Facts.CATALOGUE,
                day -> Calibration.NONE,
                TenantExaminer.RuleJudge.NONE,
                clock);
    }

    private static Tenant tenant(String admin) {
        return new Tenant(
                "big",
                "big",
                "",
                List.of("big.example"),
                "C0big",
                admin,
                List.of(),
                "wang",
                ZoneId.of("UTC"),
                Language.EN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "");
    }

    private static long calls(GoogleEmulator emulator) {
        return Stream.of("admin", "login", "user_accounts", "saml", "token", "drive", "calendar", "groups", "gmail")
                        .mapToLong(application -> emulator.calls("activities:" + application))
                        .sum()
                + emulator.calls("usage:customer")
                + emulator.calls("usage:user");
    }

    private static long kept(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select (select count(*) from activity_event)"
                                + " + (select count(*) from setting_event)")
                        .mapTo(Long.class)
                        .one());
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(LargeTenantBench::peak)
                .sum();
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }

    private static long size(Path directory) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
