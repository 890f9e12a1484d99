package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.Completeness;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.OwnAccess;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HygieneChecksTest {
    private static final String ADMIN = "adm@xinghai.example";

    private static Facts coverage(long enrolled) {
        return facts().usage(2, "accounts:num_users", 120)
                .usage(2, "accounts:num_suspended_users", 15)
                .usage(2, "accounts:num_archived_users", 5)
                .usage(2, "accounts:num_users_2sv_enrolled", enrolled);
    }

    private static Directory administrators(Boolean... enrolled) {
        return new Directory(
                IntStream.range(0, enrolled.length)
                        .mapToObj(i -> new Directory.Account("a" + i + "@x", enrolled[i], null, null))
                        .toList(),
                Map.of(),
                50);
    }

    @Test
    void twoStepCoverageIsJudgedOverActiveUsers() {
        assertThat(coverage(90).verdicts("HYG-01")).containsExactly("pass");
        assertThat(coverage(89).verdicts("HYG-01")).containsExactly("fail tenant medium");
        assertThat(coverage(50).verdicts("HYG-01")).containsExactly("fail tenant medium");
        assertThat(coverage(49).verdicts("HYG-01")).containsExactly("fail tenant high");
        assertThat(coverage(95).directory(administrators(true, false)).verdicts("HYG-01"))
                .containsExactly("fail tenant critical");
        assertThat(coverage(95).directory(administrators(true, true)).verdicts("HYG-01"))
                .containsExactly("pass");
        assertThat(facts().usage(2, "accounts:num_users_2sv_enrolled", 5).verdicts("HYG-01"))
                .containsExactly("unknown");
        assertThat(facts().verdicts("HYG-01")).containsExactly("unknown");
    }

    @Test
    void weakPasswordsAreCounted() {
        String weak = "accounts:num_users_password_strength_weak";
        String tooShort = "accounts:num_users_password_length_non_compliant";
        assertThat(facts().usage(2, weak, 1).usage(2, tooShort, 0).verdicts("HYG-02"))
                .containsExactly("fail tenant medium");
        assertThat(facts().usage(2, weak, 0).usage(2, tooShort, 0).verdicts("HYG-02"))
                .containsExactly("pass");
        assertThat(facts().usage(2, weak, 0).verdicts("HYG-02")).containsExactly("unknown");
    }

    @Test
    void aNewAdministratorIsToldUntilTheRightIsTakenAway() {
        Facts granted = facts().directory(administrators(true, true))
                .event(600, "admin", "GRANT_ADMIN_PRIVILEGE", ADMIN, "USER_EMAIL", "It2@x");
        assertThat(granted.verdicts("HYG-03")).containsExactly("fail user:it2@x high");
        assertThat(granted.event(60, "admin", "REVOKE_ADMIN_PRIVILEGE", ADMIN, "USER_EMAIL", "it2@x")
                        .verdicts("HYG-03"))
                .containsExactly("pass");
        assertThat(facts().event(
                                600,
                                "admin",
                                "ASSIGN_ROLE",
                                ADMIN,
                                "USER_EMAIL",
                                "it2@x",
                                "ROLE_NAME",
                                "_SEED_ADMIN_ROLE")
                        .verdicts("HYG-03"))
                .containsExactly("fail user:it2@x high");
        assertThat(facts().event(
                                600,
                                "admin",
                                "ASSIGN_ROLE",
                                ADMIN,
                                "USER_EMAIL",
                                "it2@x",
                                "ROLE_NAME",
                                "_HELP_DESK_ADMIN_ROLE")
                        .directory(administrators(true, true))
                        .verdicts("HYG-03"))
                .containsExactly("pass");
        assertThat(facts().verdicts("HYG-03"))
                .as("without the Directory nobody knows how many there are")
                .containsExactly("unknown");
        assertThat(facts().without("admin").verdicts("HYG-03")).containsExactly("unknown");
    }

    @Test
    void moreThanFourSuperAdministratorsAreTooMany() {
        assertThat(facts().directory(administrators(true, true, true, true)).verdicts("HYG-03"))
                .containsExactly("pass");
        assertThat(facts().directory(administrators(true, true, true, true, true))
                        .verdicts("HYG-03"))
                .containsExactly("fail tenant medium");
        assertThat(facts().directory(administrators(true, true, true, true, true, true, true, true, true))
                        .verdicts("HYG-03"))
                .containsExactly("fail tenant high");
    }

    private static Facts lastLogin(long daysAgo) {
        LocalDate reportDay = facts().day(2);
        return facts().user(
                        "li@x",
                        "accounts:last_login_time",
                        reportDay.minusDays(daysAgo).atStartOfDay().toInstant(java.time.ZoneOffset.UTC));
    }

    @Test
    void accountsIdleForNinetyDaysAreTold() {
        assertThat(lastLogin(90).verdicts("HYG-04")).containsExactly("fail tenant low");
        assertThat(lastLogin(89).verdicts("HYG-04")).containsExactly("pass");
        assertThat(facts().user("li@x", "accounts:timestamp_last_login", Instant.EPOCH)
                        .verdicts("HYG-04"))
                .as("never")
                .containsExactly("fail tenant low");
        assertThat(facts().user(
                                "li@x",
                                "accounts:last_login_time",
                                Instant.EPOCH,
                                "accounts:creation_time",
                                Facts.NOW.minus(Duration.ofDays(5)))
                        .verdicts("HYG-04"))
                .as("never, but new")
                .containsExactly("pass");
        assertThat(facts().user("li@x", "accounts:last_login_time", Instant.EPOCH, "accounts:is_suspended", true)
                        .verdicts("HYG-04"))
                .containsExactly("pass");
        assertThat(facts().verdicts("HYG-04")).containsExactly("unknown");
    }

    private static Facts storage(long used) {
        return facts().usage(40, 2, "accounts:customer_used_quota_in_mb", used)
                .usage(2, "accounts:total_quota_in_mb", 1000);
    }

    @Test
    void storageIsJudgedByShareAndByTrend() {
        assertThat(storage(799).verdicts("HYG-05")).containsExactly("pass");
        assertThat(storage(800).verdicts("HYG-05")).containsExactly("fail tenant medium");
        assertThat(storage(900).verdicts("HYG-05")).containsExactly("fail tenant high");
        assertThat(facts().usage(2, "accounts:total_quota_in_mb", -1).verdicts("HYG-05"))
                .containsExactly("not_applicable");
        assertThat(facts().usage(2, "accounts:total_quota_in_mb", 1000).verdicts("HYG-05"))
                .containsExactly("unknown");
        assertThat(facts().verdicts("HYG-05")).containsExactly("unknown");

        Facts growing = facts().usage(2, "accounts:total_quota_in_mb", 1000);
        for (int day = 62; day >= 2; day--) {
            growing.usage(day, "accounts:customer_used_quota_in_mb", 700L - (day - 2) * 5L);
        }
        assertThat(growing.verdicts("HYG-05")).containsExactly("fail tenant high");
        assertThat(growing.judge("HYG-05").get(0).evidence()).containsEntry("days_left", 60L);
    }

    @Test
    void usersNearlyFullAreToldAboveFivePercent() {
        Facts facts = facts().usage(2, "accounts:num_users", 100);
        assertThat(facts.usage(2, "accounts:num_users_used_quota_ge_80percent", 6)
                        .verdicts("HYG-06"))
                .containsExactly("fail tenant medium");
        assertThat(facts.usage(2, "accounts:num_users_used_quota_ge_80percent", 5)
                        .verdicts("HYG-06"))
                .containsExactly("pass");
        assertThat(facts().verdicts("HYG-06")).containsExactly("unknown");
    }

    private static OwnAccess denied(int runs) {
        return new OwnAccess(
                List.of(new OwnAccess.Denied("reports:token", Facts.NOW, runs, true, "Access denied.")),
                List.of("reports:admin"));
    }

    @Test
    void lostAccessIsToldFromTheSecondRefusalOn() {
        assertThat(facts().access(denied(2)).verdicts("HYG-09")).containsExactly("fail tenant high");
        assertThat(facts().access(denied(1)).verdicts("HYG-09")).containsExactly("unknown");
        assertThat(facts().access(new OwnAccess(List.of(), List.of("reports:admin")))
                        .verdicts("HYG-09"))
                .containsExactly("pass");
        assertThat(facts().verdicts("HYG-09")).containsExactly("unknown");
        assertThat(facts().access(denied(2))
                        .ownClientId("117")
                        .event(900, "admin", "REMOVE_API_CLIENT_ACCESS", ADMIN, "API_CLIENT_NAME", "117")
                        .judge("HYG-09")
                        .get(0)
                        .evidence())
                .containsEntry("likely_cause", "REMOVE_API_CLIENT_ACCESS")
                .containsEntry("by", ADMIN);
    }

    private static Facts complete(Duration silence) {
        return facts().usage(2, "accounts:num_users", 5)
                .user("li@x")
                .completeness(new Completeness(
                        Facts.NOW.minus(silence),
                        Facts.NOW.minus(Duration.ofDays(40)),
                        Map.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void gapsAreTold() {
        assertThat(complete(Duration.ofDays(7)).verdicts("HYG-10")).containsExactly("pass");
        assertThat(complete(Duration.ofDays(7).plusMinutes(1)).verdicts("HYG-10"))
                .containsExactly("fail source:logs medium");
        assertThat(complete(Duration.ofDays(1))
                        .unknownSetting("NewProto new_name", 3)
                        .verdicts("HYG-10"))
                .containsExactly("fail source:settings low");
        assertThat(facts().verdicts("HYG-10")).containsExactly("unknown");
    }

    @Test
    void thresholdsAreTunedForAllOrForOneTenantUntilADate() {
        Facts facts = facts().usage(2, "accounts:num_locked_users", 2);
        Calibration global = new Calibration(Map.of("LGN-03", Map.of("locked", 2.0)), Map.of(), List.of(), List.of());
        assertThat(facts.calibration(global).verdicts("LGN-03")).containsExactly("pass");

        Calibration own = exception("xinghai", LocalDate.parse("2026-11-24"));
        assertThat(facts.calibration(own).verdicts("LGN-03")).containsExactly("pass");
        assertThat(facts.calibration(exception("xinghai", LocalDate.parse("2026-11-23")))
                        .verdicts("LGN-03"))
                .as("it ended yesterday")
                .containsExactly("fail tenant medium");
        assertThat(facts.calibration(exception("other", LocalDate.parse("2027-01-01")))
                        .verdicts("LGN-03"))
                .containsExactly("fail tenant medium");
        assertThat(new Calibration(Map.of("LGN-03", Map.of("lockt", 2.0)), Map.of(), List.of("LGN-99"), List.of())
                        .problems(Facts.CATALOGUE))
                .hasSize(2);
    }

    private static Calibration exception(String tenant, LocalDate until) {
        return new Calibration(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(new Calibration.Exemption(
                        tenant, "LGN-03", Map.of("locked", 5.0), false, "shared phones, agreed with Ms Li", until)));
    }
}
