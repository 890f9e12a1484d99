package dev.watchkeeper.health.precision;

import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Completeness;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.OwnAccess;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.UserUsage;
import dev.watchkeeper.tenant.Tenant;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A made-up company over some months in which nothing is wrong: people work, travel, forget passwords, install apps, share
 * papers; administrators do their daily work; spam comes every day. Weekends, holidays and seasons are those of its kind.
 */
final class Company {
    /** How a company works. */
    enum Kind {
        OFFICE,
        SCHOOL,
        SHOP,
        SALES,
        NIGHT
    }

    private static final String[] LOGS = {
        "admin",
        "login",
        "user_accounts",
        "saml",
        "token",
        "drive",
        "calendar",
        "groups",
        "gmail",
        "takeout",
        "rules",
        "mobile"
    };
    private static final String[] HARMLESS = {
        "Agenda Monday",
        "Calendar of the year",
        "Standard form",
        "Foundation day",
        "Secretary rota",
        "Bank holidays",
        "Menu",
        "Price of tickets",
        "会议日程",
        "春节安排",
        "菜单",
        "招聘海报",
        "产品手册",
        "Opening hours",
        "Newsletter",
        "Standing orders"
    };

    /** Before the watched quarter there is a past, so that there is a normal. */
    static final int PAST_DAYS = 70;

    final Kind kind;
    final int users;
    final LocalDate start;
    final int days;
    final Tenant tenant;
    private final Random random;
    private final Map<String, IndexedEvents> logs = new HashMap<>();
    private final TreeMap<LocalDate, Map<String, Object>> usage = new TreeMap<>();
    private final Set<LocalDate> holidays;
    private long qualifier;

    Company(Kind kind, int users, boolean chinese, LocalDate start, int days, long seed) {
        this.kind = kind;
        this.users = users;
        this.start = start;
        this.days = days;
        this.random = new Random(seed);
        tenant = Tenants.aTenant("c" + seed, ZoneId.of(chinese ? "Asia/Shanghai" : "Europe/Berlin"));
        holidays = chinese
                ? Set.of(
                        LocalDate.of(2026, 9, 25),
                        LocalDate.of(2026, 10, 1),
                        LocalDate.of(2026, 10, 2),
                        LocalDate.of(2026, 10, 5),
                        LocalDate.of(2026, 10, 6),
                        LocalDate.of(2026, 10, 7))
                : Set.of(LocalDate.of(2026, 10, 3), LocalDate.of(2026, 12, 25), LocalDate.of(2026, 8, 15));
        for (String log : LOGS) {
            logs.put(log, new IndexedEvents());
        }
        for (int day = -PAST_DAYS; day < days; day++) {
            live(start.plusDays(day));
        }
    }

    String user(int number) {
        return "u" + Math.floorMod(number, users) + "@" + tenant.primaryDomain();
    }

    String admin() {
        return "adm@" + tenant.primaryDomain();
    }

    void ready() {
        logs.values().forEach(IndexedEvents::sort);
    }

    /** The instant of a local time of a day. */
    Instant at(LocalDate day, double hour) {
        return day.atStartOfDay(tenant.zone()).toInstant().plusSeconds(Math.round(hour * 3600));
    }

    /** How much is done on a day, 1 on an ordinary one. */
    double busy(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        double season = 1 + 0.12 * Math.sin(day.getDayOfYear() / 365.0 * 2 * Math.PI);
        double week = switch (kind) {
            case OFFICE, SALES -> weekend ? 0.12 : 1;
            case SCHOOL -> weekend ? 0.2 : 1;
            case SHOP -> weekend ? 1.3 : 0.9;
            case NIGHT -> weekend ? 0.6 : 1;
        };
        double holiday = holidays.contains(day) ? (kind == Kind.SHOP ? 1.2 : 0.15) : 1;
        return season * Math.min(week, week * holiday);
    }

    private double hour() {
        double base = kind == Kind.NIGHT ? 20 + random.nextGaussian() * 3 : 13 + random.nextGaussian() * 3;
        return Math.max(0, Math.min(23.9, base));
    }

