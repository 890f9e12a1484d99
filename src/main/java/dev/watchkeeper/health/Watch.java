package dev.watchkeeper.health;

import java.util.Set;

/**
 * Which events are worth keeping, and what each is about. Of a million events of a large tenant most are views and
 * ordinary sign-ins that no check asks for; they are read, counted as seen and dropped.
 */
public final class Watch {
    public static final String PUBLIC_CALENDAR = "__public_principal__@public.calendar.google.com";

    private static final Set<String> DRIVE_MOVES = Set.of("download", "delete", "trash");
    private static final Set<String> DRIVE_OTHERS = Set.of(
            "change_document_visibility",
            "change_document_access_scope",
            "change_user_access",
            "pause_sync_client",
            "change_owner",
            "deny_access_request",
            "request_access");
    private static final Set<String> TOKEN = Set.of("authorize", "revoke", "deny");
    private static final Set<String> NARROW_SCOPES =
            Set.of("drive.file", "drive.appdata", "drive.appfolder", "drive.install", "gmail.labels");
    private static final Set<String> GROUPS = Set.of("change_basic_setting", "change_acl_permission");
    private static final Set<String> MAIL_EVENTS = Set.of("5", "6", "30", "34");
    /** Users calling mail spam or phishing, mail sorted out after delivery. */
    private static final Set<String> MAIL_JUDGED = Set.of("3", "4");

    private static final Set<String> MAIL_RECEIVED = Set.of("2", "12");
    private static final Set<String> MAIL_CLICKED = Set.of("15", "16");
    private static final Set<String> RULES =
            Set.of("rule_match", "rule_trigger", "action_complete", "content_matched", "content_unmatched");
    private static final Set<String> MOBILE = Set.of("DEVICE_COMPROMISED_EVENT", "DEVICE_ACTION_EVENT");
    private static final Set<String> LOGIN_NOISE = Set.of("logout", "login_challenge", "login_verification");

    private Watch() {}

    /** Every event of the admin log is kept; of the others those that a check asks for. */
    public static boolean keeps(ActivityEvent event) {
        String name = event.name();
        if (!mayKeep(event.application(), name)) {
            return false;
        }
        return switch (event.application()) {
            case "admin", "takeout" -> true;
            case "login", "user_accounts" -> keepsLogin(event);
            case "saml" -> name.equals("login_failure");
            case "token" -> TOKEN.contains(name);
            case "drive" -> DRIVE_MOVES.contains(name) ? event.flag("primary_event") : DRIVE_OTHERS.contains(name);
            case "calendar" ->
                name.contains("interop")
                        || (name.equals("change_calendar_acls")
                                && PUBLIC_CALENDAR.equalsIgnoreCase(event.text("grantee_email")));
            case "groups" -> GROUPS.contains(name);
            case "gmail" ->
                MAIL_EVENTS.contains(event.at("event_info", "mail_event_type"))
                        || MAIL_JUDGED.contains(event.at("event_info", "mail_event_type"))
                        || deliversMalware(event)
                        || clicksInSpam(event)
                        || event.at("message_info", "connection_info", "smtp_reply_code")
                                .startsWith("5");
            case "rules" -> isSevereRule(event) || name.equals("content_unmatched");
            case "mobile" -> MOBILE.contains(name);
            default -> false;
        };
    }

    /** What {@link #keeps} can say by the name alone: false only if no event of this name is ever kept. */
    public static boolean mayKeep(String application, String name) {
        return switch (application) {
            case "admin", "takeout", "login", "user_accounts", "gmail" -> true;
            case "saml" -> name.equals("login_failure");
            case "token" -> TOKEN.contains(name);
            case "drive" -> DRIVE_MOVES.contains(name) || DRIVE_OTHERS.contains(name);
            case "calendar" -> name.contains("interop") || name.equals("change_calendar_acls");
            case "groups" -> GROUPS.contains(name);
            case "rules" -> RULES.contains(name);
            case "mobile" -> MOBILE.contains(name);
            default -> false;
        };
    }

