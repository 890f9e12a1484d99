package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Severity;
import java.util.Collection;

/**
 * One number for a customer: 100 with nothing open, less for what is. A critical finding costs 20 points, a high one 6, a
 * medium one 2, a low one half; it never falls below 0.
 */
public final class HealthScore {
    private HealthScore() {}

    public static int of(Collection<Severity> open) {
        long halves = 200;
        for (Severity severity : open) {
            halves -= switch (severity) {
                case CRITICAL -> 40;
                case HIGH -> 12;
                case MEDIUM -> 4;
                case LOW -> 1;
            };
        }
        return (int) Math.max(0, Math.floorDiv(halves, 2));
    }
}
