package dev.watchkeeper.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code activities.list}: parameters checked, newest first, paged by a token. */
final class ActivitiesEndpoint {
    private static final Duration KEPT = Duration.ofDays(180);
    private static final Duration GMAIL_LONGEST = Duration.ofDays(30);
    private static final Pattern TOKEN = Pattern.compile("A:(\\d+):(-?\\d+):([a-z_]+):(.+)");
    private static final Pattern FILTER = Pattern.compile("([A-Za-z0-9_.]+?)(==|<>|<=|>=|<|>)(.*)");
    private static final Set<String> NAMES = names();

    private ActivitiesEndpoint() {}

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(ReportsContract.ACTIVITIES);
        names.addAll(ReportsContract.LATER_ACTIVITIES);
        return names;
    }

    static Map<String, Object> list(Call call, EmulatedCustomer customer, Instant now) throws ApiError {
        String userKey = call.path().get(5);
        String application = call.path().get(7);
        ReportsContract.check(call, NAMES);
        if (!ReportsContract.APPLICATIONS.contains(application)
                && !ReportsContract.LATER_APPLICATIONS.contains(application)) {
            throw ApiError.invalid("Invalid value '" + application + "' for parameter applicationName");
        }
        Optional<Instant> start = time(call, "startTime");
        Optional<Instant> end = time(call, "endTime");
        if ((start.isPresent() && !start.get().isBefore(now))
                || (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get()))) {
            throw ApiError.invalid("Start time must be before end time and before the current time.");
        }
        boolean tooLong = start.isEmpty()
                || end.isEmpty()
                || Duration.between(start.get(), end.get()).compareTo(GMAIL_LONGEST) > 0;
        if (application.equals("gmail") && tooLong) {
            throw ApiError.invalid("Invalid request: Start time and end time should both be provided, and the scan"
                    + " duration should not be greater than 30 days.");
        }
        Instant oldest = now.minus(KEPT);
        Instant from = start.filter(s -> s.isAfter(oldest)).orElse(oldest);
        int limit = call.number("maxResults", 1, 1000, 1000);
        ActivityLog.Page page = customer.log(application)
                .page(new ActivityLog.Query(
                        from, end.orElse(now), now, after(call, application, customer), limit, wanted(call, userKey)));

        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "admin#reports#activities");
        json.put("etag", "\"wk/" + Integer.toHexString(page.items().size()) + "\"");
        ActivityLog.Place next = page.next();
        if (next != null) {
            json.put("nextPageToken", token(next, application, customer));
        }
        if (!page.items().isEmpty()) {
            json.put(
                    "items",
                    page.items().stream().map(a -> a.json(customer.id())).toList());
        }
        return json;
    }

    private static String token(ActivityLog.Place place, String application, EmulatedCustomer customer) {
        long micros = place.time().toEpochMilli() * 1000;
        return "A:" + micros + ":" + place.qualifier() + ":" + application + ":" + customer.id();
    }

    private static ActivityLog.@Nullable Place after(Call call, String application, EmulatedCustomer customer)
            throws ApiError {
        String token = call.get("pageToken").orElse("");
        if (token.isEmpty()) {
            return null;
        }
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()
                || !parts.group(3).equals(application)
                || !parts.group(4).equals(customer.id())) {
            throw ApiError.badRequest();
        }
        return new ActivityLog.Place(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1)) / 1000), Long.parseLong(parts.group(2)));
    }

    private static Optional<Instant> time(Call call, String name) {
        return call.get(name).map(text -> OffsetDateTime.parse(text).toInstant());
    }

    private static Predicate<Activity> wanted(Call call, String userKey) {
        Predicate<Activity> wanted = activity -> true;
        if (!userKey.equals("all")) {
            wanted = wanted.and(a -> userKey.equals(a.actor().get("email"))
                    || userKey.equals(a.actor().get("profileId")));
        }
        Optional<String> ip = call.get("actorIpAddress");
        if (ip.isPresent()) {
            wanted = wanted.and(a -> ip.get().equals(a.ipAddress()));
        }
        Optional<String> event = call.get("eventName");
        if (event.isPresent()) {
            wanted = wanted.and(a -> a.events().stream().anyMatch(e -> e.name().equals(event.get())));
        }
        for (String filter :
                call.get("filters").map(f -> List.of(f.split(",", -1))).orElse(List.of())) {
            Matcher parts = FILTER.matcher(filter);
            if (parts.matches()) {
                wanted = wanted.and(a -> a.events().stream()
                        .anyMatch(e -> holds(value(e.parameters(), parts.group(1)), parts.group(2), parts.group(3))));
            }
        }
        return wanted;
    }

    private static @Nullable Object value(Map<?, ?> parameters, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return parameters.get(path);
        }
        return parameters.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? value(inner, path.substring(dot + 1))
                : null;
    }

    private static boolean holds(@Nullable Object value, String operator, String wanted) {
        if (value == null) {
            return false;
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(one -> holds(one, operator, wanted));
        }
        int order = value instanceof Number number && wanted.matches("-?\\d{1,18}")
                ? Long.compare(number.longValue(), Long.parseLong(wanted))
                : String.valueOf(value).toLowerCase(Locale.ROOT).compareTo(wanted.toLowerCase(Locale.ROOT));
        return switch (operator) {
            case "==" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
