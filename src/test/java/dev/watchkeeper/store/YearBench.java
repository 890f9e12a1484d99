package dev.watchkeeper.store;

import dev.watchkeeper.fixture.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * What a year of audits leaves in an H2 file: {@code main(directory, customers, days in full)}. Each day every customer is
 * audited every ten minutes and once in full, a tenth of the verdicts change, and housekeeping runs; the days before
 * those in full are there as their sums only.
 */
final class YearBench {
    private static final Duration DETAIL = Duration.ofDays(14);

    private YearBench() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int customers = Integer.parseInt(arguments[1]);
        int days = Integer.parseInt(arguments[2]);
        TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
        DatabaseSettings settings = DatabaseSettings.h2(directory);
        try (Database database = Database.open(settings, clock)) {
            JdbiAuditRecords records = new JdbiAuditRecords(database);
            database.jdbi().useHandle(handle -> earlier(handle, customers, 365 - days, clock.instant()));
            for (int day = 0; day < days; day++) {
                Instant from = clock.instant();
                database.jdbi().useHandle(handle -> day(handle, customers, from));
                clock.forward(Duration.ofDays(1));
                long gone = records.sumUp(clock.instant().minus(DETAIL), () -> false);
                say("day %d: %d rows summed up, file %d MB", day + 1, gone, megabytes(settings));
            }
            database.sums().forEach((table, sum) -> {
                if (sum.rows() > 0) {
                    say("%-14s %9d rows", table, sum.rows());
                }
            });
        }
        say("after the stop: %d MB", megabytes(settings));
        Database.open(settings, clock).close();
        say("after the next start: %d MB", megabytes(settings));
    }

    private static void earlier(Handle handle, int customers, int days, Instant start) {
        handle.createUpdate("""
                        insert into audit_day (tenant_id, audited_on, scope, runs, ok_runs, partial_runs, failed_runs,
                            first_at, last_at, most_failed, most_unknown)
                        select 'customer-' || c.x, dateadd(day, -d.x, cast(cast(:start as timestamp with time zone) as date)), 'continuous', 144, 140, 3, 1,
                            dateadd(day, -d.x, cast(:start as timestamp with time zone)), dateadd(day, -d.x, cast(:start as timestamp with time zone)), 5, 9
                        from system_range(1, :customers) c, system_range(1, :days) d""")
                .bind("start", start)
                .bind("customers", customers)
                .bind("days", days)
                .execute();
    }

    private static void day(Handle handle, int customers, Instant from) {
        handle.createUpdate("""
                        insert into audit_run (id, tenant_id, scope, node, started_at, finished_at, outcome, passed,
                            failed, unknown_count, not_applicable, problems)
                        select cast(random_uuid() as varchar), 'customer-' || c.x,
                            case when r.x = 30 then 'daily' else 'continuous' end, 'host-1/4711',
                            dateadd(second, r.x * 600 - 5, cast(:from as timestamp with time zone)), dateadd(second, r.x * 600, cast(:from as timestamp with time zone)),
                            case when r.x = 7 then 'partial' else 'ok' end, 55, 5, 3, 7,
                            case when r.x = 7 then '[{"source":"reports:drive","kind":"transient","message":"x"}]'
                                else '[]' end
                        from system_range(1, :customers) c, system_range(0, 143) r""").bind("from", from).bind("customers", customers).execute();
        handle.createUpdate("""
                        insert into check_result (tenant_id, check_id, outcome, severity, subjects, title_en, title_zh,
                            reason, evidence, run_id, since_at, replaced_at)
                        select 'customer-' || c.x, 'LGN-0' || r.x, 'fail', 'high', 3, repeat('t', 60), repeat('t', 30), '',
                            repeat('e', 600), cast(random_uuid() as varchar), :from, dateadd(day, 1, cast(:from as timestamp with time zone))
                        from system_range(1, :customers) c, system_range(1, 7) r""").bind("from", from).bind("customers", customers).execute();
    }

    private static long megabytes(DatabaseSettings settings) throws java.io.IOException {
        return Files.size(settings.directory().resolve("watchkeeper.mv.db")) >> 20;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