    private int some(double mean) {
        double limit = Math.exp(-Math.min(mean, 500));
        double product = random.nextDouble();
        int count = 0;
        while (product > limit && count < 10_000) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private void live(LocalDate day) {
        double busy = busy(day);
        double monday = day.getDayOfWeek() == DayOfWeek.MONDAY ? 2 : 1;
        for (int i = some(users * 0.04 * busy * monday); i > 0; i--) {
            int who = random.nextInt(users);
            Instant when = at(day, hour());
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                event(when.plusSeconds(n * 20L), "login", "login_failure", user(who), "login_type", "google_password");
            }
        }
        double travel = kind == Kind.SALES ? 0.01 : 0.001;
        for (int i = some(users * travel * busy); i > 0; i--) {
            travels(day);
        }
        for (int i = some(users * 0.6 * busy); i > 0; i--) {
            event(
                    at(day, hour()),
                    "drive",
                    "download",
                    user(random.nextInt(users)),
                    "doc_id",
                    "f" + random.nextInt(9999),
                    "primary_event",
                    true);
        }
        for (int i = some(users * 0.006 * busy); i > 0; i--) {
            String file = "p" + ++qualifier;
            event(
                    at(day, hour()),
                    "drive",
                    "change_document_visibility",
                    user(random.nextInt(users)),
                    "doc_id",
                    file,
                    "doc_title",
                    HARMLESS[random.nextInt(HARMLESS.length)],
                    "visibility",
                    "people_with_link",
                    "visibility_change",
                    "external",
                    "primary_event",
                    true);
        }
        for (int i = some(users * 0.01 * busy); i > 0; i--) {
            event(
                    at(day, hour()),
                    "drive",
                    "change_user_access",
                    user(random.nextInt(users)),
                    "doc_id",
                    "s" + ++qualifier,
                    "visibility_change",
                    "external",
                    "target_user",
                    "friend" + random.nextInt(99) + "@gmail.com",
                    "new_value",
                    List.of("can_view"));
        }
        for (int i = some(users * 0.01 * busy); i > 0; i--) {
            boolean narrow = random.nextInt(40) > 0;
            event(
                    at(day, hour()),
                    "token",
                    "authorize",
                    user(random.nextInt(users)),
                    "client_id",
                    "app" + random.nextInt(400),
                    "app_name",
                    "App",
                    "scope",
                    narrow
                            ? List.of("openid", "https://www.googleapis.com/auth/drive.file")
                            : List.of("https://www.googleapis.com/auth/calendar"));
        }
        spam(day, busy);
        administrate(day, busy);
        figures(day, busy);
    }

    /** A traveller's sign-in is flagged; then he does his work from there. */
    private void travels(LocalDate day) {
        int who = random.nextInt(users);
        Instant when = at(day, hour());
        String place = "198.51.100." + random.nextInt(250);
        long network = 60_000L + random.nextInt(3000);
        event(place, network, when, "login", "suspicious_login", user(who), "affected_email_address", user(who));
        event(
                place,
                network,
                when.plusSeconds(600),
                "token",
                "authorize",
                user(who),
                "client_id",
                "hotel",
                "scope",
                List.of("openid"));
        for (int i = random.nextInt(12); i > 0; i--) {
            event(
                    place,
                    network,
                    when.plusSeconds(900 + i * 90L),
                    "drive",
                    "download",
                    user(who),
                    "doc_id",
                    "t" + i,
                    "primary_event",
                    true);
        }
        if (random.nextInt(10) == 0) {
            event(place, network, when.plusSeconds(1200), "user_accounts", "recovery_phone_edit", user(who));
        }
    }

    private void spam(LocalDate day, double busy) {
        for (int i = some(Math.min(60, 3 + users * 0.1)); i > 0; i--) {
            mail(
                    day,
                    0,
                    "spam" + random.nextInt(30) + ".example",
                    Map.of("smtp_reply_code", 550L, "smtp_response_reason", 13L),
                    true);
        }
        for (int i = some(Math.min(20, 1 + users * 0.03)); i > 0; i--) {
            mail(day, 5, "spam" + random.nextInt(30) + ".example", Map.of(), true);
        }
        for (int i = some(0.3 * busy); i > 0; i--) {
            mail(day, 30, "partner" + random.nextInt(9) + ".example", Map.of("smtp_reply_code", 550L), false);
        }
    }

