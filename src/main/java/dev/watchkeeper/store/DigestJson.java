package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.digest.Baseline;
import dev.watchkeeper.digest.DigestModel.Trace;
import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.finding.Severity;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A digest's figures and traces as JSON text. */
final class DigestJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DigestJson() {}

    /**
     * The stored form of a baseline: customers as {@code id: [critical, high, score]}, findings by severity, claims as
     * {@code ref: [product, month, minutes, days, until]}; digests of earlier versions have no claims.
     */
    record Counts(
            Map<String, List<Integer>> customers,
            Map<String, Set<String>> visible,
            Set<String> gaps,
            @Nullable Map<String, List<String>> claims) {}

    static @Nullable String counts(@Nullable Baseline baseline) {
        if (baseline == null) {
            return null;
        }
        Map<String, List<Integer>> customers = new TreeMap<>();
        baseline.customers()
                .forEach((id, c) ->
                        customers.put(id, List.of(c.open().critical(), c.open().high(), c.score())));
        Map<String, Set<String>> visible = new TreeMap<>();
        baseline.visible()
                .forEach((id, severity) -> visible.computeIfAbsent(severity.word(), w -> new TreeSet<>())
                        .add(id));
        Map<String, List<String>> claims = new TreeMap<>();
        baseline.claims()
                .forEach((ref, c) -> claims.put(
                        ref,
                        List.of(
                                c.product(),
                                c.month().toString(),
                                Long.toString(c.minutes()),
                                Integer.toString(c.days()),
                                c.until().toString())));
        return write(Map.of(
                "customers", customers, "visible", visible, "gaps", new TreeSet<>(baseline.gaps()), "claims", claims));
    }

    static Baseline baseline(String id, Instant asOf, int critical, int high, String json) {
        Counts counts = read(json, new TypeReference<>() {});
        Map<String, Baseline.Customer> customers = new LinkedHashMap<>();
        counts.customers()
                .forEach((tenant, c) ->
                        customers.put(tenant, new Baseline.Customer(new Figures(c.get(0), c.get(1)), c.get(2))));
        Map<String, Severity> visible = new LinkedHashMap<>();
        counts.visible().forEach((word, ids) -> ids.forEach(one -> visible.put(one, Severity.of(word))));
        Map<String, Baseline.Claimed> claims = new LinkedHashMap<>();
        if (counts.claims() != null) {
            counts.claims()
                    .forEach((ref, c) -> claims.put(
                            ref,
                            new Baseline.Claimed(
                                    c.get(0),
                                    YearMonth.parse(c.get(1)),
                                    Long.parseLong(c.get(2)),
                                    Integer.parseInt(c.get(3)),
                                    Instant.parse(c.get(4)))));
        }
        return new Baseline(id, asOf, new Figures(critical, high), customers, visible, counts.gaps(), claims);
    }

    static String traces(List<Trace> traces) {
        return write(
                traces.stream().map(t -> List.of(t.item(), t.ref(), t.why())).toList());
    }

    static List<Trace> traces(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        List<List<String>> rows = read(json, new TypeReference<>() {});
        return rows.stream().map(r -> new Trace(r.get(0), r.get(1), r.get(2))).toList();
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a digest of ours cannot be written as JSON", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored digest cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
