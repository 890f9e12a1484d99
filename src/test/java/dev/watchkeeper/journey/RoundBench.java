package dev.watchkeeper.journey;

import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.dns.MailZone;
import dev.watchkeeper.health.checks.StandardChecks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Rounds of the whole daemon over many customers, all checks on: emulator, name servers and H2 in this process. Tells wall
 * time, CPU time, peak heap, questions asked, and what was written to the database, by table. Argument: customers.
 */
final class RoundBench {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private RoundBench() {}

    public static void main(String[] args) throws Exception {
        int tenants = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        Path directory = Files.createTempDirectory("round-bench");
        try (LoopbackDns first = LoopbackDns.start();
                LoopbackDns second = LoopbackDns.start();
                Stage stage = Stage.at(directory, "2026-11-24T08:00:00Z")) {
            prepare(stage, tenants, List.of(first, second));
            stage.app();
            try (Connection database = DriverManager.getConnection(
                            "jdbc:h2:file:"
                                    + directory.resolve("data/watchkeeper").toAbsolutePath(),
                            "sa",
                            "");
                    Statement statement = database.createStatement()) {
                statement.execute("set query_statistics_max_entries 5000");
                System.out.printf(
                        "%d customers, %d checks, %d processors%n",
                        tenants,
                        StandardChecks.all().size(),
                        Runtime.getRuntime().availableProcessors());
                round("first round (180 days of logs, usage)", stage, statement, first);
                for (int i = 0; i < 2; i++) {
                    stage.forward(Duration.ofMinutes(11));
                    round("continuous round", stage, statement, first);
                }
            }
        }
    }

    private static void prepare(Stage stage, int tenants, List<LoopbackDns> servers) throws IOException {
        StringBuilder yaml = new StringBuilder();
        StringBuilder zone = new StringBuilder(MailZone.WORLD);
        for (int i = 0; i < tenants; i++) {
            String id = "round" + i;
            EmulatedCustomer customer = new EmulatedCustomer("C0" + id, List.of(id + ".example"), 20, i, ZONE).silent();
            customer.rate("login", 40).rate("drive", 20).rate("admin", 1).rate("token", 2);
            stage.google().add(customer);
            yaml.append("- {id: ")
                    .append(id)
                    .append(", name: ")
                    .append(id)
                    .append(", domains: [")
                    .append(id)
                    .append(".example], customerId: C0")
                    .append(id)
                    .append(", admin: ")
                    .append(customer.email(0))
                    .append(", plan: premier, contract: {from: 2026-01-01}, manager: miller, zone: Europe/Berlin,")
                    .append(" language: en}\n");
            zone.append(new MailZone(id + ".example").text());
        }
        stage.put("tenants.yaml", yaml.toString());
        stage.replace("watchkeeper.yaml", "quotaPerMinute: 60000", "quotaPerMinute: 10000000");
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).load(zone.toString());
            servers.get(i).countOnly();
            stage.replace(
                    "watchkeeper.yaml",
                    stage.world.resolvers().get(i),
                    servers.get(i).address());
        }
    }

    private static void round(String name, Stage stage, Statement database, LoopbackDns dns) throws SQLException {
        database.execute("set query_statistics false");
        database.execute("set query_statistics true");
        LongSupplier requests = () -> stage.google().calls("activities")
                + stage.google().calls("usage")
                + stage.google().calls("directory")
                + stage.google().calls("policies");
        long calls = requests.getAsLong();
        long questions = dns.asked();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long cpu = cpu();
        long begun = System.nanoTime();
        // A ring ends with its slice of time; the bell rings again while something is due.
        long before;
        do {
            before = requests.getAsLong();
            stage.ring("audit");
        } while (requests.getAsLong() > before);
        System.out.printf(
                "%s: %.1f s wall, %.1f s CPU, peak heap %d MB, %d requests to Google, %d DNS questions, load %.1f%n",
                name,
                (System.nanoTime() - begun) / 1e9,
                (cpu() - cpu) / 1e9,
                peakHeap() >> 20,
                requests.getAsLong() - calls,
                dns.asked() - questions,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        writes(database);
    }

    /** Statements that wrote, and the rows they wrote, by the table that stands first in them. */
    private static void writes(Statement database) throws SQLException {
        try (ResultSet rows = database.executeQuery("""
                select regexp_replace(lower(trim(sql_statement)),
                        '(?s)^(insert into|update|merge into|delete from)\\s+([a-z_]+).*', '$1 $2') as what,
                    sum(execution_count), sum(cumulative_row_count)
                from information_schema.query_statistics
                where regexp_like(sql_statement, '^\\s*(insert|update|merge|delete)', 'i')
                group by what order by 2 desc limit 14
                """)) {
            while (rows.next()) {
                System.out.printf(
                        "    %-36s %8d statements %9d rows%n", rows.getString(1), rows.getLong(2), rows.getLong(3));
            }
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
