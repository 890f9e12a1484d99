package dev.watchkeeper.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may ask what, and who answers it. */
final class Api {
    private static final String SCOPE = "https://www.googleapis.com/auth/";

    private static final Pattern NAMED = Pattern.compile("customers/(\\w+)");

    private final Map<String, EmulatedCustomer> customers;
    private final Function<String, UsageQuirks> quirks;
    private volatile boolean open;
    private volatile int quotaPerMinute;
    private final MinuteCounter counter = new MinuteCounter();

    Api(Map<String, EmulatedCustomer> customers, Function<String, UsageQuirks> quirks) {
        this.customers = customers;
        this.quirks = quirks;
    }

    void open(boolean yes) {
        open = yes;
    }

    void quotaPerMinute(int requests) {
        quotaPerMinute = requests;
    }

    /** What a call is about, as faults and counters name it. */
    static String operation(Call call) {
        if (call.isAt("admin", "reports", "v1", "activity", "users", "*", "applications", "*")) {
            return "activities:" + call.path().get(7);
        }
        if (call.isAt("admin", "reports", "v1", "usage", "dates", "*")) {
            return "usage:customer";
        }
        if (call.isAt("admin", "reports", "v1", "usage", "users", "*", "dates", "*")) {
            return "usage:user";
        }
        if (call.isAt("v1", "policies")) {
            return "policies";
        }
        if (call.path().size() > 3 && call.path().subList(0, 3).equals(java.util.List.of("admin", "directory", "v1"))) {
            return "directory:" + DirectoryEndpoint.resource(call);
        }
        return "unknown";
    }

    /** The customer whose data is asked for: the bearer's own, or the one named where no token is wanted. */
    EmulatedCustomer customer(Call call, Instant now) throws ApiError {
        Optional<TokenEndpoint.Bearer> bearer = call.bearer().flatMap(TokenEndpoint::read);
        String id;
        if (bearer.isPresent() && bearer.get().expires().isAfter(now)) {
            id = bearer.get().customerId();
        } else if (open && call.bearer().isEmpty()) {
            id = call.get("customerId")
                    .or(() -> call.get("customer"))
                    .or(() -> call.get("filter")
                            .map(f -> NAMED.matcher(f))
                            .filter(Matcher::find)
                            .map(m -> m.group(1)))
                    .orElse("");
            if (id.isEmpty() || id.equals("my_customer")) {
                id = customers.size() == 1 ? customers.keySet().iterator().next() : "";
            }
            if (id.isEmpty() && call.path().contains("customer")) {
                id = call.path().get(call.path().indexOf("customer") + 1);
            }
        } else {
            throw new ApiError(
                    401,
                    "authError",
                    "UNAUTHENTICATED",
                    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or"
                            + " other valid authentication credential.");
        }
        EmulatedCustomer customer = customers.get(id);
        if (customer == null) {
            throw ApiError.badRequest();
        }
        return customer;
    }

    /** Quota, scope, privilege, and that the customer named is the bearer's own. */
    void authorise(Call call, Instant now) throws ApiError {
        if (quotaPerMinute > 0 && counter.count(now) > quotaPerMinute) {
            throw new ApiError(
                    429,
                    "rateLimitExceeded",
                    "RESOURCE_EXHAUSTED",
                    "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'");
        }
        if (call.bearer().isEmpty()) {
            return;
        }
        TokenEndpoint.Bearer bearer = call.bearer().flatMap(TokenEndpoint::read).orElseThrow(ApiError::badRequest);
        EmulatedCustomer customer = customer(call, now);
        String operation = operation(call);
        if (!bearer.scopes().contains(SCOPE + scope(operation))) {
            throw new ApiError(
                    403,
                    "insufficientPermissions",
                    "PERMISSION_DENIED",
                    "Request had insufficient authentication scopes.");
        }
        if (!customer.mayRead(bearer.subject())) {
            if (operation.startsWith("activities")) {
                throw new ApiError(
                        401,
                        "authError",
                        "UNAUTHENTICATED",
                        "Access denied. You are not authorized to read activity records.");
            }
            throw new ApiError(403, "forbidden", "PERMISSION_DENIED", "Not Authorized to access this resource/api");
        }
        String named = call.get("customerId").orElse("my_customer");
        if (!named.equals("my_customer") && !named.equals(customer.id())) {
            throw new ApiError(
                    403,
                    "forbidden",
                    "PERMISSION_DENIED",
                    "Caller does not have access to the customers reporting data.");
        }
    }

    Map<String, Object> answer(Call call, Instant now) throws ApiError {
        EmulatedCustomer customer = customer(call, now);
        String operation = operation(call);
        if (!call.method().equals("GET") || operation.equals("unknown")) {
            throw ApiError.notFound();
        }
        if (operation.startsWith("activities:")) {
            return ActivitiesEndpoint.list(call, customer, now);
        }
        UsageEndpoint usage = new UsageEndpoint(quirks.apply(customer.id()));
        return switch (operation) {
            case "usage:customer" -> usage.customer(call, customer, now);
            case "usage:user" -> usage.users(call, customer, now);
            case "policies" -> PoliciesEndpoint.list(call, customer);
            default -> DirectoryEndpoint.answer(call, customer, now);
        };
    }

    private static String scope(String operation) {
        return switch (operation.substring(0, operation.contains(":") ? operation.indexOf(':') : operation.length())) {
            case "activities" -> "admin.reports.audit.readonly";
            case "usage" -> "admin.reports.usage.readonly";
            case "policies" -> "cloud-identity.policies.readonly";
            default ->
                switch (operation) {
                    case "directory:users" -> "admin.directory.user.readonly";
                    case "directory:orgunits" -> "admin.directory.orgunit.readonly";
                    case "directory:domains" -> "admin.directory.domain.readonly";
                    case "directory:groups" -> "admin.directory.group.readonly";
                    default -> "admin.directory.rolemanagement.readonly";
                };
        };
    }

    /** Requests of the present calendar minute. */
    private static final class MinuteCounter {
        private long minute = Long.MIN_VALUE;
        private int count;

        synchronized int count(Instant now) {
            long current = Math.floorDiv(now.getEpochSecond(), 60L);
            if (current != minute) {
                minute = current;
                count = 0;
            }
            return ++count;
        }
    }
}