    private void mail(LocalDate day, long what, String domain, Map<String, Object> connection, boolean spam) {
        Map<String, Object> message = new HashMap<>(Map.of(
                "rfc2822_message_id",
                "<" + ++qualifier + "@" + domain + ">",
                "is_spam",
                spam,
                "source",
                Map.of("address", "a@" + domain),
                "connection_info",
                connection));
        event(
                at(day, random.nextDouble() * 24),
                "gmail",
                "delivery",
                user(random.nextInt(users)),
                "event_info",
                Map.of("mail_event_type", what),
                "message_info",
                message);
    }

    private void administrate(LocalDate day, double busy) {
        if (random.nextDouble() < 0.02 * busy + users * 0.0004 * busy) {
            String leaver = "left" + ++qualifier + "@" + tenant.primaryDomain();
            event(at(day, 15), "admin", "CREATE_DATA_TRANSFER_REQUEST", admin(), "USER_EMAIL", leaver);
            event(at(day, 15.2), "admin", "DELETE_USER", admin(), "USER_EMAIL", leaver);
        }
        if (random.nextDouble() < 0.01 * busy) {
            event(at(day, 11), "admin", "SUSPEND_USER", admin(), "USER_EMAIL", user(random.nextInt(users)));
        }
        if (random.nextDouble() < 0.01 * busy) {
            event(at(day, 11.5), "admin", "CHANGE_PASSWORD", admin(), "USER_EMAIL", user(random.nextInt(users)));
        }
        if (random.nextDouble() < 0.02 * busy) {
            event(
                    at(day, 10),
                    "admin",
                    "ASSIGN_ROLE",
                    admin(),
                    "USER_EMAIL",
                    user(3),
                    "ROLE_NAME",
                    "_HELP_DESK_ADMIN_ROLE");
        }
        if (random.nextDouble() < 0.008 * busy) {
            event(
                    at(day, 14),
                    "admin",
                    "CREATE_GMAIL_SETTING",
                    admin(),
                    "SETTING_NAME",
                    "SPAM_CONTROL",
                    "USER_DEFINED_SETTING_NAME",
                    "r" + ++qualifier);
        }
        if (random.nextDouble() < 0.03 * busy) {
            int who = random.nextInt(users);
            event(at(day, 9), "user_accounts", "2sv_disable", user(who));
            event(at(day, 9.5), "user_accounts", "2sv_enroll", user(who));
        }
    }

    private void figures(LocalDate day, double busy) {
        double noise = Math.exp(random.nextGaussian() * 0.12);
        double crowd = Math.max(1, users * 28 * busy * noise);
        long delivered = some(Math.min(crowd, 400)) * Math.max(1, Math.round(crowd / Math.min(crowd, 400)));
        long spam = some(Math.min(400, 5 + users * 0.9));
        figure(day, "gmail:num_inbound_delivered_emails", delivered);
        figure(day, "gmail:num_inbound_rejected_emails", some(Math.min(400, 2 + users * 0.25 * noise)));
        figure(day, "gmail:num_outbound_delivered_emails", Math.max(0, delivered / 2));
        figure(day, "gmail:num_outbound_rejected_emails", some(delivered * 0.004));
        figure(day, "gmail:num_inbound_spam_emails", spam);
        figure(day, "gmail:num_inbound_non_spam_emails", delivered);
        figure(day, "gmail:num_emails_sent", delivered / 2);
        figure(
                day,
                "gmail:num_1day_imap_users",
                Math.round(users * 0.08 * Math.min(1, busy) * (0.9 + random.nextDouble() * 0.2)));
        figure(day, "gmail:num_7day_imap_users", Math.round(users * 0.09));
        figure(day, "gmail:num_7day_pop_users", 0);
        for (String kindOf : List.of("anyone_with_link", "public", "shared_externally")) {
            figure(
                    day,
                    "drive:num_owned_items_with_visibility_" + kindOf + "_added",
                    some(users * 0.05 * busy * noise));
        }
        figure(day, "accounts:num_users", users);
        figure(day, "accounts:num_suspended_users", users / 40);
        figure(day, "accounts:num_archived_users", 0);
        figure(day, "accounts:num_users_2sv_enrolled", users - users / 40);
        figure(day, "accounts:num_users_2sv_not_enrolled", 0);
        figure(day, "accounts:num_users_2sv_not_enrolled_but_enforced", 0);
        figure(day, "accounts:num_locked_users", 0);
        figure(day, "accounts:num_users_less_secure_apps_access_allowed", 0);
        figure(day, "accounts:num_users_password_strength_weak", 0);
        figure(day, "accounts:num_users_password_length_non_compliant", 0);
        figure(day, "accounts:num_users_used_quota_ge_80percent", users / 60);
        figure(day, "accounts:total_quota_in_mb", users * 30_000L);
        figure(day, "accounts:customer_used_quota_in_mb", users * 12_000L + users * 5L * day.getDayOfYear());
        figure(day, "accounts:num_authorized_apps", users);
    }

