package dev.watchkeeper.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the Reports API accepts: names and patterns of Google's discovery document (revision 20251124), and the later
 * names it lacks. A test holds this against the document.
 */
final class ReportsContract {
    static final Set<String> APPLICATIONS = Set.of(
            "access_evaluation",
            "access_transparency",
            "admin",
            "assignments",
            "calendar",
            "chat",
            "chrome",
            "classroom",
            "cloud_search",
            "context_aware_access",
            "data_migration",
            "data_studio",
            "directory_sync",
            "drive",
            "gcp",
            "gemini_in_workspace_apps",
            "gmail",
            "gplus",
            "groups",
            "groups_enterprise",
            "jamboard",
            "keep",
            "ldap",
            "login",
            "meet",
            "meet_hardware",
            "mobile",
            "profile",
            "rules",
            "saml",
            "tasks",
            "token",
            "user_accounts",
            "vault");

    static final Set<String> LATER_APPLICATIONS = Set.of(
            "admin_data_action", "chrome_sync", "contacts", "graduation", "takeout", "voice", "workspace_studio");

    static final Set<String> COMMON = Set.of(
            "$.xgafv",
            "access_token",
            "alt",
            "callback",
            "fields",
            "key",
            "oauth_token",
            "prettyPrint",
            "quotaUser",
            "uploadType",
            "upload_protocol");

    static final Set<String> ACTIVITIES = Set.of(
            "actorIpAddress",
            "customerId",
            "endTime",
            "eventName",
            "filters",
            "groupIdFilter",
            "maxResults",
            "orgUnitID",
            "pageToken",
            "resourceDetailsFilter",
            "startTime");

    static final Set<String> LATER_ACTIVITIES = Set.of(
            "agentInfoFilter",
            "applicationInfoFilter",
            "deviceFilter",
            "includeSensitiveData",
            "networkInfoFilter",
            "statusFilter");

    static final Set<String> CUSTOMER_USAGE = Set.of("customerId", "pageToken", "parameters");
    static final Set<String> USER_USAGE =
            Set.of("customerId", "filters", "groupIdFilter", "maxResults", "orgUnitID", "pageToken", "parameters");

    /** Applications whose usage may be asked for: of the customer, of users. */
    static final List<String> CUSTOMER_USAGE_APPLICATIONS = List.of(
            "accounts",
            "app_maker",
            "apps_scripts",
            "chat",
            "classroom",
            "cros",
            "gmail",
            "calendar",
            "docs",
            "gplus",
            "sites",
            "device_management",
            "drive",
            "meet");

    static final List<String> USER_USAGE_APPLICATIONS = List.of(
            "accounts",
            "chat",
            "classroom",
            "cros",
            "gmail",
            "calendar",
            "docs",
            "gplus",
            "sites",
            "device_management",
            "drive");

    static final Pattern TIME = Pattern.compile(
            "(\\d\\d\\d\\d)-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?(?:(Z)|([-+])(\\d\\d):(\\d\\d))");
    static final Pattern CUSTOMER = Pattern.compile("C.+|my_customer");
    static final Pattern DATE = Pattern.compile("(\\d){4}-(\\d){2}-(\\d){2}");
    private static final Pattern UNIT = Pattern.compile("(id:[a-z0-9]+)");
    private static final Pattern GROUPS = Pattern.compile("(id:[a-z0-9]+(,id:[a-z0-9]+)*)");
    private static final Pattern FILTERS = Pattern.compile("(.+[<,<=,==,>=,>,<>].+,)*(.+[<,<=,==,>=,>,<>].+)");

    private static final Map<String, Pattern> PATTERNS = Map.of(
            "customerId", CUSTOMER, "startTime", TIME, "endTime", TIME, "orgUnitID", UNIT, "groupIdFilter", GROUPS);

    private ReportsContract() {}

    /** Refuses unknown parameters and values that break their pattern, as the server does. */
    static void check(Call call, Set<String> names) throws ApiError {
        for (String name : new TreeSet<>(call.query().keySet())) {
            if (!names.contains(name) && !COMMON.contains(name)) {
                throw ApiError.invalid("Invalid JSON payload received. Unknown name \"" + name
                        + "\": Cannot bind query parameter. Field '" + name
                        + "' could not be found in request message.");
            }
            Pattern pattern = PATTERNS.get(name);
            String value = call.get(name).orElse("");
            if (pattern != null && !value.isEmpty() && !pattern.matcher(value).matches()) {
                throw new ApiError(
                        400,
                        "invalidParameter",
                        "INVALID_ARGUMENT",
                        "Invalid value '" + value + "'. Values must match the following regular expression: '" + pattern
                                + "'");
            }
        }
        String filters = call.get("filters").orElse("");
        if (!filters.isEmpty() && !FILTERS.matcher(filters).matches()) {
            throw new ApiError(400, "invalidInput", "INVALID_ARGUMENT", "Invalid value '" + filters + "'.");
        }
    }
}
