package dev.watchkeeper.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A customer of Google's, made up from a seed: users, logs, usage, directory and policies are computed when asked for;
 * what a story needs is planted on top. Safe for use by several threads.
 */
public final class EmulatedCustomer {
    private static final String[] GIVEN = {
        "wei", "min", "jing", "lei", "yan", "tao", "hui", "fang", "anna", "ben", "clara", "david", "emma", "frank",
        "grace", "henry", "iris", "jack", "lin", "mei", "noah", "olga", "paul", "qiang"
    };
    private static final String[] FAMILY = {
        "li", "wang", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "miller", "baker", "carter",
        "evans", "foster", "gray", "hill", "kumar", "lopez", "moore"
    };

    private final String id;
    private final List<String> domains;
    private final int users;
    private final long seed;
    private final ZoneId zone;
    private final Map<String, Double> rates = new ConcurrentHashMap<>();
    private final Map<String, ActivityLog> logs = new ConcurrentHashMap<>();
    private final Map<Integer, UnaryOperator<EmulatedUser>> changedUsers = new ConcurrentHashMap<>();
    private final List<UsageChange> usageChanges = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> policies = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> units = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> groups = new CopyOnWriteArrayList<>();
    private final Set<String> refusedScopes = ConcurrentHashMap.newKeySet();
    private final Set<String> strippedAdmins = ConcurrentHashMap.newKeySet();
    private volatile boolean authorised = true;
    private volatile double enrolledShare = 0.96;

    private record UsageChange(LocalDate from, LocalDate to, String name, UnaryOperator<Object> change) {}

    /**
     * @param id Google's customer id, {@code C...}
     * @param users number of people, index 0 is {@code admin@} the first domain and a super administrator
     */
    public EmulatedCustomer(String id, List<String> domains, int users, long seed, ZoneId zone) {
        this.id = id;
        this.domains = List.copyOf(domains);
        this.users = users;
        this.seed = seed;
        this.zone = zone;
        rates.put("login", users * 1.2);
        rates.put("drive", users * 2.0);
        rates.put("calendar", users * 0.3);
        rates.put("token", users * 0.05);
        rates.put("admin", 1.5);
        rates.put("user_accounts", 0.2);
        rates.put("groups", 0.3);
    }

    public String id() {
        return id;
    }

    public String domain() {
        return domains.get(0);
    }

    public List<String> domains() {
        return domains;
    }

    public int users() {
        return users;
    }

    public ZoneId zone() {
        return zone;
    }

    long seed() {
        return seed;
    }

    /** How many events a day the log holds on average; set it before the log is first read. */
    public EmulatedCustomer rate(String application, double perDay) {
        rates.put(application, perDay);
        return this;
    }

    /** Nothing happens of itself; only what is planted. */
    public EmulatedCustomer silent() {
        rates.clear();
        return this;
    }

    /** The share of users with 2-step verification. */
    public EmulatedCustomer enrolledShare(double share) {
        enrolledShare = share;
        return this;
    }

    public EmulatedCustomer plant(Activity activity) {
        log(activity.application()).plant(activity);
        return this;
    }

    public EmulatedCustomer change(int user, UnaryOperator<EmulatedUser> change) {
        changedUsers.merge(user, change, (first, then) -> u -> then.apply(first.apply(u)));
        return this;
    }

    /** Changes a figure of the customer's usage reports from one date to another, both included. */
    public EmulatedCustomer usage(LocalDate from, LocalDate to, String name, UnaryOperator<Object> change) {
        usageChanges.add(new UsageChange(from, to, name, change));
        return this;
    }

    public EmulatedCustomer usage(String name, Object value) {
        return usage(LocalDate.MIN, LocalDate.MAX, name, old -> value);
    }

