package dev.watchkeeper.health.precision;

import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Troubles put into a company, one of each kind, and within how long each must be found. */
record Planted(String check, Instant since, Duration promised) {
    private static final Duration SOON = Duration.ofHours(7);
    private static final Duration NEXT_DAYS = Duration.ofDays(4);

    /** The checks of which a trouble can be planted. */
    static final List<String> CHECKS = List.of(
            "LGN-01", "LGN-02", "LGN-06", "LGN-07", "LGN-09", "EML-09", "EML-10", "EML-11", "EML-14", "EML-15",
            "EML-18", "SYN-01", "SYN-02", "SYN-04", "SYN-08", "SYN-09", "SHR-02", "SHR-05", "SHR-07", "LEK-01",
            "LEK-03", "LEK-04", "LEK-05", "LEK-07", "LEK-08", "LEK-09", "LEK-10", "LEK-11", "LEK-12", "HYG-03",
            "HYG-12", "LGN-13", "LGN-15", "LGN-16", "EML-20", "EML-22");

    static Planted in(Company c, String check, LocalDate day, int who) {
        Instant t = c.at(day, 10);
        String user = c.user(who);
        String admin = c.admin();
        String group = c.tenant.mail().publicGroups().get(0);
        switch (check) {
            case "LGN-01" -> times(60, i -> c.event(t.plusSeconds(i * 40L), "login", "login_failure", c.user(i)));
            case "LGN-02" -> {
                c.event(t, "login", "account_disabled_hijacked", user, "affected_email_address", user);
                c.switchedOff(user, t);
            }
            case "LGN-06" ->
                times(
                        6,
                        i -> c.event(
                                t.plusSeconds(i * 60L),
                                "saml",
                                "login_failure",
                                "x" + i + "@y",
                                "application_name",
                                "CRM"));
            case "LGN-07" ->
                times(
                        6,
                        i -> c.event(
                                t.plusSeconds(i * 60L), "admin", "SUSPEND_USER", admin, "USER_EMAIL", "b" + i + "@y"));
            case "LGN-09" ->
                c.event(
                        t,
                        "admin",
                        "TOGGLE_SERVICE_ENABLED",
                        admin,
                        "SERVICE_NAME",
                        "Gmail",
                        "NEW_VALUE",
                        "false",
                        "ORG_UNIT_NAME",
                        "Lab");
            case "EML-09" -> days(c, day, "gmail:num_inbound_delivered_emails", 0.04);
            case "EML-10" -> days(c, day, "gmail:num_inbound_rejected_emails", 12);
            case "EML-11" ->
                times(
                        3,
                        i -> c.figure(
                                day.plusDays(i),
                                "gmail:num_outbound_rejected_emails",
                                30 + c.figure(day.plusDays(i), "gmail:num_outbound_delivered_emails") / 5));
            case "EML-14" ->
                c.event(
                        t,
                        "admin",
                        "CREATE_GMAIL_SETTING",
                        admin,
                        "SETTING_NAME",
                        "EMAIL_ROUTE",
                        "USER_DEFINED_SETTING_NAME",
                        "bad");
            case "EML-15" ->
                c.event(
                        t,
                        "admin",
                        "CHANGE_GROUP_SETTING",
                        admin,
                        "GROUP_EMAIL",
                        group,
                        "SETTING_NAME",
                        "who_can_post_message",
                        "NEW_VALUE",
                        "ALL_MEMBERS_CAN_POST");
            case "EML-18" ->
                times(
                        8,
                        i -> c.event(
                                t.plusSeconds(i * 60L),
                                "gmail",
                                "delivery",
                                user,
                                "event_info",
                                Map.of("mail_event_type", 30L),
                                "message_info",
                                Map.of(
                                        "source",
                                        Map.of("address", "a@big-partner.example"),
                                        "connection_info",
                                        Map.of("smtp_response_reason", 17L))));
            case "SYN-01" -> {
                c.event(t, "admin", "ADD_TO_BLOCKED_OAUTH2_APPS", admin, "OAUTH2_APP_NAME", "CRM");
                times(
                        5,
                        i -> c.event(t.plusSeconds(600 + i * 60L), "token", "deny", "d" + i + "@y", "app_name", "CRM"));
            }
            case "SYN-02" ->
                times(
                        12,
                        i -> c.event(
                                t.plusSeconds(i * 60L),
                                "token",
                                "revoke",
                                "r" + i + "@y",
                                "client_id",
                                "big",
                                "app_name",
                                "Big"));
            case "SYN-04" -> {
                c.event(
                        t,
                        "admin",
                        "CHANGE_EMAIL_SETTING",
                        admin,
                        "SETTING_NAME",
                        "IMAP_ACCESS",
                        "NEW_VALUE",
                        "DISABLED");
                times(8, i -> c.figure(day.minusDays(i), "gmail:num_7day_imap_users", 5));
            }
            case "SYN-08" ->
                c.event(
                        t,
                        "token",
                        "authorize",
                        user,
                        "client_id",
                        "evil",
                        "app_name",
                        "Evil",
                        "scope",
                        List.of("https://mail.google.com/"));
            case "SYN-09" -> c.event(t, "admin", "AUTHORIZE_API_CLIENT_ACCESS", admin, "API_CLIENT_NAME", "4711");
            case "SHR-02" ->
                c.event(
                        t,
                        "calendar",
                        "change_calendar_acls",
                        user,
                        "calendar_id",
                        user,
                        "grantee_email",
                        Watch.PUBLIC_CALENDAR,
                        "access_level",
                        "read");
            case "SHR-05" ->
                c.event(
                        t,
                        "admin",
                        "CHANGE_DOCS_SETTING",
                        admin,
                        "SETTING_NAME",
                        "SHARING_OUTSIDE_DOMAIN",
                        "NEW_VALUE",
                        "SHARING_NOT_ALLOWED");
            case "SHR-07" -> c.event(t, "admin", "DELETE_USER", admin, "USER_EMAIL", "gone@y");
            case "LEK-01" ->
                c.event(
                        t,
                        "drive",
                        "change_document_visibility",
                        user,
                        "doc_id",
                        "bad",
                        "doc_title",
                        "2026 Salaries 工资",
                        "visibility",
                        "people_with_link",
                        "visibility_change",
                        "external",
                        "primary_event",
                        true);
            case "LEK-03" ->
                times(
                        8,
                        i -> c.event(
                                t.plusSeconds(i * 60L),
                                "drive",
                                "change_user_access",
                                user,
                                "doc_id",
                                "x" + i,
                                "visibility_change",
                                "external",
                                "target_user",
                                "me@qq.com"));
            case "LEK-04" ->
                times(
                        140,
                        i -> c.event(
                                t.plusSeconds(i * 3L),
                                "drive",
                                "download",
                                user,
                                "doc_id",
                                "m" + i,
                                "primary_event",
                                true));
            case "LEK-05" ->
                c.event(
                        t,
                        "user_accounts",
                        "email_forwarding_out_of_domain",
                        user,
                        "email_forwarding_destination_address",
                        "me@gmail.com");
            case "LEK-07" -> c.event(t, "admin", "CUSTOMER_TAKEOUT_CREATED", admin);
            case "LEK-08" -> {
                c.event("192.0.2.66", 65_001, t, "login", "suspicious_login", user, "affected_email_address", user);
                c.event("192.0.2.66", 65_001, t.plusSeconds(300), "user_accounts", "recovery_email_edit", user);
                c.event(
                        "192.0.2.66",
                        65_001,
                        t.plusSeconds(500),
                        "user_accounts",
                        "email_forwarding_out_of_domain",
                        user,
                        "email_forwarding_destination_address",
                        "x@mail.ru");
            }
            case "LEK-09" -> c.event(t, "login", "gov_attack_warning", user);
            case "LEK-10" ->
                times(
                        4,
                        i -> c.event(
                                "192.0.2.77",
                                65_077,
                                t.plusSeconds(i * 60L),
                                "login",
                                "suspicious_login",
                                "s" + i + "@y",
                                "affected_email_address",
                                "s" + i + "@y"));
            case "LEK-11" ->
                c.event(t, "drive", "change_owner", user, "doc_id", "own", "new_owner", "ann@else.example");
            case "LEK-12" -> c.event(t, "rules", "rule_match", user, "severity", "HIGH", "resource_id", "r1");
            case "HYG-03" -> c.event(t, "admin", "GRANT_ADMIN_PRIVILEGE", admin, "USER_EMAIL", "new@y");
            case "HYG-12" ->
                c.event(
                        t,
                        "mobile",
                        "DEVICE_COMPROMISED_EVENT",
                        user,
                        "DEVICE_ID",
                        "d1",
                        "DEVICE_COMPROMISED_STATE",
                        "COMPROMISED");
            case "LGN-13" -> {
                c.event(
                        t.minusSeconds(7200),
                        "login",
                        "account_disabled_hijacked",
                        user,
                        "affected_email_address",
                        user);
                c.event(t, "admin", "UNSUSPEND_USER", admin, "USER_EMAIL", user);
            }
            case "LGN-15" -> c.event(t, "admin", "CHANGE_PASSWORD", "other@y", "USER_EMAIL", admin);
            case "LGN-16" -> c.event(t, "admin", "TOGGLE_SSO_ENABLED", admin, "NEW_VALUE", "true");
            case "EML-20" ->
                c.event(
                        t,
                        "admin",
                        "CHANGE_APPLICATION_SETTING",
                        admin,
                        "APPLICATION_NAME",
                        "Gmail",
                        "SETTING_NAME",
                        "DelayedDeliverySettingsProto disable_delayed_delivery_for_suspicious_email",
                        "NEW_VALUE",
                        "true");
            case "EML-22" ->
                c.event(
                        t,
                        "gmail",
                        "delivery",
                        user,
                        "event_info",
                        Map.of("mail_event_type", 2L),
                        "message_info",
                        Map.of("rfc2822_message_id", "<bad@x>", "attachment", List.of(Map.of("malware_family", "1"))));
            default -> throw new IllegalArgumentException(check);
        }
        boolean usage = check.startsWith("EML-09")
                || (check.startsWith("EML-1") && !check.equals("EML-14") && !check.equals("EML-15"));
        boolean daily = List.of("LEK-12", "HYG-12", "EML-22", "SHR-07").contains(check);
        return new Planted(check, t, usage || daily ? NEXT_DAYS : SOON);
    }

    private static void times(int count, java.util.function.IntConsumer work) {
        for (int i = 0; i < count; i++) {
            work.accept(i);
        }
    }

    private static void days(Company c, LocalDate day, String name, double factor) {
        for (int i = 0; i < 3; i++) {
            c.figure(
                    day.plusDays(i),
                    name,
                    Math.round(c.figure(day.plusDays(i), name) * factor) + (factor > 1 ? 30 : 0));
        }
    }
}
