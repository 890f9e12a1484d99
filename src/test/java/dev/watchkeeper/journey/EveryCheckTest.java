package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Collector;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.DirectoryReader;
import dev.watchkeeper.audit.FactReader;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.audit.SettingsReader;
import dev.watchkeeper.audit.TenantExaminer;
import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.demo.Activity;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.demo.ServiceAccountFile;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.MemoryCursors;
import dev.watchkeeper.fixture.MemoryEventLog;
import dev.watchkeeper.fixture.MemorySettingStates;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.GoogleSettings;
import dev.watchkeeper.google.LiveNodes;
import dev.watchkeeper.google.QuotaMeter;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.Watch;
import dev.watchkeeper.health.checks.StandardChecks;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every check that judges Google's logs and reports, through the real client and the emulator: a customer with one of
 * every trouble, a healthy one, and one that has withdrawn our access.
 */
class EveryCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Checks whose facts come from elsewhere: mail DNS, the status feed, other customers. */
    private static final Set<String> ELSEWHERE =
            Set.of("EML-01", "EML-02", "EML-03", "EML-04", "EML-05", "EML-06", "EML-07", "EML-08", "OUT-01", "OUT-02");

    /** In good health nothing is there to be judged. */
    private static final Set<String> NOTHING_TO_JUDGE = Set.of("SHR-04");

    private static final TestClock CLOCK = new TestClock(NOW);
    private static GoogleEmulator emulator;
    private static Google google;
    private static Path key;
    private final MemoryEventLog log = new MemoryEventLog();
    private final MemoryCursors cursors = new MemoryCursors();

    @BeforeAll
    static void start() throws IOException {
        emulator = GoogleEmulator.start(CLOCK);
        key = Files.createTempFile("watchkeeper", ".json");
        ServiceAccountFile.write(key, emulator.tokenUrl());
        google = Google.open(
                GoogleSettings.of(emulator.rootUrl(), key.toString())
                        .drawing(600_000, 60_000)
                        .waiting(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO),
                CLOCK,
                LiveNodes.ONE,
                QuotaMeter.NONE);
    }

    @AfterAll
    static void stop() throws IOException {
        google.close();
        emulator.close();
        Files.delete(key);
    }

    private static EmulatedCustomer customer(String id, int users) {
        EmulatedCustomer customer = new EmulatedCustomer("C0" + id, List.of(id + ".example"), users, 11, ZONE).silent();
        customer.change(1, user -> user.administrator(true));
        emulator.add(customer);
        return customer;
    }

    private static Tenant tenant(String id) {
        return new Tenant(
                id,
                id,
                "",
                List.of(id + ".example"),
                "C0" + id,
                "admin@" + id + ".example",
                List.of(),
                "wang",
                ZONE,
                Language.ZH_CN,
                Profile.NORMAL,
                new MailSetup(List.of(), List.of(), false, List.of("sales@" + id + ".example")),
                List.of(),
                List.of(),
                "");
    }

    private Map<String, Set<Outcome>> audit(Tenant tenant) {
        Transactions direct = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
        Collector collector = new Collector(
                google.reports(), log, cursors, cursors, direct, ReadingPlan.STANDARD, t -> Holidays.NONE, () -> "117");
        List<FactReader> readers = new ArrayList<>(SettingsReader.of(
                log,
                cursors,
                SettingRulesReader.packaged(),
                google.directory(),
                google.policies(),
                new MemorySettingStates(),
                t -> List.of()));
        readers.add(new DirectoryReader(google.directory()));
        Map<String, Set<Outcome>> outcomes = new TreeMap<>();
        new TenantExaminer(
                        collector,
                        readers,
                        StandardChecks.all(),
                        Facts.CATALOGUE,
                        () -> Calibration.NONE,
                        TenantExaminer.RuleJudge.NONE,
                        CLOCK)
                .examine(tenant, Scope.QUARTERLY, Deadline.NONE)
                .checks()
                .forEach(s -> outcomes.computeIfAbsent(s.checkId(), c -> new TreeSet<>())
                        .add(s.outcome()));
        outcomes.keySet().removeAll(ELSEWHERE);
        return outcomes;
    }

    private static Set<String> having(Map<String, Set<Outcome>> outcomes, Outcome outcome) {
        Set<String> checks = new TreeSet<>();
        outcomes.forEach((check, seen) -> {
            if (seen.contains(outcome)) {
                checks.add(check);
            }
        });
        return checks;
    }

    @Test
    void aHealthyCustomerPassesEveryCheck() {
        EmulatedCustomer healthy = customer("healthy", 30).enrolledShare(1);
        for (int i = 0; i < 30; i++) {
            healthy.change(
                    i, user -> user.lastSeen(NOW.minus(Duration.ofDays(5))).enrolled(true));
        }
        plant(healthy, Duration.ofHours(3), 4, "login", "password_edit", Map.of());
        settings(healthy, true);

        Map<String, Set<Outcome>> outcomes = audit(tenant("healthy"));

        // Nobody has touched most of the 99 settings: that they are unknown is said, and is no other trouble.
        assertThat(having(outcomes, Outcome.FAIL)).containsExactly("HYG-11");
        assertThat(having(outcomes, Outcome.UNKNOWN)).isEmpty();
        assertThat(having(outcomes, Outcome.NOT_APPLICABLE)).isEqualTo(NOTHING_TO_JUDGE);
    }

    @Test
    void aCustomerWhoShutsUsOutIsUnknownInEveryCheckAndLost() {
        customer("closed", 10).authorise(false);

        Map<String, Set<Outcome>> first = audit(tenant("closed"));
        assertThat(having(first, Outcome.UNKNOWN)).isEqualTo(first.keySet());
        assertThat(having(first, Outcome.PASS)).isEmpty();

        CLOCK.forward(Duration.ofMinutes(10));
        Map<String, Set<Outcome>> second = audit(tenant("closed"));
        CLOCK.set(NOW);
        assertThat(having(second, Outcome.FAIL)).containsExactly("HYG-09");
    }

    @Test
    void aCustomerWithOneOfEveryTroubleFailsEveryCheck() {
        EmulatedCustomer sick = customer("sick", 60);
        signIn(sick);
        mail(sick);
        sync(sick);
        sharing(sick);
        leaks(sick);
        hygiene(sick);
        settings(sick, false);
        Set<String> expected = new TreeSet<>();
        StandardChecks.all().forEach(check -> expected.add(check.id()));
        expected.removeAll(ELSEWHERE);
        // Two of nothing cannot be had together: the one administrator too few is the one too many elsewhere.
        expected.removeAll(Set.of("LGN-10", "HYG-09"));

        assertThat(having(audit(tenant("sick")), Outcome.FAIL)).isEqualTo(expected);
    }

    private static void plant(
            EmulatedCustomer customer,
            Duration ago,
            int user,
            String log,
            String name,
            Map<String, Object> parameters) {
        customer.plant(Activity.by(customer.email(user), NOW.minus(ago), log, "t", name, parameters));
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    private static LocalDate newest() {
        return NOW.atOffset(java.time.ZoneOffset.ofHours(-8)).toLocalDate().minusDays(2);
    }

    private static void usage(EmulatedCustomer customer, String name, long value) {
        customer.usage(newest().minusDays(1), LocalDate.MAX, name, old -> value);
    }

    private static void signIn(EmulatedCustomer c) {
        for (int i = 0; i < 25; i++) {
            plant(c, minutes(20 + i * 0.5), i < 12 ? 3 : i, "login", "login_failure", Map.of("login_type", "x"));
        }
        plant(c, minutes(300), 5, "login", "account_disabled_hijacked", Map.of("affected_email_address", c.email(5)));
        c.change(5, user -> user.suspended("WEB_LOGIN_REQUIRED"));
        usage(c, "accounts:num_locked_users", 3);
        usage(c, "accounts:num_users_2sv_not_enrolled_but_enforced", 20);
        plant(c, minutes(900), 0, "admin", "ENFORCE_STRONG_AUTHENTICATION", Map.of("NEW_VALUE", "true"));
        for (int i = 0; i < 6; i++) {
            plant(c, minutes(100 + i), 10 + i, "saml", "login_failure", Map.of("application_name", "CRM"));
            plant(c, minutes(200 + i), 0, "admin", "SUSPEND_USER", Map.of("USER_EMAIL", c.email(20 + i)));
        }
        plant(
                c,
                minutes(800),
                0,
                "admin",
                "CHANGE_APPLICATION_SETTING",
                Map.of(
                        "APPLICATION_NAME", "Security",
                        "SETTING_NAME", "Password Management - Minimum password length",
                        "OLD_VALUE", "8",
                        "NEW_VALUE", "14"));
        plant(
                c,
                minutes(700),
                0,
                "admin",
                "TOGGLE_SERVICE_ENABLED",
                Map.of("SERVICE_NAME", "Gmail", "NEW_VALUE", "false", "ORG_UNIT_NAME", "Lab"));
        usage(c, "accounts:num_users_less_secure_apps_access_allowed", 2);
    }

    private static void mail(EmulatedCustomer c) {
        usage(c, "gmail:num_inbound_delivered_emails", 20);
        usage(c, "gmail:num_inbound_rejected_emails", 200);
        usage(c, "gmail:num_outbound_rejected_emails", 200);
        usage(c, "gmail:num_inbound_spam_emails", 80);
        usage(c, "gmail:num_inbound_non_spam_emails", 20);
        plant(
                c,
                minutes(2000),
                0,
                "admin",
                "DELETE_GMAIL_SETTING",
                Map.of("SETTING_NAME", "EMAIL_ROUTE", "USER_DEFINED_SETTING_NAME", "r1"));
        plant(
                c,
                minutes(1500),
                0,
                "admin",
                "CHANGE_APPLICATION_SETTING",
                Map.of(
                        "APPLICATION_NAME", "Groups for Business",
                        "SETTING_NAME", "GroupsSharingSettingsProto owners_can_allow_incoming_mail_from_public",
                        "NEW_VALUE", "false"));
        for (int i = 0; i < 12; i++) {
            plant(
                    c,
                    minutes(300 + i),
                    7,
                    "gmail",
                    "delivery",
                    Map.of(
                            "event_info", Map.of("mail_event_type", 5L),
                            "message_info", Map.of("rfc2822_message_id", "<q" + i + "@partner.example>")));
            plant(
                    c,
                    minutes(400 + i),
                    7,
                    "gmail",
                    "delivery",
                    Map.of(
                            "event_info", Map.of("mail_event_type", 0L),
                            "message_info",
                                    Map.of(
                                            "source", Map.of("address", "ann@partner.example"),
                                            "connection_info",
                                                    Map.of("smtp_reply_code", 550L, "smtp_response_reason", 17L))));
        }
        c.change(8, user -> user.filled(97));
        plant(
                c,
                minutes(1400),
                0,
                "admin",
                "CHANGE_APPLICATION_SETTING",
                Map.of(
                        "APPLICATION_NAME", "Gmail",
                        "SETTING_NAME", "Attachment safety Anomalous attachment protection setting action",
                        "NEW_VALUE", "Quarantine"));
    }

    private static void sync(EmulatedCustomer c) {
        plant(c, minutes(600), 0, "admin", "CHANGE_APP_ACCESS", Map.of("OAUTH2_APP_NAME", "CRM"));
        for (int i = 0; i < 12; i++) {
            plant(c, minutes(500 + i), 30 + i, "token", "deny", Map.of("app_name", "CRM", "client_id", "crm"));
            plant(c, minutes(450 + i), 30 + i, "token", "revoke", Map.of("app_name", "CRM", "client_id", "crm"));
        }
        plant(
                c,
                minutes(1000),
                0,
                "admin",
                "CHANGE_EMAIL_SETTING",
                Map.of("SETTING_NAME", "IMAP_ACCESS", "NEW_VALUE", "DISABLED"));
        usage(c, "gmail:num_1day_imap_users", 1);
        plant(
                c,
                minutes(1100),
                0,
                "admin",
                "CHANGE_EMAIL_SETTING",
                Map.of("SETTING_NAME", "ENABLE_OUTLOOK_SYNC", "NEW_VALUE", "false"));
        plant(
                c,
                minutes(1200),
                0,
                "admin",
                "CHANGE_APPLICATION_SETTING",
                Map.of(
                        "APPLICATION_NAME", "Drive and Docs",
                        "SETTING_NAME", "DriveFsSettingsProto drive_fs_enabled",
                        "NEW_VALUE", "false"));
        plant(
                c,
                minutes(350),
                9,
                "token",
                "authorize",
                Map.of("app_name", "Mailer", "client_id", "m1", "scope", List.of("https://mail.google.com/")));
        plant(
                c,
                minutes(360),
                0,
                "admin",
                "AUTHORIZE_API_CLIENT_ACCESS",
                Map.of("API_CLIENT_NAME", "999", "API_SCOPES", List.of("https://mail.google.com/")));
        usage(c, "accounts:num_authorized_apps", 500);
    }

    private static void sharing(EmulatedCustomer c) {
        plant(
                c,
                minutes(1300),
                0,
                "admin",
                "CHANGE_CALENDAR_SETTING",
                Map.of("SETTING_NAME", "SHARING_OUTSIDE_DOMAIN", "NEW_VALUE", "MANAGE_ACCESS"));
        plant(
                c,
                minutes(100),
                6,
                "calendar",
                "change_calendar_acls",
                Map.of("calendar_id", c.email(6), "grantee_email", Watch.PUBLIC_CALENDAR, "access_level", "read"));
        for (int i = 0; i < 20; i++) {
            plant(c, minutes(90 + i), 6, "calendar", "interop_freebusy_lookup_unsuccessful_availability", Map.of());
        }
        plant(
                c,
                minutes(1350),
                0,
                "admin",
                "CHANGE_DOCS_SETTING",
                Map.of("SETTING_NAME", "SHARING_OUTSIDE_DOMAIN", "NEW_VALUE", "SHARING_NOT_ALLOWED"));
        plant(c, minutes(60), 0, "admin", "ADD_TRUSTED_DOMAINS", Map.of("DOMAIN_NAME", "partner.example"));
        plant(c, minutes(3000), 0, "admin", "DELETE_USER", Map.of("USER_EMAIL", "old@sick.example"));
    }

    private static void leaks(EmulatedCustomer c) {
        plant(
                c,
                minutes(70),
                4,
                "drive",
                "change_document_visibility",
                Map.of(
                        "primary_event", true,
                        "doc_id", "d1",
                        "doc_title", "工资表",
                        "visibility", "public_on_the_web",
                        "visibility_change", "external"));
        usage(c, "drive:num_owned_items_with_visibility_anyone_with_link_added", 900);
        for (int i = 0; i < 6; i++) {
            plant(
                    c,
                    minutes(80 + i),
                    4,
                    "drive",
                    "change_user_access",
                    Map.of("doc_id", "p" + i, "visibility_change", "external", "target_user", "me@qq.com"));
        }
        for (int i = 0; i < 110; i++) {
            plant(c, minutes(120 - i * 0.05), 4, "drive", "download", Map.of("primary_event", true, "doc_id", "x" + i));
        }
        plant(c, minutes(240), 4, "login", "suspicious_login", Map.of("affected_email_address", c.email(4)));
        plant(
                c,
                minutes(230),
                4,
                "user_accounts",
                "email_forwarding_out_of_domain",
                Map.of("email_forwarding_destination_address", "me@qq.com"));
        plant(c, minutes(50), 0, "admin", "CUSTOMER_TAKEOUT_CREATED", Map.of());
    }

    private static void hygiene(EmulatedCustomer c) {
        usage(c, "accounts:num_users_2sv_enrolled", 20);
        usage(c, "accounts:num_users_password_strength_weak", 4);
        plant(c, minutes(40), 0, "admin", "GRANT_ADMIN_PRIVILEGE", Map.of("USER_EMAIL", c.email(2)));
        c.change(12, user -> user.lastSeen(NOW.minus(Duration.ofDays(200))));
        usage(c, "accounts:customer_used_quota_in_mb", 60 * 30_720L * 95 / 100);
        usage(c, "accounts:num_users_used_quota_ge_80percent", 30);
        c.plant(Activity.by(c.email(0), NOW.minusSeconds(60), "admin", "t", "CREATE_USER", Map.of())
                .with(Map.of(
                        "id",
                        Map.of(
                                "time", "yesterday",
                                "uniqueQualifier", "7",
                                "applicationName", "admin",
                                "customerId", c.id()))));
    }

    /** The settings that checks of their own judge, all good or all bad, long enough ago to be no news. */
    private static void settings(EmulatedCustomer c, boolean good) {
        String gmail = "Gmail";
        String safety = "Attachment safety Enable: ";
        set(c, gmail, safety + "protect against encrypted attachments from untrusted senders", good ? "true" : "false");
        set(c, gmail, safety + "protect against attachments with scripts from untrusted senders", "true");
        set(c, gmail, safety + "Protect against anomalous attachment types in emails", "true");
        set(c, gmail, "AttachmentDeepScanningSettingsProto deep_scanning_enabled", good ? "true" : "false");
        set(c, "Security", "AdminAccountRecoverySettingsProto Enable admin account recovery", good ? "false" : "true");
        set(c, "Security", "Session management settings - Session length in seconds", good ? "43200" : "9999999");
        legacy(c, "CHANGE_EMAIL_SETTING", "ENABLE_EMAIL_AUTOFORWARDING", good ? "false" : "true");
        legacy(c, "CHANGE_DOCS_SETTING", "DEFAULT_LINK_SHARING_FOR_NEW_DOCS", good ? "PRIVATE" : "PEOPLE_WITH_LINK");
        legacy(c, "CHANGE_DOCS_SETTING", "SHARING_ACCESS_CHECKER_OPTIONS", good ? "ALL" : "NAMED_PARTIES_ONLY");
        legacy(c, "CHANGE_DOCS_SETTING", "SHARING_OUTSIDE_DOMAIN", "SHARING_ALLOWED_WITH_WARNING");
        String freeBusy = "SHOW_ONLY_FREE_BUSY_INFORMATION";
        legacy(c, "CHANGE_CALENDAR_SETTING", "SHARING_OUTSIDE_DOMAIN", freeBusy);
        legacy(c, "CHANGE_CALENDAR_SETTING", "SHARING_OUTSIDE_DOMAIN_FOR_SECONDARY_CALENDAR", freeBusy);
        SettingRulesReader.packaged().alerts().forEach(alert -> {
            String change = good ? "Status changed from OFF to ON." : "Status changed from ON to OFF.";
            plant(
                    c,
                    Duration.ofDays(60),
                    0,
                    "admin",
                    "SYSTEM_DEFINED_RULE_UPDATED",
                    Map.of(
                            "SYSTEM_DEFINED_RULE_NAME",
                            alert.name(),
                            "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE",
                            change,
                            "SYSTEM_DEFINED_RULE_ACTION_RECEIVERS_CHANGE",
                            good
                                    ? "Email notification status changed from OFF to ON"
                                    : "Email notification status changed from ON to OFF"));
        });
    }

    private static void set(EmulatedCustomer c, String application, String setting, String value) {
        plant(
                c,
                Duration.ofDays(60),
                0,
                "admin",
                "CREATE_APPLICATION_SETTING",
                Map.of(
                        "APPLICATION_NAME", application,
                        "SETTING_NAME", setting,
                        "NEW_VALUE", value,
                        "ORG_UNIT_NAME", c.domain()));
    }

    private static void legacy(EmulatedCustomer c, String event, String setting, String value) {
        plant(
                c,
                Duration.ofDays(60),
                0,
                "admin",
                event,
                Map.of("SETTING_NAME", setting, "NEW_VALUE", value, "ORG_UNIT_NAME", c.domain()));
    }
}
