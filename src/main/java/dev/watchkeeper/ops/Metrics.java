package dev.watchkeeper.ops;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counters, timers and gauges, and their Prometheus text. Safe for use by all threads. Names are dotted and start with
 * {@code watchkeeper}; tags are pairs of name and value from small closed sets, never a tenant, a person or a ticket.
 */
public final class Metrics implements AutoCloseable {
    /** What each meter that is made at its first use counts. */
    private static final Map<String, String> HELP = Map.of(
            "watchkeeper.google.failures", "requests to Google that failed, by source and kind of failure",
            "watchkeeper.google.quota.wait", "how long requests waited for their share of Google's quota",
            "watchkeeper.links", "links in mails that were followed, and what came of it",
            "watchkeeper.mail.attempts", "attempts to send a mail, and what came of them",
            "watchkeeper.mail.bounced", "mails that came back",
            "watchkeeper.mail.delay", "how long after it was due a mail left",
            "watchkeeper.mail.given_up", "mails that were given up",
            "watchkeeper.mail.broken", "attempts that broke off by a fault of our own",
            "watchkeeper.mail.html.bytes", "size of the HTML part of mails that left");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Metrics() {
        // Two names of the library are not what Prometheus' conventions ask for.
        registry.config()
                .meterFilter(MeterFilter.deny(id -> id.getName().equals("process.cpu.time")))
                .meterFilter(new MeterFilter() {
                    @Override
                    public Meter.Id map(Meter.Id id) {
                        return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
                    }
                });
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system, one -> one.getProcessCpuTime() / 1e9)
                    .baseUnit("seconds")
                    .description("CPU time that this process has used")
                    .register(registry);
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    public void count(String name, String... tags) {
        add(name, 1, tags);
    }

    public void add(String name, double amount, String... tags) {
        Counter.builder(name)
                .description(help(name))
                .tags(tags)
                .register(registry)
                .increment(amount);
    }

    public void time(String name, Duration taken, String... tags) {
        Timer.builder(name)
                .description(help(name))
                .tags(tags)
                .register(registry)
                .record(taken);
    }

    /** A size among others of its name: their number, sum and largest. */
    public void size(String name, double size, String... tags) {
        DistributionSummary.builder(name)
                .description(help(name))
                .tags(tags)
                .register(registry)
                .record(size);
    }

    private static String help(String name) {
        return HELP.getOrDefault(name, name);
    }

    /** A value asked for at each scrape, which must not wait for anything; one that throws shows as NaN. */
    public void gauge(String name, String help, Supplier<? extends Number> value, String... tags) {
        gauge(name, "", help, value, tags);
    }

    /**
     * The same.
     *
     * @param unit ends the name, such as {@code seconds}; empty for things that are counted
     */
    public void gauge(String name, String unit, String help, Supplier<? extends Number> value, String... tags) {
        Gauge.builder(name, () -> value.get())
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** Everything in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
