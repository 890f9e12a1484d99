package dev.watchkeeper.demo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code customerUsageReports.get} and {@code userUsageReport.get}: late by days, and saying so. */
final class UsageEndpoint {
    private static final ZoneOffset PACIFIC_STANDARD = ZoneOffset.ofHours(-8);

    private final UsageQuirks quirks;

    UsageEndpoint(UsageQuirks quirks) {
        this.quirks = quirks;
    }

    Map<String, Object> customer(Call call, EmulatedCustomer customer, Instant now) throws ApiError {
        ReportsContract.check(call, ReportsContract.CUSTOMER_USAGE);
        List<String> asked = asked(call, ReportsContract.CUSTOMER_USAGE_APPLICATIONS);
        LocalDate date = date(call.path().get(5), now);
        Map<String, Object> values = customer.customerUsage(date);
        values.keySet().removeIf(name -> quirks.isMissing(date, name) || (!asked.isEmpty() && !asked.contains(name)));
        Map<String, Object> json = envelope(date);
        if (quirks.isEmpty(date)) {
            return json;
        }
        List<Map.Entry<String, Object>> all = new ArrayList<>(values.entrySet());
        int pages = quirks.customerPages();
        int page = call.get("pageToken")
                .map(t -> Integer.parseInt(t.substring(2, t.indexOf(':', 2))))
                .orElse(0);
        Map<String, Object> part = new LinkedHashMap<>();
        for (int i = all.size() * page / pages; i < all.size() * (page + 1) / pages; i++) {
            part.put(all.get(i).getKey(), all.get(i).getValue());
        }
        if (page + 1 < pages) {
            json.put("nextPageToken", "N:" + (page + 1) + ":" + customer.id());
        }
        json.put("usageReports", List.of(report(date, Map.of("type", "CUSTOMER", "customerId", customer.id()), part)));
        return json;
    }

    Map<String, Object> users(Call call, EmulatedCustomer customer, Instant now) throws ApiError {
        ReportsContract.check(call, ReportsContract.USER_USAGE);
        List<String> asked = asked(call, ReportsContract.USER_USAGE_APPLICATIONS);
        String userKey = call.path().get(5);
        LocalDate date = date(call.path().get(7), now);
        Map<String, Object> json = envelope(date);
        if (quirks.isEmpty(date)) {
            return json;
        }
        int limit = call.number("maxResults", 1, 1000, 1000);
        int index = call.get("pageToken")
                .map(t -> Integer.parseInt(t.substring(2, t.indexOf(':', 2))))
                .orElse(0);
        Instant endOfDay = EmulatedCustomer.endOf(date);
        List<Map<String, Object>> reports = new ArrayList<>();
        for (; index < customer.users() && reports.size() < limit; index++) {
            EmulatedUser user = customer.user(index, endOfDay);
            if (!userKey.equals("all") && !userKey.equals(user.email())) {
                continue;
            }
            Map<String, Object> values = quirks.named(user.usage(endOfDay));
            values.keySet()
                    .removeIf(name -> quirks.isMissing(date, name) || (!asked.isEmpty() && !asked.contains(name)));
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put("type", "USER");
            entity.put("customerId", customer.id());
            if (!quirks.isAddressMissing(index)) {
                entity.put("userEmail", user.email());
            }
            entity.put("profileId", EmulatedUser.profileId(user.email()));
            reports.add(report(date, entity, values));
        }
        if (index < customer.users()) {
            json.put("nextPageToken", "N:" + index + ":" + customer.id());
        }
        json.put("usageReports", reports);
        return json;
    }

    private Map<String, Object> envelope(LocalDate date) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "admin#reports#usageReports");
        json.put("etag", "\"wk/" + date + "\"");
        List<Map<String, Object>> warnings = quirks.warnings(date);
        if (!warnings.isEmpty()) {
            json.put("warnings", warnings);
        }
        return json;
    }

    private static Map<String, Object> report(LocalDate date, Map<String, Object> entity, Map<String, Object> values) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "admin#reports#usageReport");
        json.put("date", date.toString());
        json.put("entity", entity);
        json.put("parameters", Wire.usage(values));
        return json;
    }

    /** The date asked for, if it has come; else Google's refusal, which names the newest date or not. */
    private LocalDate date(String text, Instant now) throws ApiError {
        if (!ReportsContract.DATE.matcher(text).matches()) {
            throw ApiError.invalid("Invalid value '" + text + "' for parameter date");
        }
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ApiError.invalid("Invalid value '" + text + "' for parameter date");
        }
        LocalDate today = now.atZone(PACIFIC_STANDARD).toLocalDate();
        LocalDate newest = today.minusDays(quirks.lagDays());
        if (date.isAfter(today)) {
            throw ApiError.invalid("Start date can not be later than " + today);
        }
        if (date.isAfter(newest)) {
            throw ApiError.invalid(
                    quirks.isDateless()
                            ? "End date greater than LastReportedDate."
                            : "Data for dates later than " + newest + " is not yet available. Please check back later");
        }
        return date;
    }

    /** The parameters asked for; an unknown name is ignored, an unknown application refused. */
    private static List<String> asked(Call call, List<String> applications) throws ApiError {
        List<String> names = new ArrayList<>();
        for (String name :
                call.get("parameters").map(p -> List.of(p.split(",", -1))).orElse(List.of())) {
            int colon = name.indexOf(':');
            if (colon < 1 || colon == name.length() - 1 || !applications.contains(name.substring(0, colon))) {
                Set<String> sorted = new TreeSet<>(applications);
                throw new ApiError(
                        400,
                        "invalidInput",
                        "INVALID_ARGUMENT",
                        "Invalid value '" + name + "'. Values must match the following regular expression: '((("
                                + String.join(")|(", sorted) + ")):[^,]+,)*'");
            }
            names.add(name);
        }
        return names;
    }
}
