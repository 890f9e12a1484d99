package dev.watchkeeper.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code policies.list} of the Cloud Identity API, with the blank pages that occur there. */
final class PoliciesEndpoint {
    private PoliciesEndpoint() {}

    static Map<String, Object> list(Call call, EmulatedCustomer customer) throws ApiError {
        int limit = call.number("pageSize", 1, 100, 50);
        List<Map<String, Object>> all = customer.policies();
        Map<String, Object> json = new LinkedHashMap<>();
        int start;
        String token = call.get("pageToken").orElse("");
        if (token.isEmpty() && all.size() > limit) {
            // A blank page first.
            json.put("nextPageToken", "P:0");
            return json;
        }
        start = token.isEmpty() ? 0 : Integer.parseInt(token.substring(2));
        int end = Math.min(all.size(), start + limit);
        if (start < end) {
            json.put("policies", List.copyOf(all.subList(start, end)));
        }
        if (end < all.size()) {
            json.put("nextPageToken", "P:" + end);
        }
        return json;
    }
}
