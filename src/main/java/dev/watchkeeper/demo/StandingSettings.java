package dev.watchkeeper.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What administrators set some months ago, under old and new event names; careful at some customers, lax at others. */
final class StandingSettings {
    private static final String DIRECTORY = "https://www.googleapis.com/auth/admin.directory.";

    private record Setting(String event, String application, String name, String careful, String lax) {}

    private static final List<Setting> SETTINGS = List.of(
            calendar("SHARING_OUTSIDE_DOMAIN", "SHOW_ONLY_FREE_BUSY_INFORMATION", "READ_ONLY_ACCESS"),
            calendar("ENABLE_EXTERNAL_GUEST_PROMPT", "true", "false"),
            docs("SHARING_OUTSIDE_DOMAIN", "TRUSTED_DOMAINS_ALLOWED_WITH_WARNING", "SHARING_ALLOWED"),
            docs("DEFAULT_LINK_SHARING_FOR_NEW_DOCS", "PRIVATE", "PEOPLE_WITH_LINK"),
            docs("PUBLISHING_TO_WEB", "NOT_ALLOWED", "ALLOWED"),
            email("ENABLE_EMAIL_AUTOFORWARDING", "false", "true"),
            email("ENABLE_OUTLOOK_SYNC", "true", "true"),
            email("ENABLE_MAIL_DELEGATION_WITHIN_DOMAIN", "false", "true"),
            setting("Gmail", "AttachmentDeepScanningSettingsProto deep_scanning_enabled", "true", "false"),
            setting(
                    "Gmail",
                    "Attachment safety Enable: protect against encrypted attachments from untrusted senders",
                    "true",
                    "false"),
            setting(
                    "Gmail",
                    "Attachment safety Enable: protect against attachments with scripts from untrusted senders",
                    "true",
                    "false"),
            setting(
                    "Gmail",
                    "Spoofing and authentication safety Enable: protect against spoofing of employee names",
                    "true",
                    "false"),
            setting("Security", "Password Management - Minimum password length", "12", "8"),
            setting("Security", "Password Management - Enforce strong password", "on", "off"),
            setting("Security", "Session management settings - Session length in seconds", "43200", "1209600"),
            setting("Security", "AdminAccountRecoverySettingsProto Enable admin account recovery", "false", "true"),
            setting(
                    "Groups for Business",
                    "GroupsSharingSettingsProto owners_can_allow_external_members",
                    "false",
                    "true"),
            setting("Google Meet", "SafetyDomainLockProto users_allowed_to_join", "LOGGED_IN", "ALL"),
            setting("Drive and Docs", "DriveFsSettingsProto drive_fs_enabled", "true", "true"));

    private StandingSettings() {}

    private static Setting calendar(String name, String careful, String lax) {
        return new Setting("CHANGE_CALENDAR_SETTING", "", name, careful, lax);
    }

    private static Setting docs(String name, String careful, String lax) {
        return new Setting("CHANGE_DOCS_SETTING", "", name, careful, lax);
    }

    private static Setting email(String name, String careful, String lax) {
        return new Setting("CHANGE_EMAIL_SETTING", "", name, careful, lax);
    }

    private static Setting setting(String application, String name, String careful, String lax) {
        return new Setting("CHANGE_APPLICATION_SETTING", application, name, careful, lax);
    }

    /** Writes the history of a customer's settings. */
    static void plant(EmulatedCustomer customer, Instant now, double carefulShare) {
        for (int i = 0; i < SETTINGS.size(); i++) {
            Setting setting = SETTINGS.get(i);
            boolean careful = Noise.fraction(Noise.of(customer.seed(), "setting", i, 0)) < carefulShare;
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (!setting.application().isEmpty()) {
                parameters.put("APPLICATION_NAME", setting.application());
            }
            parameters.put("ORG_UNIT_NAME", customer.domain());
            parameters.put("SETTING_NAME", setting.name());
            parameters.put("OLD_VALUE", careful ? setting.lax() : setting.careful());
            parameters.put("NEW_VALUE", careful ? setting.careful() : setting.lax());
            customer.plant(Activity.by(
                    customer.email(0),
                    now.minus(Duration.ofDays(95L + i * 3L)),
                    "admin",
                    setting.application().isEmpty() ? "EMAIL_SETTINGS" : "APPLICATION_SETTINGS",
                    setting.event(),
                    parameters));
        }
    }

    /** What the Policy API would show where it is granted. */
    static void policies(EmulatedCustomer customer) {
        customer.policy("gmail.imap_access", "/", Map.of("enableImapAccess", true))
                .policy("gmail.pop_access", "/", Map.of("enablePopAccess", false))
                .policy("gmail.auto_forwarding", "/", Map.of("enableAutoForwarding", false))
                .policy("drive_and_docs.external_sharing", "/", Map.of("externalSharingMode", "ALLOWLISTED_DOMAINS"))
                .policy("security.session_controls", "/", Map.of("webSessionDuration", "43200s"))
                .policy("security.password", "/", Map.of("minimumLength", 12, "allowedStrength", "STRONG"))
                .policy("security.super_admin_account_recovery", "/", Map.of("enableAccountRecovery", false));
    }

    /** A cautious customer lets us read logs and reports, and nothing else. */
    static void grantReportsOnly(EmulatedCustomer customer) {
        for (String scope : List.of(
                "user.readonly", "orgunit.readonly", "domain.readonly", "group.readonly", "rolemanagement.readonly")) {
            customer.refuse(DIRECTORY + scope);
        }
        customer.refuse("https://www.googleapis.com/auth/cloud-identity.policies.readonly");
    }
}
