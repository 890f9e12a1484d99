package dev.watchkeeper.google;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.directory.Directory;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.DirectorySource;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.google.ApiCaller.RequestMaker;
import dev.watchkeeper.google.ApiCaller.Target;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Directory API through Google's client. */
final class GoogleDirectory implements DirectorySource {
    private static final int PAGE = 500;

    private final ApiCaller caller;
    private final HttpTransport transport;
    private final String root;
    private final boolean enabled;

    GoogleDirectory(ApiCaller caller, HttpTransport transport, String root, boolean enabled) {
        this.caller = caller;
        this.transport = transport;
        this.root = root;
        this.enabled = enabled;
    }

    /** Forms the request of one page. */
    @FunctionalInterface
    private interface PageMaker {
        RequestMaker at(@Nullable String token);
    }

    @FunctionalInterface
    private interface PageConsumer<T> {
        void accept(List<T> items) throws SourceException;
    }

    @Override
    public void users(Tenant tenant, Deadline deadline, UserConsumer pages) throws SourceException {
        read(
                target(tenant, ApiScope.USERS, "users", deadline),
                users(tenant, null),
                "users",
                GoogleDirectory::user,
                pages::accept);
    }

    @Override
    public List<User> superAdministrators(Tenant tenant, Deadline deadline) throws SourceException {
        return all(
                target(tenant, ApiScope.USERS, "users", deadline),
                users(tenant, "isAdmin=true"),
                "users",
                GoogleDirectory::user);
    }

    private PageMaker users(Tenant tenant, @Nullable String query) {
        return token -> auth -> api(auth)
                .users()
                .list()
                .setCustomer(tenant.customerId())
                .setQuery(query)
                .setMaxResults(PAGE)
                .setPageToken(token);
    }

    @Override
    public List<Unit> units(Tenant tenant, Deadline deadline) throws SourceException {
        return all(
                target(tenant, ApiScope.UNITS, "orgunits", deadline),
                token -> auth -> api(auth).orgunits().list(tenant.customerId()).setType("all"),
                "organizationUnits",
                GoogleDirectory::unit);
    }

    @Override
    public List<Domain> domains(Tenant tenant, Deadline deadline) throws SourceException {
        return all(
                target(tenant, ApiScope.DOMAINS, "domains", deadline),
                token -> auth -> api(auth).domains().list(tenant.customerId()),
                "domains",
                GoogleDirectory::domain);
    }

    @Override
    public List<Group> groups(Tenant tenant, Deadline deadline) throws SourceException {
        return all(
                target(tenant, ApiScope.GROUPS, "groups", deadline),
                token -> auth -> api(auth)
                        .groups()
                        .list()
                        .setCustomer(tenant.customerId())
                        .setMaxResults(200)
                        .setPageToken(token),
                "groups",
                GoogleDirectory::group);
    }

    @Override
    public List<RoleHolder> roleHolders(Tenant tenant, Deadline deadline) throws SourceException {
        Target target = target(tenant, ApiScope.ROLES, "roles", deadline);
        Map<String, Map<String, Object>> roles = new HashMap<>();
        read(
                target,
                token -> auth -> api(auth)
                        .roles()
                        .list(tenant.customerId())
                        .setMaxResults(100)
                        .setPageToken(token),
                "items",
                role -> role,
                page -> page.forEach(role -> roles.put(JsonValues.text(role.get("roleId")), role)));
        return all(
                target,
                token -> auth -> api(auth)
                        .roleAssignments()
                        .list(tenant.customerId())
                        .setMaxResults(200)
                        .setPageToken(token),
                "items",
                held -> {
                    Map<String, Object> role = roles.getOrDefault(JsonValues.text(held.get("roleId")), Map.of());
                    return new RoleHolder(
                            JsonValues.text(held.get("assignedTo")),
                            JsonValues.text(role.get("roleName")),
                            Boolean.TRUE.equals(JsonValues.flag(role.get("isSuperAdminRole"))),
                            orNull(held.get("orgUnitId")));
                });
    }

    /** The smallest request behind a scope; for the doctor. */
    void probe(ApiScope scope, Tenant tenant, Deadline deadline) throws SourceException {
        RequestMaker maker = switch (scope) {
            case USERS ->
                auth -> api(auth)
                        .users()
                        .list()
                        .setCustomer(tenant.customerId())
                        .setMaxResults(1);
            case UNITS -> auth -> api(auth).orgunits().list(tenant.customerId()).setType("children");
            case DOMAINS -> auth -> api(auth).domains().list(tenant.customerId());
            case GROUPS ->
                auth -> api(auth)
                        .groups()
                        .list()
                        .setCustomer(tenant.customerId())
                        .setMaxResults(1);
            case ROLES -> auth -> api(auth).roles().list(tenant.customerId()).setMaxResults(1);
            default -> throw new IllegalArgumentException(scope + " is not of the Directory");
        };
        caller.<Boolean>call(
                target(tenant, scope, scope.name().toLowerCase(java.util.Locale.ROOT), deadline), maker, body -> true);
    }

