package dev.watchkeeper.journey;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.demo.Activity;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What is planted in an emulated customer to make checks fail or pass; times count back from {@link #NOW}. */
final class Troubles {
    static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private Troubles() {}

    /** One of every trouble that Google's logs, reports and directory can show at once. */
    static void all(EmulatedCustomer c) {
        signIn(c);
        mail(c);
        sync(c);
        sharing(c);
        leaks(c);
        hygiene(c);
        settings(c, false);
        peers(c);
    }

    /** What a customer in good health has that a silent one lacks. */
    static void none(EmulatedCustomer c, int users) {
        for (int i = 0; i < users; i++) {
            c.change(i, user -> user.lastSeen(NOW.minus(Duration.ofDays(5))).enrolled(true));
        }
        plant(c, Duration.ofHours(3), 4, "login", "password_edit", Map.of());
        for (int i = 0; i < 20; i++) {
            plant(c, minutes(90 + i), 6, "calendar", "interop_freebusy_lookup_successful_availability", Map.of());
        }
        settings(c, true);
    }

    static void plant(
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

    static void signIn(EmulatedCustomer c) {
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

    /** What other auditors tell too. */
    private static void peers(EmulatedCustomer c) {
        plant(c, minutes(290), 0, "admin", "UNSUSPEND_USER", Map.of("USER_EMAIL", c.email(13)));
        plant(c, minutes(400), 13, "login", "account_disabled_hijacked", Map.of("affected_email_address", c.email(13)));
        plant(c, minutes(1600), 14, "user_accounts", "2sv_disable", Map.of());
        plant(c, minutes(280), 15, "admin", "CHANGE_PASSWORD", Map.of("USER_EMAIL", c.email(1)));
        plant(c, minutes(270), 0, "admin", "CHANGE_SSO_SETTINGS", Map.of("NEW_VALUE", "x"));
        set(c, minutes(260), "Security", "Password Management - Enable password reuse", "true");
        set(
                c,
                minutes(250),
                "Gmail",
                "DelayedDeliverySettingsProto disable_delayed_delivery_for_suspicious_email",
                "true");
        set(c, minutes(245), "Gmail", "GmailIpWhitelistSpamFilteringProto is_empty", "false");
        mail(c, 16, 2, Map.of("attachment", List.of(Map.of("malware_family", "1"))));
        mail(c, 16, 15, Map.of("is_spam", true));
        for (int i = 0; i < 3; i++) {
            mail(c, 17 + i, 3, Map.of("source", Map.of("address", "x@bad.example")));
            c.plant(Activity.by(
                            c.email(17 + i),
                            NOW.minus(minutes(220)),
                            "login",
                            "t",
                            "suspicious_login",
                            Map.of("affected_email_address", c.email(17 + i)))
                    .with(Map.of("ipAddress", "198.51.100.7")));
        }
        plant(c, minutes(210), 0, "admin", "ADD_APPLICATION_TO_WHITELIST", Map.of("APPLICATION_NAME", "Notes"));
        plant(c, minutes(200), 18, "login", "gov_attack_warning", Map.of());
        plant(c, minutes(190), 18, "drive", "change_owner", Map.of("doc_id", "o1", "new_owner", "ann@else.example"));
        plant(c, minutes(180), 18, "rules", "rule_match", Map.of("severity", "HIGH", "resource_id", "o1"));
        plant(
                c,
                minutes(170),
                18,
                "mobile",
                "DEVICE_COMPROMISED_EVENT",
                Map.of("DEVICE_ID", "p1", "DEVICE_COMPROMISED_STATE", "COMPROMISED"));
        plant(c, minutes(160), 0, "admin", "CREATE_ROLE", Map.of("ROLE_NAME", "Helpers"));
    }

    private static void mail(EmulatedCustomer c, int user, long kind, Map<String, Object> message) {
        Map<String, Object> all = new java.util.HashMap<>(message);
        all.put("rfc2822_message_id", "<m" + user + "-" + kind + "@bad.example>");
        plant(
                c,
                minutes(230),
                user,
                "gmail",
                "delivery",
                Map.of("event_info", Map.of("mail_event_type", kind), "message_info", all));
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
        set(c, Duration.ofDays(60), application, setting, value);
    }

    private static void set(EmulatedCustomer c, Duration ago, String application, String setting, String value) {
        plant(
                c,
                ago,
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
