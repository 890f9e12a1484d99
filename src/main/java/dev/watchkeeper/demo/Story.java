package dev.watchkeeper.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What happens at the demo's customers: one family of trouble each, some good health, and a next day on which some of it
 * is mended, some worse, some new.
 */
final class Story {
    private static final String MAIL_SCOPE = "https://mail.google.com/";

    private final GoogleEmulator google;

    Story(GoogleEmulator google) {
        this.google = google;
    }

    /** The state of things when the demo begins. */
    void begin(Instant now) {
        LocalDate newest = newestUsage(now);
        signIn(customer("xinghai"), now, newest);
        mailFall(customer("lvye"), now, newest);
        fullHouse(customer("hengtong"), newest);
        closedSharing(customer("hengtong"), now);
        leak(customer("yunfan"), now);
        lostAccess(customer("mingde"));
        neverOnboarded(customer("jinqiao"));
        blockedApps(customer("dune"), now, newest);
        riskyApps(customer("harbour"), now);
        administrators(customer("northgate"), now);
        weakDoors(customer("pinewood"), now, newest);
        gaps(customer("solaris"), newest);
        customer("qinghe").unit("/Ward");
        standing(now);
    }

    private void standing(Instant now) {
        for (DemoTenant tenant : DemoCast.tenants()) {
            EmulatedCustomer customer = customer(tenant.id());
            if (!tenant.id().equals("solaris")) {
                customer.change(1, u -> u.administrator(true));
            }
            switch (tenant.id()) {
                case "solaris", "jinqiao", "mingde" -> {}
                case "lvye", "dune", "atlas" -> {
                    StandingSettings.plant(customer, now, 0.6);
                    StandingSettings.grantReportsOnly(customer);
                }
                case "qinghe", "baihe", "northgate" -> {
                    StandingSettings.plant(customer, now, 1);
                    StandingSettings.policies(customer);
                }
                default -> {
                    StandingSettings.plant(customer, now, 0.75);
                    StandingSettings.policies(customer);
                }
            }
        }
    }

    /** A day later: some is mended, some worse, some new. */
    void nextDay(Instant now) {
        LocalDate newest = newestUsage(now);
        EmulatedCustomer xinghai = customer("xinghai");
        xinghai.usage(newest, LocalDate.MAX, "accounts:num_locked_users", old -> 0L);
        for (int i = 20; i < 27; i++) {
            xinghai.plant(Activity.by(
                    xinghai.email(0),
                    now.minus(Duration.ofMinutes(40L - i)),
                    "admin",
                    "USER_SETTINGS",
                    "SUSPEND_USER",
                    Map.of("USER_EMAIL", xinghai.email(i))));
            xinghai.change(i, u -> u.suspended("ADMIN"));
        }
        EmulatedCustomer lvye = customer("lvye");
        lvye.usage(newest, LocalDate.MAX, "gmail:num_inbound_delivered_emails", old -> lvye.users() * 14L);
        EmulatedCustomer hengtong = customer("hengtong");
        hengtong.change(7, u -> u.filled(101));
        hengtong.usage("accounts:customer_used_quota_in_mb", hengtong.users() * 30_720L * 96 / 100);
        EmulatedCustomer mingde = customer("mingde");
        mingde.restore(mingde.email(0));
        EmulatedCustomer baihe = customer("baihe");
        baihe.plant(event(
                baihe.email(2),
                now.minus(Duration.ofMinutes(25)),
                "calendar",
                "change_calendar_acls",
                Map.of(
                        "calendar_id", baihe.email(2),
                        "grantee_email", "__public_principal__@public.calendar.google.com",
                        "access_level", "read")));
    }

    private void signIn(EmulatedCustomer c, Instant now, LocalDate newest) {
        for (int i = 0; i < 28; i++) {
            c.plant(failure(
                    c.email(3 + i % 19), now.minus(Duration.ofMinutes(8 + i)).minusSeconds(i * 7L)));
        }
        for (int i = 0; i < 12; i++) {
            c.plant(failure(c.email(2), now.minus(Duration.ofMinutes(9)).minusSeconds(i * 40L)));
        }
        c.plant(Activity.by(
                c.email(5),
                now.minus(Duration.ofHours(3)),
                "login",
                "account_warning",
                "account_disabled_password_leak",
                Map.of("affected_email_address", c.email(5))));
        c.change(5, u -> u.suspended("WEB_LOGIN_REQUIRED"));
        c.usage(newest, LocalDate.MAX, "accounts:num_locked_users", old -> 3L);
    }