    /** Whether mail with a file in which Google knows malware reached a mailbox. */
    public static boolean deliversMalware(ActivityEvent event) {
        return MAIL_RECEIVED.contains(event.at("event_info", "mail_event_type"))
                && !event.at("message_info", "attachment", "malware_family").isEmpty();
    }

    /** Whether a user followed a link in mail that Google takes for spam. */
    public static boolean clicksInSpam(ActivityEvent event) {
        return MAIL_CLICKED.contains(event.at("event_info", "mail_event_type"))
                && event.at("message_info", "is_spam").equals("true");
    }

    /** Whether a rule of the customer's own that protects data was hit and the customer calls that severe. */
    public static boolean isSevereRule(ActivityEvent event) {
        return event.text("severity").equalsIgnoreCase("HIGH") && !event.name().equals("content_unmatched");
    }

    private static boolean keepsLogin(ActivityEvent event) {
        if (event.name().equals("login_success")) {
            return event.flag("is_suspicious") || event.text("login_type").equals("saml");
        }
        if (LOGIN_NOISE.contains(event.name())) {
            return event.text("login_challenge_status").equals("Challenge Failed.");
        }
        return true;
    }

    /** The thing an event happened to: a user, app, document, calendar, mail or domain; empty if there is none. */
    public static String about(ActivityEvent event) {
        return switch (event.application()) {
            case "admin" ->
                first(event, "USER_EMAIL", "API_CLIENT_NAME", "OAUTH2_APP_ID", "GROUP_EMAIL", "DOMAIN_NAME");
            case "login", "user_accounts" -> {
                String affected = event.text("affected_email_address");
                yield affected.isEmpty() && event.actor() != null ? event.actor() : affected;
            }
            case "token" -> event.text("client_id");
            case "drive" -> event.text("doc_id");
            case "calendar" -> event.text("calendar_id");
            case "groups" -> event.text("group_email");
            case "gmail" -> event.at("message_info", "rfc2822_message_id");
            case "takeout" -> event.text("USER_EMAIL");
            default -> "";
        };
    }

    /** Whether the first sight of what the event is about must be remembered for ever, longer than the event. */
    public static boolean remembersFirst(ActivityEvent event) {
        return event.application().equals("token") && event.name().equals("authorize") && isRisky(event);
    }

    /** Whether an app was allowed to read mail, files or the directory. */
    public static boolean isRisky(ActivityEvent event) {
        return event.texts("scope").stream().anyMatch(Watch::isRiskyScope);
    }

    /**
     * Whether a scope reaches all mail, all files or the directory. Files that an app made itself or was handed
     * ({@code drive.file}, {@code drive.appdata}) and the one mail that an add-on is opened on are none of these.
     */
    public static boolean isRiskyScope(String scope) {
        String name = shortName(scope);
        return !isNarrow(name)
                && (isMail(name)
                        || name.equals("drive")
                        || name.startsWith("drive.")
                        || name.startsWith("admin.directory."));
    }

    /** Whether a scope reaches all mail. */
    public static boolean isMailScope(String scope) {
        String name = shortName(scope);
        return !isNarrow(name) && isMail(name);
    }

    /** Whether a scope may change the directory: users, groups, roles. */
    public static boolean isDirectoryScope(String scope) {
        String name = shortName(scope);
        return name.startsWith("admin.directory.") && !name.endsWith(".readonly");
    }

    private static boolean isMail(String name) {
        return name.equals("https://mail.google.com/") || name.startsWith("gmail.");
    }

    private static boolean isNarrow(String name) {
        return NARROW_SCOPES.contains(name) || name.startsWith("gmail.addons.");
    }

    private static String shortName(String scope) {
        String prefix = "https://www.googleapis.com/auth/";
        return scope.startsWith(prefix) ? scope.substring(prefix.length()) : scope;
    }

    private static String first(ActivityEvent event, String... names) {
        for (String name : names) {
            String text = event.text(name);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