    private Target target(Tenant tenant, ApiScope scope, String what, Deadline deadline) throws SourceException {
        String source = "directory:" + what;
        if (!enabled) {
            throw new SourceException(
                    Kind.NOT_CONFIGURED, source, "the Directory API is switched off (google.directory)");
        }
        return new Target(tenant, scope, source, false, deadline);
    }

    private <T> List<T> all(
            Target target, PageMaker maker, String key, Function<Map<String, Object>, @Nullable T> mapper)
            throws SourceException {
        List<T> items = new ArrayList<>();
        read(target, maker, key, mapper, items::addAll);
        return items;
    }

    private <T> void read(
            Target target,
            PageMaker maker,
            String key,
            Function<Map<String, Object>, @Nullable T> mapper,
            PageConsumer<T> pages)
            throws SourceException {
        String token = null;
        do {
            String asked = token;
            ListPage<T> page = caller.call(target, maker.at(asked), body -> ListPage.read(body, key, mapper));
            if (!page.items().isEmpty()) {
                pages.accept(page.items());
            }
            token = GoogleReports.following(target.source(), asked, page.nextToken());
        } while (token != null);
    }

    private Directory api(HttpRequestInitializer auth) {
        return new Directory.Builder(transport, GsonFactory.getDefaultInstance(), auth)
                .setApplicationName("watchkeeper")
                .setRootUrl(root)
                .setSuppressPatternChecks(true)
                .build();
    }

    private static @Nullable User user(Map<String, Object> json) {
        String email = JsonValues.text(json.get("primaryEmail"));
        if (email.isEmpty()) {
            return null;
        }
        Instant login = JsonValues.time(json.get("lastLoginTime"));
        String unit = JsonValues.text(json.get("orgUnitPath"));
        return new User(
                email,
                JsonValues.text(json.get("id")),
                JsonValues.flag(json.get("suspended")),
                orNull(json.get("suspensionReason")),
                JsonValues.flag(json.get("archived")),
                JsonValues.flag(json.get("isEnrolledIn2Sv")),
                JsonValues.flag(json.get("isEnforcedIn2Sv")),
                JsonValues.flag(json.get("isAdmin")),
                JsonValues.flag(json.get("isDelegatedAdmin")),
                Instant.EPOCH.equals(login) ? null : login,
                JsonValues.time(json.get("creationTime")),
                orNull(json.get("recoveryPhone")) != null,
                orNull(json.get("recoveryEmail")) != null,
                unit.isEmpty() ? "/" : unit);
    }

    private static Unit unit(Map<String, Object> json) {
        return new Unit(
                bare(json.get("orgUnitId")),
                orNull(bare(json.get("parentOrgUnitId"))),
                JsonValues.text(json.get("name")),
                JsonValues.text(json.get("orgUnitPath")),
                JsonValues.text(json.get("parentOrgUnitPath")));
    }

    private static @Nullable Domain domain(Map<String, Object> json) {
        String name = JsonValues.text(json.get("domainName"));
        if (name.isEmpty()) {
            return null;
        }
        List<String> aliases = new ArrayList<>();
        for (Object alias : JsonValues.list(json.get("domainAliases"))) {
            String text = JsonValues.text(JsonValues.object(alias).get("domainAliasName"));
            if (!text.isEmpty()) {
                aliases.add(text);
            }
        }
        return new Domain(
                name,
                Boolean.TRUE.equals(JsonValues.flag(json.get("isPrimary"))),
                Boolean.TRUE.equals(JsonValues.flag(json.get("verified"))),
                aliases);
    }

    private static Group group(Map<String, Object> json) {
        Long members = JsonValues.whole(json.get("directMembersCount"));
        return new Group(
                JsonValues.text(json.get("id")),
                JsonValues.text(json.get("email")),
                JsonValues.text(json.get("name")),
                members == null ? 0 : members);
    }

    private static String bare(@Nullable Object id) {
        String text = JsonValues.text(id);
        return text.startsWith("id:") ? text.substring(3) : text;
    }

    private static @Nullable String orNull(@Nullable Object value) {
        String text = JsonValues.text(value);
        return text.isEmpty() ? null : text;
    }
}