    private static Activity failure(String email, Instant time) {
        return Activity.by(
                        email,
                        time,
                        "login",
                        "login",
                        "login_failure",
                        Map.of(
                                "login_type", "google_password",
                                "login_challenge_method", List.of("password"),
                                "login_failure_type", "login_failure_invalid_password"))
                .with(Map.of("networkInfo", Map.of("ipAsn", List.of(64511), "regionCode", "CN")));
    }

    /** An administrator changes the routing; on the same day hardly any outside mail arrives. */
    private void mailFall(EmulatedCustomer c, Instant now, LocalDate newest) {
        Instant change = EmulatedCustomer.endOf(newest.minusDays(1)).plus(Duration.ofHours(2));
        c.plant(event(
                c.email(0),
                change,
                "admin",
                "CREATE_APPLICATION_SETTING",
                Map.of(
                        "APPLICATION_NAME", "Gmail",
                        "ORG_UNIT_NAME", c.domain(),
                        "SETTING_NAME", "ContentCompliance rules[7] content_compliance_info",
                        "NEW_VALUE", "{\"consequence\":\"REJECT\",\"match\":\"INBOUND\"}",
                        "SETTING_METADATA",
                                Map.of(
                                        "rule_key", "e92d7",
                                        "rule_type", "CONTENT_COMPLIANCE",
                                        "DESCRIPTION", "block newsletters"))));
        c.usage(newest, newest, "gmail:num_inbound_delivered_emails", percent(6));
        c.usage(newest, newest, "gmail:num_emails_received", percent(6));
        c.usage(newest, newest, "gmail:num_inbound_rejected_emails", old -> c.users() * 11L);
        c.policy("gmail.email_spam_filter_ip_allowlist", "/", Map.of("allowedIpAddresses", List.of("198.51.100.0/24")));
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofDays(40)),
                "admin",
                "CHANGE_EMAIL_SETTING",
                Map.of(
                        "SETTING_NAME", "IMAP_ACCESS",
                        "OLD_VALUE", "DISABLED",
                        "NEW_VALUE", "ENABLED",
                        "ORG_UNIT_NAME", c.domain())));
    }

    private void fullHouse(EmulatedCustomer c, LocalDate newest) {
        c.change(7, u -> u.filled(97)).change(11, u -> u.filled(93));
        for (int i = 20; i < 30; i++) {
            c.change(i, u -> u.filled(84));
        }
        c.usage("accounts:customer_used_quota_in_mb", c.users() * 30_720L * 87 / 100);
        c.usage(newest, LocalDate.MAX, "gmail:num_inbound_rejected_emails", old -> c.users() * 2L);
        c.usage(newest, LocalDate.MAX, "gmail:num_outbound_rejected_emails", old -> c.users() / 2L);
    }

    /** Files were closed to outsiders; those who work with them knock since. */
    private void closedSharing(EmulatedCustomer c, Instant now) {
        Instant change = now.minus(Duration.ofHours(7));
        c.plant(event(
                c.email(0),
                change,
                "admin",
                "CHANGE_DOCS_SETTING",
                Map.of(
                        "SETTING_NAME", "SHARING_OUTSIDE_DOMAIN",
                        "OLD_VALUE", "SHARING_ALLOWED_WITH_WARNING",
                        "NEW_VALUE", "SHARING_NOT_ALLOWED",
                        "ORG_UNIT_NAME", c.domain())));
        for (int i = 1; i <= 9; i++) {
            c.plant(event(
                    "partner" + i + "@waybill.example",
                    change.plus(Duration.ofMinutes(20L * i)),
                    "drive",
                    "request_access",
                    Map.of(
                            "primary_event",
                            true,
                            "doc_id",
                            "d-waybill-" + i,
                            "doc_title",
                            "运单 Waybill " + i,
                            "doc_type",
                            "spreadsheet",
                            "owner",
                            c.email(3))));
        }
    }

    private void leak(EmulatedCustomer c, Instant now) {
        String leaver = c.email(9);
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(5)),
                "admin",
                "ADD_TRUSTED_DOMAINS",
                Map.of("DOMAIN_NAME", "partner-unknown.example")));
        c.plant(event(
                c.email(4),
                now.minus(Duration.ofHours(2)),
                "drive",
                "change_document_visibility",
                Map.of(
                        "primary_event", true,
                        "doc_id", "d-payroll",
                        "doc_title", "工资表 2026 机密 Payroll confidential",
                        "doc_type", "spreadsheet",
                        "owner", c.email(4),
                        "visibility_change", "external",
                        "visibility", "people_with_link",
                        "old_visibility", "private")));
        for (int i = 0; i < 130; i++) {
            c.plant(event(
                    leaver,
                    now.minus(Duration.ofMinutes(95)).plusSeconds(i * 4L),
                    "drive",
                    "download",
                    Map.of(
                            "primary_event",
                            true,
                            "doc_id",
                            "d-" + i,
                            "doc_title",
                            "Project " + i,
                            "doc_type",
                            "document",
                            "owner",
                            c.email(1),
                            "visibility",
                            "shared_internally")));
        }
        c.plant(event(
                leaver,
                now.minus(Duration.ofHours(4)),
                "login",
                "suspicious_login",
                Map.of(
                        "affected_email_address",
                        leaver,
                        "login_timestamp",
                        now.minus(Duration.ofHours(4)).toEpochMilli() * 1000)));
        for (String log : List.of("login", "user_accounts")) {
            c.plant(event(
                    leaver,
                    now.minus(Duration.ofHours(3)),
                    log,
                    "email_forwarding_out_of_domain",
                    Map.of("email_forwarding_destination_address", "collector.7781@gmail.com")));
        }
    }

    private static void lostAccess(EmulatedCustomer c) {
        c.strip(c.email(0));
    }

    private static void neverOnboarded(EmulatedCustomer c) {
        c.authorise(false);
    }

    private void blockedApps(EmulatedCustomer c, Instant now, LocalDate newest) {
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(6)),
                "admin",
                "CHANGE_APP_ACCESS",
                Map.of(
                        "OAUTH2_APP_NAME", "Field CRM",
                        "OAUTH2_APP_ID", "2002-crm.apps.googleusercontent.com",
                        "NEW_VALUE", "BLOCKED",
                        "ORG_UNIT_NAME", "/")));
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(6)),
                "admin",
                "BLOCK_ALL_THIRD_PARTY_API_ACCESS",
                Map.of("ORG_UNIT_NAME", "/")));
        for (int i = 1; i <= 14; i++) {
            Map<String, Object> app = Map.of(
                    "app_name", "Field CRM",
                    "client_id", "2002-crm.apps.googleusercontent.com",
                    "client_type", "WEB",
                    "scope", List.of("https://www.googleapis.com/auth/calendar"));
            c.plant(event(c.email(i), now.minus(Duration.ofHours(5)).plusSeconds(i), "token", "revoke", app));
            if (i <= 12) {
                Map<String, Object> denied = new java.util.LinkedHashMap<>(app);
                denied.put("rejection_type", "EXPLICIT_ADMIN_BLOCK");
                c.plant(event(c.email(i), now.minus(Duration.ofHours(4)).plusSeconds(i), "token", "deny", denied));
            }
        }
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(20)),
                "admin",
                "CHANGE_EMAIL_SETTING",
                Map.of(
                        "SETTING_NAME", "IMAP_ACCESS",
                        "OLD_VALUE", "ENABLED",
                        "NEW_VALUE", "DISABLED",
                        "ORG_UNIT_NAME", c.domain())));
        c.usage(newest, LocalDate.MAX, "gmail:num_1day_imap_users", old -> 2L);
    }

    private void riskyApps(EmulatedCustomer c, Instant now) {
        c.plant(event(
                c.email(6),
                now.minus(Duration.ofHours(2)),
                "token",
                "authorize",
                Map.of(
                        "app_name", "Inbox Sweeper Pro",
                        "client_id", "6660-sweeper.apps.googleusercontent.com",
                        "client_type", "WEB",
                        "scope", List.of(MAIL_SCOPE, "https://www.googleapis.com/auth/drive"))));
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(7)),
                "admin",
                "AUTHORIZE_API_CLIENT_ACCESS",
                Map.of(
                        "API_CLIENT_NAME", "118800000000000000777",
                        "API_SCOPES", List.of(MAIL_SCOPE, "https://www.googleapis.com/auth/drive"),
                        "DOMAIN_NAME", c.domain())));
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofDays(60)),
                "admin",
                "AUTHORIZE_API_CLIENT_ACCESS",
                Map.of(
                        "API_CLIENT_NAME", ServiceAccountFile.CLIENT_ID,
                        "API_SCOPES", List.of("https://www.googleapis.com/auth/admin.reports.audit.readonly"),
                        "DOMAIN_NAME", c.domain())));
        c.plant(event(
                c.email(8),
                now.minus(Duration.ofHours(1)),
                "calendar",
                "change_calendar_acls",
                Map.of(
                        "calendar_id", c.email(8),
                        "grantee_email", "__public_principal__@public.calendar.google.com",
                        "access_level", "read")));
    }

    private void administrators(EmulatedCustomer c, Instant now) {
        for (int i = 1; i <= 5; i++) {
            c.change(i, u -> u.administrator(true));
        }
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(9)),
                "admin",
                "ASSIGN_ROLE",
                Map.of("ROLE_NAME", "_SEED_ADMIN_ROLE", "USER_EMAIL", c.email(5), "ORG_UNIT_NAME", "/")));
        c.plant(event(c.email(5), now.minus(Duration.ofHours(1)), "admin", "CUSTOMER_TAKEOUT_CREATED", Map.of()));
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofHours(31)),
                "admin",
                "DELETE_USER",
                Map.of("USER_EMAIL", "former.colleague@" + c.domain())));
    }

    private void weakDoors(EmulatedCustomer c, Instant now, LocalDate newest) {
        c.enrolledShare(0.42);
        for (int i = 30; i < 39; i++) {
            c.change(i, u -> u.enforced(true).enrolled(false));
        }
        for (int i = 40; i < 52; i++) {
            Instant seen = now.minus(Duration.ofDays(95L + i));
            c.change(i, u -> u.lastSeen(seen));
        }
        c.usage(newest, LocalDate.MAX, "accounts:num_users_less_secure_apps_access_allowed", old -> 4L);
        c.plant(event(
                c.email(0),
                now.minus(Duration.ofDays(3)),
                "admin",
                "ENFORCE_STRONG_AUTHENTICATION",
                Map.of(
                        "NEW_VALUE", "ENFORCED",
                        "OLD_VALUE", "ALLOWED",
                        "ORG_UNIT_NAME", "/Staff",
                        "DOMAIN_NAME", c.domain())));
        // The grace was a day: since then those without a second factor stand before the door.
        for (int i = 0; i < 30; i++) {
            c.plant(Activity.by(
                    c.email(30 + i),
                    now.minus(Duration.ofDays(3)).plus(Duration.ofHours(24)).plusSeconds(i * 1500L),
                    "login",
                    "login",
                    "login_challenge",
                    Map.of(
                            "login_type", "google_password",
                            "login_challenge_method", List.of("none"),
                            "login_challenge_status", "Challenge Failed.")));
        }
        c.unit("/Staff").unit("/Pupils").group("office@" + c.domain(), "Office", 4);
    }

    private void gaps(EmulatedCustomer c, LocalDate newest) {
        c.silent();
        google.quirks(c.id())
                .gap(newest, "gmail", false, false)
                .gap(newest.minusDays(1), "drive", true, true)
                .referenceNames(true)
                .withoutAddress(3);
    }

    private static Activity event(
            String email, Instant time, String application, String name, Map<String, Object> parameters) {
        return Activity.by(email, time, application, type(application, name), name, parameters);
    }

    private static String type(String application, String name) {
        return switch (application) {
            case "token" -> "auth";
            case "calendar" -> "calendar_change";
            case "drive" -> name.startsWith("change_") ? "acl_change" : "access";
            case "login" -> name.startsWith("email_") ? "email_forwarding_change" : "account_warning";
            case "user_accounts" -> "email_forwarding_change";
            default -> name.endsWith("_APPLICATION_SETTING") ? "APPLICATION_SETTINGS" : "DOMAIN_SETTINGS";
        };
    }

    private static UnaryOperator<Object> percent(int percent) {
        return old -> old instanceof Long number ? number * percent / 100 : old;
    }

    /** The newest date for which the emulator has usage reports. */
    static LocalDate newestUsage(Instant now) {
        return now.atZone(ZoneOffset.ofHours(-8)).toLocalDate().minusDays(2);
    }

    private EmulatedCustomer customer(String tenant) {
        return google.customer("C0" + tenant)
                .orElseThrow(() -> new IllegalStateException("nobody is called " + tenant));
    }
}