    public EmulatedCustomer policy(String type, String unit, Map<String, Object> value) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("name", "policies/wk" + id + "n" + policies.size());
        policy.put("customer", "customers/" + id);
        policy.put(
                "policyQuery",
                Map.of(
                        "orgUnit",
                        "orgUnits/" + unitId(unit),
                        "query",
                        "entity.org_units.exists(org_unit, org_unit.org_unit_id == orgUnitId('" + unitId(unit) + "'))",
                        "sortOrder",
                        1));
        policy.put("setting", Map.of("type", "settings/" + type, "value", value));
        policy.put("type", "ADMIN");
        policies.add(policy);
        return this;
    }

    public EmulatedCustomer unit(String path) {
        int slash = path.lastIndexOf('/');
        String parent = slash == 0 ? "/" : path.substring(0, slash);
        units.add(Map.of(
                "kind",
                "admin#directory#orgUnit",
                "name",
                path.substring(slash + 1),
                "orgUnitPath",
                path,
                "orgUnitId",
                "id:" + unitId(path),
                "parentOrgUnitPath",
                parent,
                "parentOrgUnitId",
                "id:" + unitId(parent)));
        return this;
    }

    public EmulatedCustomer group(String email, String name, int members) {
        groups.add(Map.of(
                "kind",
                "admin#directory#group",
                "id",
                "g" + Integer.toUnsignedString(email.hashCode()),
                "email",
                email,
                "name",
                name,
                "directMembersCount",
                Integer.toString(members),
                "adminCreated",
                true));
        return this;
    }

    /** The customer refuses one scope; the whole token request that names it fails. */
    public EmulatedCustomer refuse(String scope) {
        refusedScopes.add(scope);
        return this;
    }

    /** The customer withdraws (or renews) the delegation: no token for anybody. */
    public EmulatedCustomer authorise(boolean yes) {
        authorised = yes;
        return this;
    }

    /** The administrator keeps the account and loses the privilege. */
    public EmulatedCustomer strip(String admin) {
        strippedAdmins.add(admin);
        return this;
    }

    public EmulatedCustomer restore(String admin) {
        strippedAdmins.remove(admin);
        return this;
    }

    boolean grants(Set<String> scopes) {
        return authorised && scopes.stream().noneMatch(refusedScopes::contains);
    }

    /** Whether the address is a super administrator of ours who may read reports. */
    boolean mayRead(String email) {
        return !strippedAdmins.contains(email) && administrators().contains(email);
    }

    boolean owns(String email) {
        return domains.contains(email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    private Set<String> administrators() {
        Set<String> found = new HashSet<>();
        found.add(email(0));
        changedUsers.keySet().stream()
                .map(this::user)
                .filter(EmulatedUser::admin)
                .forEach(u -> found.add(u.email()));
        return found;
    }

    ActivityLog log(String application) {
        return logs.computeIfAbsent(
                application, name -> new ActivityLog(new Background(this, name, rates.getOrDefault(name, 0.0), zone)));
    }

    public String email(int index) {
        if (index == 0) {
            return "admin@" + domain();
        }
        int round = index / (GIVEN.length * FAMILY.length);
        String given = GIVEN[index % GIVEN.length];
        String family = FAMILY[index / GIVEN.length % FAMILY.length];
        return given + "." + family + (round == 0 ? "" : round) + "@" + domain();
    }

    public EmulatedUser user(int index) {
        long noise = Noise.of(seed, "user", index, 0);
        Instant created = Instant.parse("2023-01-09T02:00:00Z").plus(Duration.ofDays(Noise.below(noise, 900)));
        EmulatedUser plain = new EmulatedUser(
                email(index),
                index == 0 ? "Admin" : GIVEN[index % GIVEN.length],
                index == 0 ? "Desk" : FAMILY[index / GIVEN.length % FAMILY.length],
                "/",
                index == 0 || Noise.fraction(noise) < enrolledShare,
                false,
                false,
                null,
                index == 0,
                false,
                4 + Noise.below(noise >>> 8, 60),
                30_720,
                created,
                Instant.EPOCH.plusSeconds(1));
        return changedUsers.getOrDefault(index, UnaryOperator.identity()).apply(plain);
    }

    /** The user as seen on a day: last sign-in some hours before, unless the story says otherwise. */
    EmulatedUser user(int index, Instant endOfDay) {
        EmulatedUser user = user(index);
        if (Instant.EPOCH.plusSeconds(1).equals(user.lastLogin())) {
            long seconds = Noise.below(Noise.of(seed, "seen", index, endOfDay.getEpochSecond() / 86_400), 200_000);
            return user.lastSeen(endOfDay.minusSeconds(seconds));
        }
        return user;
    }

    /** The customer's usage report of a date, by full parameter name. */
    Map<String, Object> customerUsage(LocalDate date) {
        Map<String, Object> values = UsageFigures.of(this, date);
        for (UsageChange change : usageChanges) {
            if (!date.isBefore(change.from()) && !date.isAfter(change.to())) {
                Object old = values.getOrDefault(change.name(), 0L);
                values.put(change.name(), change.change().apply(old));
            }
        }
        return values;
    }

    List<Map<String, Object>> policies() {
        return policies;
    }

    List<Map<String, Object>> units() {
        return units;
    }

    List<Map<String, Object>> groups() {
        return groups;
    }

    List<Map<String, Object>> domainResources() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String domain : domains) {
            list.add(Map.of(
                    "kind",
                    "admin#directory#domain",
                    "domainName",
                    domain,
                    "isPrimary",
                    domain.equals(domain()),
                    "verified",
                    true,
                    "creationTime",
                    "1673229600000"));
        }
        return list;
    }

    String unitId(String path) {
        return "03ph8a2z" + Long.toString(Noise.of(seed, path, 0, 0) & 0xFFFFFFFFFFL, 36);
    }

    static Instant endOf(LocalDate date) {
        return date.plusDays(1).atStartOfDay(ZoneOffset.ofHours(-8)).toInstant();
    }
}
