package dev.watchkeeper.ops;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Counters, timers and gauges, and their Prometheus text. Safe for use by all threads. Names are dotted and start with
 * {@code watchkeeper}; tags are pairs of name and value from small closed sets, never a tenant, a person or a ticket.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    public void count(String name, String... tags) {
        registry.counter(name, tags).increment();
    }

    public void add(String name, double amount, String... tags) {
        registry.counter(name, tags).increment(amount);
    }

    public void time(String name, Duration taken, String... tags) {
        Timer.builder(name).tags(tags).register(registry).record(taken);
    }

    /** A size among others of its name: their number, sum and largest. */
    public void size(String name, double size, String... tags) {
        DistributionSummary.builder(name).tags(tags).register(registry).record(size);
    }

    /** A value asked for at each scrape; one that throws shows as NaN. */
    public void gauge(String name, String help, Supplier<? extends Number> value, String... tags) {
        Gauge.builder(name, () -> value.get())
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
