package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Watch;
import dev.watchkeeper.health.checks.EventCheck.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Checks of single events that other auditors of Google Workspace tell too, each with what ends it. */
final class PeerChecks {
    private static final String[] SETTINGS = {
        "CREATE_APPLICATION_SETTING", "CHANGE_APPLICATION_SETTING", "DELETE_APPLICATION_SETTING"
    };
    private static final String PASSWORDS = "Password Management - ";
    private static final String IP_LIST = "GmailIpWhitelistSpamFilteringProto is_empty";
    private static final String SCANNING = "DelayedDeliverySettingsProto disable_delayed_delivery_for_suspicious_email";
    private static final int SHORTEST_PASSWORD = 8;

    private PeerChecks() {}

    static List<HealthCheck> signIn() {
        return List.of(reactivated(), secondStepOff(), administratorReset(), signOnChanged(), passwordsLoosened());
    }

    static List<HealthCheck> mail() {
        return List.of(scanningOff(), filterBypassed(), malwareDelivered(), new PhishingReported(), spamClicked());
    }

    static List<HealthCheck> sync() {
        return List.of(marketplaceOpened());
    }

    static List<HealthCheck> leaks() {
        return List.of(attackedByGovernment(), new SuspiciousWave(), ownerOutside(), protectedData());
    }

    static List<HealthCheck> hygiene() {
        return List.of(deviceCompromised(), rolesWidened());
    }

    private static HealthCheck reactivated() {
        return EventCheck.about("LGN-13", "user", e -> e.text("USER_EMAIL"))
                .in("admin", "UNSUSPEND_USER")
                .needing(facts -> facts.events("login"))
                .turning((facts, e) -> wasTakenOver(facts, e) ? Turn.BEGINS : Turn.NOTHING)
                .endedByReaction()
                .build();
    }

    /** Whether Google had switched the account off in the month before because somebody else had it. */
    private static boolean wasTakenOver(TenantFacts facts, ActivityEvent event) {
        return Recent.all(facts, "login", "account_disabled_hijacked", "account_disabled_password_leak").stream()
                .anyMatch(e -> Watch.about(e).equalsIgnoreCase(event.text("USER_EMAIL"))
                        && e.at().isBefore(event.at())
                        && e.at().isAfter(event.at().minus(Duration.ofDays(30))));
    }

    private static HealthCheck secondStepOff() {
        return EventCheck.about("LGN-14", "user", PeerChecks::user)
                .in(
                        "admin",
                        "UNENROLL_USER_FROM_STRONG_AUTH",
                        "TURN_OFF_2_STEP_VERIFICATION",
                        "DELETE_USER",
                        "SUSPEND_USER")
                .in("user_accounts", "2sv_disable", "2sv_enroll")
                .turning((facts, e) ->
                        Set.of("2sv_enroll", "DELETE_USER", "SUSPEND_USER").contains(e.name())
                                ? Turn.ENDS
                                : Turn.BEGINS)
                // Who changes the telephone is without for an hour.
                .after(Duration.ofHours(24))
                .severity((facts, user) -> isSuper(facts, user) ? Severity.HIGH : null)
                .build();
    }

    private static boolean isSuper(TenantFacts facts, String user) {
        return facts.directory().isKnown()
                && facts.directory().get().superAdministrators().stream()
                        .anyMatch(account -> account.email().equalsIgnoreCase(user));
    }

    private static HealthCheck administratorReset() {
        return EventCheck.about("LGN-15", "user", e -> e.text("USER_EMAIL"))
                .in("admin", "CHANGE_PASSWORD")
                .needing(facts -> facts.directory().get())
                .turning((facts, e) -> {
                    Directory directory = facts.directory().get();
                    boolean administrator = directory.superAdministrators().stream()
                            .anyMatch(account -> account.email().equalsIgnoreCase(e.text("USER_EMAIL")));
                    boolean own = e.who().equalsIgnoreCase(e.text("USER_EMAIL"));
                    return own ? Turn.ENDS : administrator ? Turn.BEGINS : Turn.NOTHING;
                })
                .build();
    }

    private static HealthCheck signOnChanged() {
        return EventCheck.about("LGN-16", "setting", e -> {
                    String name = e.text("SETTING_NAME");
                    return name.isEmpty() ? "sso" : name + '@' + e.text("ORG_UNIT_NAME") + e.text("GROUP_EMAIL");
                })
                .in("admin", SETTINGS)
                .in(
                        "admin",
                        "TOGGLE_SSO_ENABLED",
                        "CHANGE_SSO_SETTINGS",
                        "CREATE_INBOUND_SSO*",
                        "UPDATE_INBOUND_SSO*",
                        "DELETE_INBOUND_SSO*")
                .turning((facts, e) -> {
                    if (!e.name().endsWith("_APPLICATION_SETTING")) {
                        return Turn.BEGINS;
                    }
                    boolean sso = e.text("SETTING_NAME").startsWith("SsoPolicyProto");
                    return !sso ? Turn.NOTHING : e.name().startsWith("DELETE") ? Turn.ENDS : Turn.BEGINS;
                })
                .build();
    }

