package dev.watchkeeper.google;

import com.sun.net.httpserver.HttpServer;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.GoogleSource.PageConsumer;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.demo.ServiceAccountFile;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Watch;
import dev.watchkeeper.tenant.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Figures through the real client. From the emulator in this process, run with {@code -Xmx256m}: {@code tenant [users
 * events]} or {@code round [tenants quotaPerMinute workers]}. From a server in a process of its own, so that only the
 * reader is measured: {@code serve [port events wanted]} there, {@code wanted} being how many of a thousand events a
 * check asks for, then {@code log [port rounds]} here.
 */
final class GoogleBench {
    private static final Clock CLOCK = Clock.systemUTC();

    private GoogleBench() {}

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "tenant" : args[0];
        if (what.equals("serve")) {
            serve(argument(args, 1, 8085), argument(args, 2, 1_000_000), argument(args, 3, 5));
        } else if (what.equals("log")) {
            log(argument(args, 1, 8085), argument(args, 2, 3));
        } else if (what.equals("tenant")) {
            tenant(argument(args, 1, 100_000), argument(args, 2, 1_000_000));
        } else {
            round(argument(args, 1, 1_000), argument(args, 2, 2_000), argument(args, 3, 24));
        }
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    /** Pages of a thousand events of about 800 bytes, packed as Google does, rendered beforehand. */
    private static void serve(int port, int events, int wanted) throws Exception {
        List<byte[]> pages = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        long bytes = 0;
        for (int page = 0; page < events / 1000; page++) {
            StringBuilder json = new StringBuilder(850_000);
            json.append("{\"kind\":\"admin#reports#activities\",\"etag\":\"\\\"x\\\"\"");
            if (page + 1 < events / 1000) {
                json.append(",\"nextPageToken\":\"").append(page + 1).append('"');
            }
            json.append(",\"items\":[");
            for (int i = 0; i < 1000; i++) {
                json.append(i == 0 ? "" : ",").append(activity(random, random.nextInt(1000) < wanted));
            }
            json.append("]}");
            bytes += json.length();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(json.toString().getBytes(StandardCharsets.UTF_8));
            }
            pages.add(packed.toByteArray());
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            int at = query.indexOf("pageToken=");
            int page = at < 0 ? 0 : Integer.parseInt(query.substring(at + 10).split("&", 2)[0]);
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, pages.get(page).length);
            exchange.getResponseBody().write(pages.get(page));
            exchange.close();
        });
        server.start();
        System.out.printf("%,d events, %d bytes each, port %d%n", events, bytes / events, port);
    }

    private static String activity(SplittableRandom random, boolean wanted) {
        String user = "user" + random.nextInt(50_000) + "@big.example";
        String id = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        return "{\"kind\":\"admin#reports#activity\",\"id\":{\"time\":\"2026-11-" + (10 + random.nextInt(10)) + "T0"
                + random.nextInt(10) + ":" + (10 + random.nextInt(50)) + ":12.418Z\",\"uniqueQualifier\":\""
                + random.nextLong()
                + "\",\"applicationName\":\"drive\",\"customerId\":\"C03az79cb\"},\"etag\":\"\\\"Qm9v/"
                + id + "\\\"\",\"actor\":{\"email\":\"" + user + "\",\"profileId\":\"" + Math.abs(random.nextLong())
                + "\"},\"ipAddress\":\"203.0.113." + random.nextInt(250)
                + "\",\"events\":[{\"type\":\"access\",\"name\":\""
                + (wanted ? "change_user_access" : random.nextBoolean() ? "view" : "edit")
                + "\",\"parameters\":[{\"name\":\"primary_event\",\"boolValue\":true},"
                + "{\"name\":\"billable\",\"boolValue\":true},{\"name\":\"owner_is_shared_drive\",\"boolValue\":false},"
                + "{\"name\":\"doc_id\",\"value\":\"" + id + "\"},{\"name\":\"doc_type\",\"value\":\"document\"},"
                + "{\"name\":\"is_encrypted\",\"boolValue\":false},{\"name\":\"doc_title\",\"value\":\"Plan of week "
                + random.nextInt(9_999) + "\"},{\"name\":\"visibility\",\"value\":\"shared_internally\"},"
                + "{\"name\":\"owner\",\"value\":\"" + user + "\"}]}]}";
    }

    /** One process that only reads; the first round warms up. */
    private static void log(int port, int rounds) throws Exception {
        try (Google google = Google.open(
                GoogleSettings.of(URI.create("http://127.0.0.1:" + port + "/"), "none")
                        .drawing(10_000_000, 220),
                CLOCK,
                QuotaLeases.alone(System::nanoTime),
                QuotaMeter.NONE)) {
            Tenant tenant = EmulatedGoogle.tenant("big", "C03az79cb", "admin@big.example");
            for (int round = 0; round < rounds; round++) {
                LongAdder kept = new LongAdder();
                LongAdder skipped = new LongAdder();
                long begun = System.nanoTime();
                long cpu = cpu();
                Instant now = CLOCK.instant();
                PageConsumer counting = new PageConsumer() {
                    @Override
                    public void accept(List<ActivityEvent> events) {
                        kept.add(events.size());
                    }

                    @Override
                    public boolean wants(String application, String name) {
                        return Watch.mayKeep(application, name);
                    }

                    @Override
                    public void skipped(int count, @Nullable Instant oldest, @Nullable Instant newest) {
                        skipped.add(count);
                    }
                };
                google.reports()
                        .activities(tenant, "drive", now.minus(Duration.ofDays(30)), now, Deadline.NONE, counting);
                long events = kept.sum() + skipped.sum();
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        "%,d events (%,d kept): %.1f s, %,.0f a second, CPU %.2f us an event, peak heap %d MB%n",
                        events, kept.sum(), seconds, events / seconds, (cpu() - cpu) / 1e3 / events, peakHeap() >> 20);
            }
        }
    }

    /** One large tenant: its events of thirty days, then all users' usage. */
    private static void tenant(int users, int events) throws Exception {
        EmulatedCustomer customer = new EmulatedCustomer("C0big", List.of("big.example"), users, 7, ZoneId.of("UTC"))
                .rate("drive", events / 30.0);
        try (GoogleEmulator emulator = GoogleEmulator.start(CLOCK).add(customer);
                Google google = open(emulator, 10_000_000, QuotaMeter.NONE)) {
            Tenant tenant = EmulatedGoogle.tenant("big", "C0big", customer.email(0));
            Instant now = CLOCK.instant();
            AtomicLong read = new AtomicLong();
            AtomicLong pages = new AtomicLong();
            long begun = System.nanoTime();
            google.reports().activities(tenant, "drive", now.minus(Duration.ofDays(30)), now, Deadline.NONE, page -> {
                read.addAndGet(page.size());
                pages.incrementAndGet();
            });
            report("events", read.get(), pages.get(), begun);
            read.set(0);
            pages.set(0);
            begun = System.nanoTime();
            google.reports()
                    .newestUserUsage(tenant, now.atZone(ZoneId.of("UTC")).toLocalDate(), 7, Deadline.NONE, page -> {
                        read.addAndGet(page.size());
                        pages.incrementAndGet();
                    });
            report("user reports", read.get(), pages.get(), begun);
        }
    }

    private static void report(String what, long count, long pages, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%,d %s in %,d pages, %.1f s: %,.0f a second; peak heap %d MB of %d MB%n",
                count,
                what,
                pages,
                seconds,
                count / seconds,
                peakHeap() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** A continuous round over many small tenants: five logs of the last 40 minutes each. */
    private static void round(int tenants, int quota, int workers) throws Exception {
        LongAdder drawn = new LongAdder();
        LongAdder refused = new LongAdder();
        LongAdder waited = new LongAdder();
        QuotaMeter meter = new QuotaMeter() {
            @Override
            public void drawn(String bucket, long waitedNanos) {
                drawn.increment();
                waited.add(waitedNanos);
            }

            @Override
            public void answered(long took) {}

            @Override
            public void failed(String source, String kind) {
                refused.increment();
            }
        };
        try (GoogleEmulator emulator = GoogleEmulator.start(CLOCK);
                Google google = open(emulator, quota, meter)) {
            // Google's own limit is a fifth higher than what we allow ourselves.
            emulator.quotaPerMinute(quota * 6 / 5);
            List<Tenant> all = new ArrayList<>();
            for (int i = 0; i < tenants; i++) {
                String id = "t" + i;
                emulator.add(new EmulatedCustomer(
                        "C0" + id, List.of(id + ".example"), 20 + i % 200, i, ZoneId.of("Asia/Shanghai")));
                all.add(EmulatedGoogle.tenant(id, "C0" + id, "admin@" + id + ".example"));
            }
            LongAdder events = new LongAdder();
            LongAdder failures = new LongAdder();
            CountDownLatch done = new CountDownLatch(tenants);
            ExecutorService pool = Executors.newFixedThreadPool(workers);
            long begun = System.nanoTime();
            long cpu = cpu();
            for (Tenant tenant : all) {
                pool.execute(() -> {
                    try {
                        read(google, tenant, events);
                    } catch (SourceException e) {
                        failures.increment();
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
            double seconds = (System.nanoTime() - begun) / 1e9;
            pool.shutdown();
            System.out.printf(
                    "%,d tenants, %d workers: %.1f s, %,d requests (%.1f %% of %,d a minute), %d refused, %d tenants"
                            + " failed, %,d events, %,d token requests, CPU %.1f s with the emulator's, peak heap %d MB%n",
                    tenants,
                    workers,
                    seconds,
                    drawn.sum(),
                    drawn.sum() / seconds * 60 / quota * 100,
                    quota,
                    refused.sum(),
                    failures.sum(),
                    events.sum(),
                    emulator.calls("token"),
                    (cpu() - cpu) / 1e9,
                    peakHeap() >> 20);
        }
    }

    private static void read(Google google, Tenant tenant, LongAdder events) throws SourceException {
        Instant now = CLOCK.instant();
        for (String log : List.of("admin", "login", "user_accounts", "token", "drive")) {
            google.reports()
                    .activities(
                            tenant,
                            log,
                            now.minus(Duration.ofMinutes(40)),
                            now,
                            Deadline.NONE,
                            page -> events.add(page.size()));
        }
    }

    private static Google open(GoogleEmulator emulator, int quota, QuotaMeter meter) throws IOException {
        Path key = Files.createTempFile("watchkeeper", ".json");
        ServiceAccountFile.write(key, emulator.tokenUrl());
        try {
            return Google.open(
                    GoogleSettings.of(emulator.rootUrl(), key.toString()).drawing(quota, 220),
                    CLOCK,
                    QuotaLeases.alone(System::nanoTime),
                    meter);
        } finally {
            Files.delete(key);
        }
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