    void figure(LocalDate day, String name, long value) {
        usage.computeIfAbsent(day, d -> new HashMap<>()).put(name, value);
    }

    long figure(LocalDate day, String name) {
        return usage.getOrDefault(day, Map.of()).get(name) instanceof Long number ? number : 0;
    }

    void event(Instant when, String log, String name, String actor, Object... parameters) {
        event("203.0.113.9", 64_500L, when, log, name, actor, parameters);
    }

    void event(
            String address, long network, Instant when, String log, String name, String actor, Object... parameters) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        IndexedEvents events = logs.get(log);
        if (events != null) {
            events.add(new ActivityEvent(log, when, ++qualifier, 0, "", name, actor, null, address, network, values));
        }
    }

    /** What an audit can know at an instant: logs up to now, usage reports two days late. */
    TenantFacts.Builder facts(Instant now) {
        Instant since = at(start.minusDays(PAST_DAYS), 0);
        TenantFacts.Builder facts = TenantFacts.about(tenant, now).holidays(calendar());
        logs.forEach((log, events) -> facts.events(log, Fact.known(events.until(since, now), now)));
        LocalDate newest = now.atOffset(ZoneOffset.ofHours(-8)).toLocalDate().minusDays(2);
        List<UsageReport> reports = new ArrayList<>();
        usage.headMap(newest, true).forEach((day, values) -> reports.add(new UsageReport(day, null, null, values)));
        facts.usage(Fact.known(new UsageHistory(reports, newest.minusDays(7)), now));
        UserUsage.Tally tally = new UserUsage.Tally();
        tally.add(new UsageReport(
                newest,
                user(1),
                "1",
                Map.of(
                        "accounts:used_quota_in_percentage",
                        40L,
                        "accounts:last_login_time",
                        now.minus(Duration.ofDays(2)))));
        facts.userUsage(Fact.known(tally.sum(newest), now));
        Directory.Account one = new Directory.Account(admin(), true, null, now);
        Directory.Account two = new Directory.Account("boss@" + tenant.primaryDomain(), true, null, now);
        facts.directory(Fact.known(new Directory(List.of(one, two), suspended(now), users), now));
        facts.access(new OwnAccess(List.of(), List.of("reports:admin")));
        facts.completeness(new Completeness(now, since, Map.of(), List.of(), List.of()));
        return facts;
    }

    private final Map<String, Instant> off = new HashMap<>();

    /** Google switches an account off, for the Directory as well. */
    void switchedOff(String user, Instant from) {
        off.put(user, from);
    }

    private Map<String, Directory.Account> suspended(Instant now) {
        Map<String, Directory.Account> all = new HashMap<>();
        off.forEach((user, from) -> {
            if (!now.isBefore(from)) {
                all.put(user, new Directory.Account(user, null, "ABUSE", null));
            }
        });
        return all;
    }

    private @Nullable Holidays calendar;

    private Holidays calendar() {
        if (calendar == null) {
            calendar = holidays::contains;
        }
        return calendar;
    }
}