    private static HealthCheck passwordsLoosened() {
        return EventCheck.about(
                        "LGN-17",
                        "setting",
                        e -> e.text("SETTING_NAME").replace(PASSWORDS, "")
                                + '@'
                                + (e.text("GROUP_EMAIL").isEmpty() ? e.text("ORG_UNIT_NAME") : e.text("GROUP_EMAIL")))
                .in("admin", SETTINGS)
                .turning((facts, e) -> passwords(e))
                .build();
    }

    private static Turn passwords(ActivityEvent event) {
        String name = event.text("SETTING_NAME");
        String value = Recent.lower(event.text("NEW_VALUE").strip());
        if (!name.startsWith(PASSWORDS)) {
            return Turn.NOTHING;
        }
        return switch (name.substring(PASSWORDS.length())) {
            case "Enforce strong password" ->
                turn(Set.of("false", "off", "disabled"), Set.of("true", "on", "enabled"), value);
            case "Enable password reuse" ->
                turn(Set.of("true", "on", "enabled"), Set.of("false", "off", "disabled"), value);
            case "Minimum password length" ->
                !value.matches("\\d{1,6}")
                        ? Turn.NOTHING
                        : Integer.parseInt(value) < SHORTEST_PASSWORD ? Turn.BEGINS : Turn.ENDS;
            default -> Turn.NOTHING;
        };
    }

    private static Turn turn(Set<String> begins, Set<String> ends, String value) {
        return begins.contains(value) ? Turn.BEGINS : ends.contains(value) ? Turn.ENDS : Turn.NOTHING;
    }

    private static HealthCheck scanningOff() {
        return EventCheck.about("EML-20", "setting", e -> "scanning@" + e.text("ORG_UNIT_NAME") + e.text("GROUP_EMAIL"))
                .in("admin", SETTINGS)
                .turning((facts, e) -> !e.text("SETTING_NAME").equals(SCANNING)
                        ? Turn.NOTHING
                        : e.name().startsWith("DELETE")
                                ? Turn.ENDS
                                : turn(Set.of("true"), Set.of("false"), Recent.lower(e.text("NEW_VALUE"))))
                .build();
    }

    private static HealthCheck filterBypassed() {
        return EventCheck.about("EML-21", "setting", e -> {
                    String rule = e.at("SETTING_METADATA", "rule_key");
                    return e.text("SETTING_NAME") + '@' + (rule.isEmpty() ? e.text("ORG_UNIT_NAME") : rule);
                })
                .in("admin", SETTINGS)
                .in("admin", "CHANGE_EMAIL_SETTING")
                .turning((facts, e) -> bypass(e))
                .build();
    }

    private static Turn bypass(ActivityEvent event) {
        String name = event.text("SETTING_NAME");
        String value = Recent.lower(event.text("NEW_VALUE").strip());
        if (name.equals(IP_LIST)) {
            return turn(Set.of("false"), Set.of("true"), value);
        }
        if (name.equals("EMAIL_SPAM_ALLOWLIST")) {
            return value.isEmpty() || value.equals("[]") ? Turn.ENDS : Turn.BEGINS;
        }
        boolean spam = Recent.lower(name).startsWith("spamcontrol") || name.equals("SPAM_CONTROL");
        if (!spam || !Recent.lower(name + value).contains("bypass")) {
            return Turn.NOTHING;
        }
        boolean off = event.name().startsWith("DELETE")
                || Set.of("false", "off", "disabled").contains(value);
        return off ? Turn.ENDS : Turn.BEGINS;
    }

    private static HealthCheck malwareDelivered() {
        return EventCheck.about("EML-22", "mail", Watch::about)
                .in("gmail", "delivery")
                .turning((facts, e) -> Watch.deliversMalware(e)
                        ? Turn.BEGINS
                        : REMOVED.contains(e.at("event_info", "mail_event_type")) ? Turn.ENDS : Turn.NOTHING)
                .build();
    }

    /** Quarantined after all, put into the bin, deleted for good, sorted out as spam. */
    private static final Set<String> REMOVED = Set.of("4", "5", "13", "27");

