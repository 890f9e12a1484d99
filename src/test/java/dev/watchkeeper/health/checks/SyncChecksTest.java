package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Facts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncChecksTest {
    private static final String ADMIN = "adm@xinghai.example";

    private static Facts denied(Facts facts, int users, double minutesAgo) {
        for (int i = 0; i < users; i++) {
            facts.event(
                    minutesAgo,
                    "token",
                    "deny",
                    "u" + i + "@x",
                    "app_name",
                    "CRM",
                    "rejection_type",
                    "EXPLICIT_ADMIN_BLOCK");
        }
        return facts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLOCK_ALL_THIRD_PARTY_API_ACCESS",
                "ADD_TO_BLOCKED_OAUTH2_APPS",
                "DISALLOW_SERVICE_FOR_OAUTH2_ACCESS",
                "CHANGE_APP_ACCESS",
                "CHANGE_API_ACCESS",
                "CHANGE_UNCONFIGURED_APPS_ACCESS"
            })
    void threeUsersRefusedAfterAChangeAreTold(String change) {
        assertThat(denied(facts().event(300, "admin", change, ADMIN), 3, 100).verdicts("SYN-01"))
                .containsExactly("fail tenant high");
        assertThat(denied(facts().event(300, "admin", change, ADMIN), 2, 100).verdicts("SYN-01"))
                .containsExactly("pass");
    }

    @Test
    void refusalsWithoutAChangeOrBeforeItOrADayLaterAreNone() {
        assertThat(denied(facts(), 9, 100).verdicts("SYN-01")).containsExactly("pass");
        assertThat(denied(facts().event(90, "admin", "CHANGE_APP_ACCESS", ADMIN), 9, 100)
                        .verdicts("SYN-01"))
                .containsExactly("pass");
        assertThat(denied(facts().event(1600, "admin", "CHANGE_APP_ACCESS", ADMIN), 9, 100)
                        .verdicts("SYN-01"))
                .containsExactly("pass");
        assertThat(facts().without("token").verdicts("SYN-01")).containsExactly("unknown");
        assertThat(facts().without("admin").verdicts("SYN-01")).containsExactly("unknown");
    }

    private static Facts revoked(int users, double step) {
        Facts facts = facts();
        for (int i = 0; i < users; i++) {
            facts.event(200 - i * step, "token", "revoke", "u" + i + "@x", "client_id", "c1", "app_name", "CRM");
        }
        return facts;
    }

    @Test
    void tenUsersWhoLoseOneAppWithinAnHourAreTold() {
        assertThat(revoked(10, 60.0 / 9).verdicts("SYN-02")).containsExactly("fail app:c1 high");
        assertThat(revoked(10, 61.0 / 9).verdicts("SYN-02")).containsExactly("pass");
        Facts sameUser = facts();
        for (int i = 0; i < 20; i++) {
            sameUser.event(60, "token", "revoke", "li@x", "client_id", "c1");
        }
        assertThat(sameUser.verdicts("SYN-02")).containsExactly("pass");
        assertThat(facts().without("token").verdicts("SYN-02")).containsExactly("unknown");
    }

    private static Facts imap(String event, String setting, String value) {
        return facts().usage(9, 2, "gmail:num_7day_imap_users", 4)
                .usage(9, 2, "gmail:num_7day_pop_users", 0)
                .event(
                        1440,
                        "admin",
                        event,
                        ADMIN,
                        "SETTING_NAME",
                        setting,
                        "NEW_VALUE",
                        value,
                        "ORG_UNIT_NAME",
                        "Sales");
    }

    @Test
    void imapSwitchedOffWhileInUseIsToldUnderOldAndNewNames() {
        assertThat(imap("CHANGE_EMAIL_SETTING", "IMAP_ACCESS", "DISABLED").verdicts("SYN-04"))
                .containsExactly("fail imap:sales high");
        assertThat(imap("CHANGE_APPLICATION_SETTING", "ImapAccess enable_imap_access", "false")
                        .verdicts("SYN-04"))
                .containsExactly("fail imap:sales high");
        assertThat(imap("CHANGE_EMAIL_SETTING", "IMAP_ACCESS", "ENABLED").verdicts("SYN-04"))
                .containsExactly("pass");
        assertThat(imap("CHANGE_EMAIL_SETTING", "ENABLE_POP_ACCESS", "false").verdicts("SYN-04"))
                .as("nobody uses POP")
                .containsExactly("pass");
        assertThat(facts().verdicts("SYN-04")).containsExactly("unknown");
        assertThat(facts().without("admin").verdicts("SYN-04")).containsExactly("unknown");
    }

    @Test
    void imapUseBelowThirtyPercentIsTold() {
        String users = "gmail:num_1day_imap_users";
        assertThat(facts().usage(30, 3, users, 10).usage(2, users, 2).verdicts("SYN-05"))
                .containsExactly("fail tenant medium");
        assertThat(facts().usage(30, 3, users, 10).usage(2, users, 3).verdicts("SYN-05"))
                .containsExactly("pass");
        assertThat(facts().usage(30, 3, users, 4).usage(2, users, 0).verdicts("SYN-05"))
                .containsExactly("not_applicable");
        assertThat(facts().usage(10, 2, users, 10).verdicts("SYN-05")).containsExactly("unknown");
    }

    @Test
    void outlookSyncSwitchedOffIsToldUntilItIsOnAgain() {
        Facts off = facts().event(
                        60,
                        "admin",
                        "CHANGE_EMAIL_SETTING",
                        ADMIN,
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "NEW_VALUE",
                        "false");
        assertThat(off.verdicts("SYN-06")).containsExactly("fail outlook-sync:all medium");
        assertThat(off.event(
                                30,
                                "admin",
                                "CHANGE_APPLICATION_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                "WorkspaceSyncForOutlook enable_google_workspace_sync_for_microsoft_outlook",
                                "NEW_VALUE",
                                "true")
                        .verdicts("SYN-06"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("SYN-06")).containsExactly("unknown");
    }

    @Test
    void driveForDesktopIsToldWhenOffOrRestricted() {
        assertThat(facts().event(
                                60,
                                "admin",
                                "CHANGE_APPLICATION_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                "DriveFsSettingsProto drive_fs_enabled",
                                "NEW_VALUE",
                                "false")
                        .verdicts("SYN-07"))
                .containsExactly("fail drive-desktop:all medium");
        assertThat(facts().event(
                                60,
                                "admin",
                                "CREATE_APPLICATION_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                "DriveFsSettingsProto company_owned_only_enabled",
                                "NEW_VALUE",
                                "true",
                                "ORG_UNIT_NAME",
                                "Sales")
                        .verdicts("SYN-07"))
                .containsExactly("fail drive-desktop-owned:sales medium");
        assertThat(facts().verdicts("SYN-07")).containsExactly("pass");
        assertThat(facts().without("admin").verdicts("SYN-07")).containsExactly("unknown");
    }

    private static Facts app(double minutesAgo, Object scope) {
        return facts().event(
                        minutesAgo,
                        "token",
                        "authorize",
                        "li@x",
                        "client_id",
                        "C1",
                        "app_name",
                        "Mailer",
                        "scope",
                        scope);
    }

    @Test
    void anAppWithRiskyScopesIsToldAtFirstSight() {
        assertThat(app(60, List.of("openid", "https://mail.google.com/")).verdicts("SYN-08"))
                .containsExactly("fail app:c1 high");
        assertThat(app(60, "https://www.googleapis.com/auth/drive.readonly").verdicts("SYN-08"))
                .as("one user's files")
                .containsExactly("fail app:c1 medium");
        assertThat(app(60, List.of("openid", "email")).verdicts("SYN-08")).containsExactly("pass");
        assertThat(app(60, "https://www.googleapis.com/auth/drive")
                        .event(
                                20 * 1440,
                                "token",
                                "authorize",
                                "wu@x",
                                "client_id",
                                "C1",
                                "scope",
                                "https://www.googleapis.com/auth/drive")
                        .verdicts("SYN-08"))
                .as("known before")
                .containsExactly("pass");
        assertThat(app(60, "https://mail.google.com/")
                        .reachingBack(Duration.ofDays(5))
                        .verdicts("SYN-08"))
                .as("too little past to know what is new")
                .containsExactly("unknown");
        assertThat(facts().without("token").verdicts("SYN-08")).containsExactly("unknown");
    }

    @Test
    void domainWideAccessOfOthersIsToldUntilItIsRemoved() {
        Facts granted = facts().event(
                        9000,
                        "admin",
                        "AUTHORIZE_API_CLIENT_ACCESS",
                        ADMIN,
                        "API_CLIENT_NAME",
                        "999",
                        "API_SCOPES",
                        List.of("https://mail.google.com/"));
        assertThat(granted.verdicts("SYN-09")).containsExactly("fail app:999 critical");
        assertThat(granted.ownClientId("999").verdicts("SYN-09")).containsExactly("pass");
        granted.ownClientId("117");
        assertThat(granted.event(10, "admin", "REMOVE_API_CLIENT_ACCESS", ADMIN, "API_CLIENT_NAME", "999")
                        .verdicts("SYN-09"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("SYN-09")).containsExactly("unknown");
    }

    private static List<String> apps(long apps, long quarterAgo) {
        return facts().usage(2, "accounts:num_authorized_apps", apps)
                .usage(2, "accounts:num_users", 10)
                .usage(93, "accounts:num_authorized_apps", quarterAgo)
                .verdicts("SYN-10");
    }

    @Test
    void tooManyAppsAreToldAndTooFastGrowth() {
        assertThat(apps(31, 31)).containsExactly("fail tenant low");
        assertThat(apps(30, 30)).containsExactly("pass");
        assertThat(apps(25, 20)).containsExactly("fail tenant low");
        assertThat(apps(24, 20)).containsExactly("pass");
        assertThat(facts().verdicts("SYN-10")).containsExactly("unknown");
    }
}
