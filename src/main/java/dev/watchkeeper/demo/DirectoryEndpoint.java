package dev.watchkeeper.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists of the Directory API that we read: users, units, domains, groups, roles and their holders. */
final class DirectoryEndpoint {
    private static final String SUPER_ADMIN_ROLE = "13801188331880449";

    private DirectoryEndpoint() {}

    /** The last word of the path tells the resource. */
    static String resource(Call call) {
        return call.path().get(call.path().size() - 1);
    }

    static Map<String, Object> answer(Call call, EmulatedCustomer customer, Instant now) throws ApiError {
        return switch (resource(call)) {
            case "users" -> users(call, customer, now);
            case "groups" -> Map.of("kind", "admin#directory#groups", "groups", customer.groups());
            case "orgunits" -> Map.of("kind", "admin#directory#orgUnits", "organizationUnits", customer.units());
            case "domains" -> Map.of("kind", "admin#directory#domains", "domains", customer.domainResources());
            case "roles" -> Map.of("kind", "admin#directory#roles", "items", roles());
            case "roleassignments" -> Map.of("kind", "admin#directory#roleAssignments", "items", assignments(customer));
            default -> throw ApiError.notFound();
        };
    }

    private static Map<String, Object> users(Call call, EmulatedCustomer customer, Instant now) throws ApiError {
        if (call.get("customer").isEmpty() && call.get("domain").isEmpty()) {
            throw ApiError.badRequest();
        }
        int limit = call.number("maxResults", 1, 500, 100);
        boolean adminsOnly =
                call.get("query").map(q -> q.contains("isAdmin=true")).orElse(false);
        int index =
                call.get("pageToken").map(t -> Integer.parseInt(t.substring(2))).orElse(0);
        List<Map<String, Object>> users = new ArrayList<>();
        for (; index < customer.users() && users.size() < limit; index++) {
            EmulatedUser user = customer.user(index, now);
            if (!adminsOnly || user.admin()) {
                users.add(user.resource(customer.id()));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "admin#directory#users");
        json.put("users", users);
        if (index < customer.users()) {
            json.put("nextPageToken", "U:" + index);
        }
        return json;
    }

    private static List<Map<String, Object>> roles() {
        return List.of(
                Map.of(
                        "kind",
                        "admin#directory#role",
                        "roleId",
                        SUPER_ADMIN_ROLE,
                        "roleName",
                        "_SEED_ADMIN_ROLE",
                        "isSystemRole",
                        true,
                        "isSuperAdminRole",
                        true),
                Map.of(
                        "kind", "admin#directory#role",
                        "roleId", "13801188331880451",
                        "roleName", "_USER_MANAGEMENT_ADMIN_ROLE",
                        "isSystemRole", true,
                        "isSuperAdminRole", false));
    }

    private static List<Map<String, Object>> assignments(EmulatedCustomer customer) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < customer.users(); i++) {
            EmulatedUser user = customer.user(i);
            if (user.admin()) {
                list.add(Map.of(
                        "kind",
                        "admin#directory#roleAssignment",
                        "roleAssignmentId",
                        Integer.toString(9000 + i),
                        "roleId",
                        SUPER_ADMIN_ROLE,
                        "assignedTo",
                        EmulatedUser.profileId(user.email()),
                        "assigneeType",
                        "user",
                        "scopeType",
                        "CUSTOMER"));
            }
        }
        return list;
    }
}
