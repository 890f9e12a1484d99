package dev.watchkeeper.app;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code checks.yaml}.
 *
 * @param thresholds by check id, then by the threshold's name
 * @param muted checks that nobody wants to hear of, for all tenants
 * @param exceptions deviations that a customer has accepted
 */
public record ChecksFile(Map<String, Map<String, Double>> thresholds, List<Muted> muted, List<Exemption> exceptions) {
    public static final ChecksFile EMPTY = new ChecksFile(Map.of(), List.of(), List.of());

    /** A check that is muted everywhere; {@code until} is the last day, null means for good. */
    public record Muted(
            String check, String reason, @Nullable LocalDate until) {}

    /**
     * A deviation accepted for one tenant.
     *
     * @param subject for example {@code domain:example.cn}; null means every subject of the check
     * @param author who accepted it
     * @param until the last day it holds; an exception always ends
     */
    public record Exemption(
            String tenant,
            String check,
            @Nullable String subject,
            String reason,
            @Nullable String author,
            LocalDate until) {}
}
