package dev.watchkeeper.health;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the operator tuned in {@code checks.yaml}: thresholds for all tenants, and exceptions of single tenants.
 *
 * @param limits by check id, then by the threshold's name in the catalogue
 * @param lists by check id, then by the list's name; a list replaces the catalogue's
 * @param muted checks that are not judged for anybody
 */
public record Calibration(
        Map<String, Map<String, Double>> limits,
        Map<String, Map<String, List<String>>> lists,
        List<String> muted,
        List<Exemption> exceptions) {
    public static final Calibration NONE = new Calibration(Map.of(), Map.of(), List.of(), List.of());

    /**
     * Other thresholds, or silence, for one tenant; agreed with the customer, therefore with a reason and an end.
     *
     * @param check a check id
     * @param limits thresholds by name; may be empty if the check is muted
     * @param until the last day it holds
     */
    public record Exemption(
            String tenant, String check, Map<String, Double> limits, boolean muted, String reason, LocalDate until) {
        public Exemption {
            limits = limits == null ? Map.of() : Map.copyOf(limits);
            if (reason.isBlank()) {
                throw new IllegalArgumentException("exception for tenant '" + tenant + "', check " + check
                        + ": reason is empty; say who agreed to it and why");
            }
        }

        boolean holds(String tenantId, String checkId, LocalDate today) {
            return tenant.equals(tenantId) && check.equals(checkId) && !today.isAfter(until);
        }
    }

    public Calibration {
        limits = limits == null ? Map.of() : Map.copyOf(limits);
        lists = lists == null ? Map.of() : Map.copyOf(lists);
        muted = muted == null ? List.of() : List.copyOf(muted);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }

    /** The thresholds in force for a check and a tenant. */
    public Limits limitsFor(CatalogueEntry entry, String tenantId, LocalDate today) {
        Map<String, Double> numbers = new HashMap<>(entry.limits());
        numbers.putAll(limits.getOrDefault(entry.id(), Map.of()));
        Map<String, List<String>> words = new HashMap<>(entry.lists());
        words.putAll(lists.getOrDefault(entry.id(), Map.of()));
        String reason = "";
        for (Exemption exemption : exceptions) {
            if (exemption.holds(tenantId, entry.id(), today)
                    && !exemption.limits().isEmpty()) {
                numbers.putAll(exemption.limits());
                reason = exemption.reason();
            }
        }
        return new Limits(entry.id(), numbers, words, reason);
    }

    /** Why a check is silent for a tenant; null if it is not. */
    public @Nullable String mutedBecause(String checkId, String tenantId, LocalDate today) {
        for (Exemption exemption : exceptions) {
            if (exemption.muted() && exemption.holds(tenantId, checkId, today)) {
                return exemption.reason() + " (until " + exemption.until() + ")";
            }
        }
        return muted.contains(checkId) ? "muted for all tenants in checks.yaml" : null;
    }

    /** Names that the catalogue does not know, each with what is accepted; empty if all is well. */
    public List<String> problems(Catalogue catalogue) {
        List<String> problems = new ArrayList<>();
        limits.forEach((check, names) -> problems.addAll(unknown(catalogue, check, names.keySet(), "limits")));
        lists.forEach((check, names) -> problems.addAll(unknown(catalogue, check, names.keySet(), "lists")));
        muted.forEach(check -> problems.addAll(unknown(catalogue, check, List.of(), "muted")));
        exceptions.forEach(
                e -> problems.addAll(unknown(catalogue, e.check(), e.limits().keySet(), "exceptions")));
        return problems;
    }

    private static List<String> unknown(Catalogue catalogue, String check, Iterable<String> names, String where) {
        var entry = catalogue.find(check);
        if (entry.isEmpty()) {
            return List.of(where + ": check '" + check + "' is not in the catalogue");
        }
        List<String> problems = new ArrayList<>();
        var accepted = new TreeSet<>(
                where.equals("lists")
                        ? entry.get().lists().keySet()
                        : entry.get().limits().keySet());
        for (String name : names) {
            if (!accepted.contains(name)) {
                problems.add(where + ": check " + check + " has no '" + name + "'; accepted: "
                        + (accepted.isEmpty() ? "none" : String.join(", ", accepted)));
            }
        }
        return problems;
    }
}
