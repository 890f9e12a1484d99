package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.tenant.Profile;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MoreLoginChecksTest {
    private static final String ADMIN = "adm@xinghai.example";

    private static Facts withUsers(int notEnrolled) {
        return facts().usage(2, "accounts:num_users", 120)
                .usage(2, "accounts:num_suspended_users", 20)
                .usage(2, "accounts:num_users_2sv_not_enrolled_but_enforced", notEnrolled);
    }

    @Test
    void enforcementIsNewsWhileMoreThanATenthIsNotEnrolled() {
        Facts facts = withUsers(11).event(60, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true");
        assertThat(facts.verdicts("LGN-05")).containsExactly("fail tenant high");
        assertThat(facts.judge("LGN-05").get(0).summary().en()).contains(ADMIN).contains("11");

        assertThat(withUsers(10)
                        .event(60, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true")
                        .verdicts("LGN-05"))
                .containsExactly("pass");
        assertThat(withUsers(90)
                        .event(60, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "false")
                        .verdicts("LGN-05"))
                .containsExactly("pass");
        assertThat(withUsers(90)
                        .event(15 * 1440, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true")
                        .verdicts("LGN-05"))
                .containsExactly("pass");
        assertThat(withUsers(0)
                        .usage(2, "accounts:num_users_2sv_enrolled", 40)
                        .event(60, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true")
                        .verdicts("LGN-05"))
                .as("nobody counts as enforced yet, but 60 of 100 have not enrolled")
                .containsExactly("fail tenant high");
        assertThat(facts().verdicts("LGN-05")).containsExactly("unknown");
        assertThat(withUsers(90).without("admin").verdicts("LGN-05")).containsExactly("unknown");
    }

    private static Facts ssoFailures(int users, double step) {
        Facts facts = facts();
        for (int i = 0; i < users; i++) {
            facts.event(100 - i * step, "saml", "login_failure", "u" + i + "@x", "application_name", "CRM");
        }
        return facts;
    }

    @Test
    void fiveUsersFailingAtOneApplicationWithinAQuarterOfAnHourAreAnOutage() {
        assertThat(ssoFailures(5, 3.75).verdicts("LGN-06")).containsExactly("fail sso:crm critical");
        assertThat(ssoFailures(5, 3.8).verdicts("LGN-06")).containsExactly("pass");
        assertThat(ssoFailures(4, 1).verdicts("LGN-06")).containsExactly("pass");
        assertThat(facts().without("saml").verdicts("LGN-06")).containsExactly("unknown");
        assertThat(facts().without("admin").verdicts("LGN-06")).containsExactly("unknown");
        assertThat(ssoFailures(5, 3.75).without("admin").verdicts("LGN-06"))
                .as("what failed, failed")
                .containsExactly("fail sso:crm critical");
    }

    private static Facts signIns(int perWeek) {
        Facts facts = facts().tenant(Tenants.aTenant("berlin", ZoneOffset.UTC));
        for (int week = 1; week <= 4; week++) {
            for (int i = 0; i < perWeek; i++) {
                facts.event(week * 7 * 1440 + 60 + i, "login", "login_success", "u@x", "login_type", "saml");
            }
        }
        return facts;
    }

    @Test
    void silenceOfTheOwnSignInServiceIsToldWhereThereAlwaysIsSomebody() {
        assertThat(signIns(5).verdicts("LGN-06")).containsExactly("fail tenant critical");
        assertThat(signIns(4).verdicts("LGN-06")).containsExactly("pass");
        assertThat(signIns(5)
                        .event(50, "login", "login_success", "u@x", "login_type", "saml")
                        .verdicts("LGN-06"))
                .containsExactly("pass");
        assertThat(signIns(5).holidays(date -> true).verdicts("LGN-06")).containsExactly("pass");
    }

    private static List<String> password(String item, String before, String value) {
        return facts().event(
                        60,
                        "admin",
                        "CHANGE_APPLICATION_SETTING",
                        ADMIN,
                        "APPLICATION_NAME",
                        "Security",
                        "SETTING_NAME",
                        "Password Management - " + item,
                        "OLD_VALUE",
                        before,
                        "NEW_VALUE",
                        value)
                .verdicts("LGN-08");
    }

    @Test
    void passwordRulesAreToldWhenTheyTightenOnly() {
        assertThat(password("Minimum password length", "8", "12"))
                .containsExactly("fail setting:minimum password length: medium");
        assertThat(password("Minimum password length", "12", "8")).containsExactly("pass");
        assertThat(password("Enforce strong password", "off", "on")).hasSize(1).allMatch(v -> v.startsWith("fail"));
        assertThat(password("Enforce password policy at next login", "false", "true"))
                .allMatch(v -> v.startsWith("fail"));
        assertThat(password("Password reset frequency", "0", "90")).allMatch(v -> v.startsWith("fail"));
        assertThat(password("Password reset frequency", "90", "180")).containsExactly("pass");
        assertThat(password("Password reset frequency", "90", "0")).containsExactly("pass");
        assertThat(facts().event(60, "admin", "CHANGE_PASSWORD_MIN_LENGTH", ADMIN, "OLD_VALUE", "8", "NEW_VALUE", "10")
                        .verdicts("LGN-08"))
                .allMatch(v -> v.startsWith("fail"));
        assertThat(facts().without("admin").verdicts("LGN-08")).containsExactly("unknown");
    }

    private static Facts toggled(String service, String value) {
        return facts().event(
                        90,
                        "admin",
                        "TOGGLE_SERVICE_ENABLED",
                        ADMIN,
                        "SERVICE_NAME",
                        service,
                        "NEW_VALUE",
                        value,
                        "ORG_UNIT_NAME",
                        "Sales");
    }

    @Test
    void aCoreServiceThatIsOffIsTold() {
        assertThat(toggled("Gmail", "false").verdicts("LGN-09")).containsExactly("fail service:gmail@sales high");
        assertThat(toggled("GOOGLE_DRIVE", "false").verdicts("LGN-09")).allMatch(v -> v.startsWith("fail"));
        assertThat(toggled("Blogger", "false").verdicts("LGN-09")).containsExactly("pass");
        assertThat(toggled("Gmail", "true").verdicts("LGN-09")).containsExactly("pass");
        assertThat(toggled("Gmail", "false")
                        .event(
                                30,
                                "admin",
                                "TOGGLE_SERVICE_ENABLED",
                                ADMIN,
                                "SERVICE_NAME",
                                "Gmail",
                                "NEW_VALUE",
                                "true",
                                "ORG_UNIT_NAME",
                                "Sales")
                        .verdicts("LGN-09"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("LGN-09")).containsExactly("unknown");
    }

    private static Directory administrators(int count) {
        return new Directory(
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(i -> new Directory.Account("a" + i + "@x", true, null, null))
                        .toList(),
                Map.of(),
                50);
    }

    @Test
    void oneSuperAdministratorIsTooFew() {
        assertThat(facts().directory(administrators(1)).verdicts("LGN-10")).containsExactly("fail tenant high");
        assertThat(facts().directory(administrators(2)).verdicts("LGN-10")).containsExactly("pass");
        assertThat(facts().verdicts("LGN-10")).containsExactly("unknown");
    }

    @Test
    void oldSignInIsJudgedByProfile() {
        String allowed = "accounts:num_users_less_secure_apps_access_allowed";
        assertThat(facts().usage(2, allowed, 1).verdicts("LGN-12")).containsExactly("fail tenant medium");
        assertThat(facts().tenant(Tenants.aTenant("x", ZoneOffset.UTC, Profile.OPEN))
                        .usage(2, allowed, 1)
                        .verdicts("LGN-12"))
                .containsExactly("fail tenant low");
        assertThat(facts().usage(2, allowed, 0).verdicts("LGN-12")).containsExactly("pass");
        assertThat(facts().verdicts("LGN-12")).containsExactly("unknown");
    }
}
