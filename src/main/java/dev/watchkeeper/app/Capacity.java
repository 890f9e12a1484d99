package dev.watchkeeper.app;

import dev.watchkeeper.audit.AuditSettings;
import dev.watchkeeper.audit.Sizing;
import dev.watchkeeper.google.GoogleSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether portfolio and rhythm fit Google's quota and the workers, with numbers and what to change. */
final class Capacity {
    /** Google's usual answer, until one is measured. */
    private static final Duration USUAL_LATENCY = Duration.ofMillis(500);

    private Capacity() {}

    /** One thing that does not fit. */
    record Shortage(String key, String message, String remedy) {}

    static Sizing.Need need(Settings settings, int tenants) {
        return Sizing.need(
                tenants, settings.audit(), settings.reading(), settings.google().quotaPerMinute(), USUAL_LATENCY);
    }

    static List<Shortage> shortages(Settings settings, int tenants) {
        GoogleSettings google = settings.google();
        AuditSettings audit = settings.audit();
        if (google.credentials().isEmpty()) {
            return List.of();
        }
        Sizing.Need need = need(settings, tenants);
        String wants = String.format(
                Locale.ROOT,
                "%,d tenants every %d min ask Google about %,d times a minute",
                tenants,
                audit.every().toMinutes(),
                Math.round(need.perMinute()));
        List<Shortage> shortages = new ArrayList<>();
        if (!Sizing.fitsQuota(need, google.quotaPerMinute())) {
            long minutes = Sizing.shortestRound(tenants, settings.reading(), google.quotaPerMinute())
                    .toMinutes();
            shortages.add(new Shortage(
                    "google.quotaPerMinute",
                    String.format(
                            Locale.ROOT,
                            "%s, and google.quotaPerMinute is %,d, of which 85 %% may go to the rounds",
                            wants,
                            google.quotaPerMinute()),
                    String.format(
                            Locale.ROOT,
                            "set audit.every to %dm or more, or have Google raise the project's quota and set"
                                    + " google.quotaPerMinute to %d",
                            minutes,
                            Sizing.quotaFor(need))));
        }
        if (!Sizing.fitsWorkers(need)) {
            shortages.add(new Shortage(
                    "audit.workers",
                    String.format(
                            Locale.ROOT,
                            "%s, and %d workers reach about %,d at %d ms an answer",
                            wants,
                            Sizing.workers(audit.workers(), google.quotaPerMinute(), USUAL_LATENCY),
                            Math.round(need.workersPerMinute()),
                            USUAL_LATENCY.toMillis()),
                    String.format(
                            Locale.ROOT,
                            "set audit.workers to %d or more, or to 0 for as many as the quota calls for",
                            Sizing.workersFor(need, USUAL_LATENCY))));
        }
        return shortages;
    }
}
