package dev.watchkeeper.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of Google's status dashboard: one incident of last week, and, if told so, one that is open. */
final class StatusFeed {
    private static final String GMAIL = "prPt2Yra2CbGsbEm9cpC";
    private static final String MEET = "sUH4BQXzYXma7NiS94Hi";
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final Instant begin;
    private volatile @Nullable Instant openSince;
    private volatile @Nullable Instant closedAt;

    StatusFeed(Instant begin) {
        this.begin = begin;
    }

    void open(Instant since) {
        openSince = since;
        closedAt = null;
    }

    void close(Instant at) {
        closedAt = at;
    }

    List<Object> incidents() {
        Map<String, Object> past = incident(
                "SYNTHETICdemo0000001",
                MEET,
                "Google Meet",
                "Some users could not join meetings.",
                begin.minus(Duration.ofDays(6)),
                begin.minus(Duration.ofDays(6)).plus(Duration.ofMinutes(47)));
        Instant since = openSince;
        return since == null
                ? List.of(past)
                : List.of(
                        incident(
                                "SYNTHETICdemo0000002",
                                GMAIL,
                                "Gmail",
                                "Some users may see delays when receiving messages from outside.",
                                since,
                                closedAt),
                        past);
    }

    Map<String, Object> products() {
        return Map.of(
                "products", List.of(Map.of("title", "Gmail", "id", GMAIL), Map.of("title", "Google Meet", "id", MEET)));
    }

    private static Map<String, Object> incident(
            String id, String product, String title, String text, Instant from, @Nullable Instant to) {
        Map<String, Object> update = new LinkedHashMap<>();
        Instant when = to == null ? from.plus(Duration.ofMinutes(15)) : to;
        update.put("created", offset(when));
        update.put("modified", offset(when));
        update.put("when", offset(when));
        update.put("text", "**Summary:** " + text);
        update.put("status", to == null ? "SERVICE_DISRUPTION" : "AVAILABLE");
        update.put("affected_locations", List.of());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("number", "9000000000000000077");
        json.put("begin", offset(from));
        json.put("created", offset(from.plus(Duration.ofMinutes(15))));
        json.put("end", to == null ? null : offset(to));
        json.put("modified", offset(when));
        json.put("external_desc", "**Title:**\n" + text);
        json.put("updates", List.of(update));
        json.put("most_recent_update", update);
        json.put("status_impact", "SERVICE_DISRUPTION");
        json.put("severity", "medium");
        json.put("service_key", product);
        json.put("service_name", title);
        json.put("affected_products", List.of(Map.of("title", title, "id", product)));
        json.put("uri", "incidents/" + id);
        json.put("currently_affected_locations", List.of());
        json.put("previously_affected_locations", List.of());
        return json;
    }

    private static String offset(Instant at) {
        return OFFSET.format(at.atOffset(ZoneOffset.UTC));
    }
}