    private static HealthCheck spamClicked() {
        return EventCheck.about("EML-24", "user", ActivityEvent::who)
                .in("gmail", "delivery")
                .turning((facts, e) -> Watch.clicksInSpam(e) ? Turn.BEGINS : Turn.NOTHING)
                .endedByReaction()
                .build();
    }

    private static HealthCheck marketplaceOpened() {
        return EventCheck.about("SYN-11", "app", e -> {
                    String mobile = e.text("MOBILE_APP_PACKAGE_ID");
                    String app = mobile.isEmpty() ? e.text("APPLICATION_NAME") : mobile;
                    return e.name().endsWith("_SETTING") ? "marketplace@" + e.text("ORG_UNIT_NAME") : app;
                })
                .in("admin", SETTINGS)
                .in(
                        "admin",
                        "ADD_APPLICATION_TO_WHITELIST",
                        "REMOVE_APPLICATION_FROM_WHITELIST",
                        "ADD_MOBILE_APPLICATION_TO_WHITELIST",
                        "REMOVE_MOBILE_APPLICATION_FROM_WHITELIST")
                .turning((facts, e) -> {
                    if (!e.name().endsWith("_SETTING")) {
                        return e.name().startsWith("ADD") ? Turn.BEGINS : Turn.ENDS;
                    }
                    String value = e.text("NEW_VALUE");
                    return !e.text("SETTING_NAME").equals("Apps Access Setting Allowlist access")
                            ? Turn.NOTHING
                            : turn(Set.of("ALLOW_ALL"), Set.of("ALLOW_SPECIFIED", "ALLOW_NONE"), value);
                })
                .build();
    }

    private static HealthCheck attackedByGovernment() {
        return EventCheck.about("LEK-09", "user", Watch::about)
                .in("login", "gov_attack_warning")
                .endedByReaction()
                .build();
    }

    private static HealthCheck ownerOutside() {
        return EventCheck.about(
                        "LEK-11",
                        "file",
                        e -> e.application().equals("admin") ? e.text("USER_EMAIL") : e.text("doc_id"))
                .in("drive", "change_owner")
                .in("admin", "TRANSFER_DOCUMENT_OWNERSHIP")
                .turning((facts, e) -> {
                    String owner = e.application().equals("admin") ? e.text("NEW_VALUE") : e.text("new_owner");
                    String domain = Recent.domain(owner);
                    boolean ours = facts.tenant().domains().stream()
                            .anyMatch(d -> Recent.lower(d).equals(domain));
                    return owner.indexOf('@') < 0 ? Turn.NOTHING : ours ? Turn.ENDS : Turn.BEGINS;
                })
                .build();
    }

    private static HealthCheck protectedData() {
        return EventCheck.about("LEK-12", "file", e -> {
                    String resource = e.text("resource_id");
                    return resource.isEmpty() ? e.text("rule_name") + '@' + e.who() : resource;
                })
                .in("rules", "rule_match", "rule_trigger", "action_complete", "content_matched", "content_unmatched")
                .turning((facts, e) -> e.name().equals("content_unmatched")
                        ? Turn.ENDS
                        : Watch.isSevereRule(e) ? Turn.BEGINS : Turn.NOTHING)
                .build();
    }

    private static HealthCheck deviceCompromised() {
        return EventCheck.about("HYG-12", "device", e -> e.text("DEVICE_ID"))
                .in("mobile", "DEVICE_COMPROMISED_EVENT", "DEVICE_ACTION_EVENT")
                .turning((facts, e) -> {
                    if (e.name().equals("DEVICE_ACTION_EVENT")) {
                        String action = e.text("ACTION_TYPE").toUpperCase(java.util.Locale.ROOT);
                        return action.contains("WIPE") || action.contains("BLOCK") || action.contains("DELETE")
                                ? Turn.ENDS
                                : Turn.NOTHING;
                    }
                    return turn(
                            Set.of("compromised"),
                            Set.of("not_compromised"),
                            Recent.lower(e.text("DEVICE_COMPROMISED_STATE")).replace(' ', '_'));
                })
                .build();
    }

    private static HealthCheck rolesWidened() {
        return EventCheck.about("HYG-13", "role", e -> e.text("ROLE_NAME"))
                .in("admin", "CREATE_ROLE", "ADD_PRIVILEGE", "REMOVE_PRIVILEGE", "DELETE_ROLE")
                .turning((facts, e) ->
                        e.name().startsWith("REMOVE") || e.name().startsWith("DELETE") ? Turn.ENDS : Turn.BEGINS)
                .build();
    }

    private static String user(ActivityEvent event) {
        return event.application().equals("admin") ? event.text("USER_EMAIL") : Watch.about(event);
    }
}
