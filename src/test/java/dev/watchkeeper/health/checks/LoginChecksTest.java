package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.Directory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginChecksTest {
    private static Facts failures(Facts facts, int count, double firstMinutesAgo, double stepMinutes) {
        for (int i = 0; i < count; i++) {
            facts.event(firstMinutesAgo - i * stepMinutes, "login", "login_failure", "li" + i + "@xinghai.example");
        }
        return facts;
    }

    private static Facts ofOneUser(int count, double stepMinutes) {
        Facts facts = facts();
        for (int i = 0; i < count; i++) {
            facts.event(100 - i * stepMinutes, "login", "login_failure", "Li@xinghai.example");
        }
        return facts;
    }

    @Test
    void twentyFailuresWithinAnHourAreTooManyForATenantThatHasNone() {
        assertThat(failures(facts(), 20, 55, 1).verdicts("LGN-01")).containsExactly("fail tenant high");
        assertThat(failures(facts(), 19, 55, 1).verdicts("LGN-01")).containsExactly("pass");
    }

    @Test
    void failuresMustBeThreeTimesWhatIsUsualAtThatHour() {
        Facts usual = failures(facts(), 29, 55, 1);
        Facts more = failures(facts(), 30, 55, 1);
        for (Facts facts : List.of(usual, more)) {
            for (int day = 1; day <= 28; day++) {
                for (int i = 0; i < 10; i++) {
                    facts.event(day * 1440 + 30 + i, "login", "login_failure", "u" + day + i + "@xinghai.example");
                }
            }
        }

        assertThat(usual.verdicts("LGN-01")).containsExactly("pass");
        Sighting sighting = more.judge("LGN-01").get(0);
        assertThat(sighting.outcome()).isEqualTo(Sighting.Outcome.FAIL);
        assertThat(sighting.evidence()).containsEntry("failures", 30L).containsEntry("usual", 10.0);
        assertThat(sighting.summary().en()).startsWith("30 sign-ins failed within an hour, 30 users concerned; 10");
    }

    @Test
    void withoutFourWeeksNobodyKnowsWhatIsUsual() {
        assertThat(failures(facts().reachingBack(Duration.ofDays(20)), 25, 55, 1)
                        .verdicts("LGN-01"))
                .containsExactly("unknown");
        assertThat(failures(facts().reachingBack(Duration.ofDays(20)), 5, 55, 1).verdicts("LGN-01"))
                .containsExactly("pass");
        assertThat(facts().without("login").verdicts("LGN-01")).containsExactly("unknown");
    }

    @Test
    void theUsualHourStaysTheSameWhenTheClocksChange() {
        // Berlin leaves summer time on 25 October 2026; nine o'clock local time is one hour later in UTC from then on.
        Instant now = Instant.parse("2026-10-26T08:50:00Z");
        Facts facts = facts().at(now).tenant(Tenants.aTenant("berlin", ZoneId.of("Europe/Berlin")));
        for (int i = 0; i < 25; i++) {
            facts.event(now.minusSeconds(60L * i + 60), "login", "login_failure", "n" + i + "@berlin.example");
        }
        for (int day = 1; day <= 28; day++) {
            Instant sameHour = now.atZone(ZoneId.of("Europe/Berlin"))
                    .minusDays(day)
                    .minusMinutes(20)
                    .toInstant();
            for (int i = 0; i < 20; i++) {
                facts.event(sameHour, "login", "login_failure", "d" + day + "i" + i + "@berlin.example");
            }
        }

        assertThat(facts.verdicts("LGN-01")).containsExactly("pass");
    }

    @Test
    void tenFailuresOfOneUserWithinAQuarterOfAnHourAreTooMany() {
        assertThat(ofOneUser(10, 15.0 / 9).verdicts("LGN-01")).containsExactly("fail user:li@xinghai.example medium");
        assertThat(ofOneUser(10, 16.0 / 9).verdicts("LGN-01")).containsExactly("pass");
        assertThat(ofOneUser(9, 1).verdicts("LGN-01")).containsExactly("pass");
    }

    @Test
    void anAccountThatGoogleDisabledIsToldUntilItIsActiveAgain() {
        Facts disabled = facts().event(
                        600,
                        "login",
                        "account_disabled_password_leak",
                        null,
                        "affected_email_address",
                        "chen@xinghai.example");
        assertThat(disabled.verdicts("LGN-02")).containsExactly("fail user:chen@xinghai.example critical");
        assertThat(disabled.judge("LGN-02").get(0).summary().zh()).contains("泄露");

        assertThat(disabled.event(60, "admin", "UNSUSPEND_USER", "a@x", "USER_EMAIL", "Chen@xinghai.example")
                        .verdicts("LGN-02"))
                .containsExactly("pass");
        assertThat(facts().without("login").verdicts("LGN-02")).containsExactly("unknown");
        assertThat(facts().verdicts("LGN-02")).containsExactly("pass");
    }

    @Test
    void theDirectoryConfirmsWhetherAnAccountIsStillDisabled() {
        Directory.Account chen = new Directory.Account("chen@xinghai.example", true, "ABUSE", null);
        Facts facts = facts().event(
                        600,
                        "login",
                        "account_disabled_spamming",
                        "chen@xinghai.example",
                        "affected_email_address",
                        "chen@xinghai.example");

        facts.directory(new Directory(List.of(), Map.of(chen.email(), chen), 10));
        assertThat(facts.judge("LGN-02").get(0).evidence()).containsEntry("suspension_reason", "ABUSE");

        facts.directory(new Directory(List.of(), Map.of(), 10));
        assertThat(facts.verdicts("LGN-02")).containsExactly("pass");
    }

    @Test
    void lockedAccountsAreTold() {
        String locked = "accounts:num_locked_users";
        assertThat(facts().usage(2, locked, 1).verdicts("LGN-03")).containsExactly("fail tenant medium");
        assertThat(facts().usage(2, locked, 0).verdicts("LGN-03")).containsExactly("pass");
        assertThat(facts().usage(2, "accounts:num_users", 5).verdicts("LGN-03")).containsExactly("unknown");
        assertThat(facts().verdicts("LGN-03")).containsExactly("unknown");
        assertThat(facts().usage(20, locked, 0).verdicts("LGN-03")).containsExactly("unknown");
    }

    @Test
    void usersWhoMustEnrolAndHaveNotAreNamed() {
        String missing = "accounts:num_users_2sv_not_enrolled_but_enforced";
        Facts facts = facts().usage(2, missing, 1)
                .user("li@x", "accounts:is_2sv_enforced", true, "accounts:is_2sv_enrolled", false)
                .user("wu@x", "accounts:is_2sv_enforced", true, "accounts:is_2sv_enrolled", true);

        assertThat(facts.judge("LGN-04").get(0).evidence()).containsEntry("names", List.of("li@x"));
        assertThat(facts.verdicts("LGN-04")).containsExactly("fail tenant high");
        assertThat(facts().usage(2, missing, 0).verdicts("LGN-04")).containsExactly("pass");
        assertThat(facts().verdicts("LGN-04")).containsExactly("unknown");
    }

    private static Facts suspended(int accounts, double stepMinutes) {
        Facts facts = facts();
        for (int i = 0; i < accounts; i++) {
            facts.event(600 - i * stepMinutes, "admin", "SUSPEND_USER", "sync@x", "USER_EMAIL", "u" + i + "@x");
        }
        return facts;
    }

    @Test
    void fiveSuspensionsOfOneActorWithinAnHourAreAWave() {
        assertThat(suspended(5, 15).verdicts("LGN-07")).containsExactly("fail user:sync@x high");
        assertThat(suspended(5, 15.1).verdicts("LGN-07")).containsExactly("pass");
        assertThat(suspended(4, 1).verdicts("LGN-07")).containsExactly("pass");
        assertThat(suspended(5, 15)
                        .event(5, "admin", "UNSUSPEND_USER", "a@x", "USER_EMAIL", "U3@x")
                        .verdicts("LGN-07"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("LGN-07")).containsExactly("unknown");
    }

    @Test
    void aJumpOfSuspendedAccountsInTheUsageReportIsAWaveToo() {
        String suspended = "accounts:num_suspended_users";
        assertThat(facts().usage(3, suspended, 50).usage(2, suspended, 55).verdicts("LGN-07"))
                .containsExactly("fail tenant high");
        assertThat(facts().usage(3, suspended, 51).usage(2, suspended, 56).verdicts("LGN-07"))
                .containsExactly("pass");
        assertThat(facts().usage(3, suspended, 10).usage(2, suspended, 12).verdicts("LGN-07"))
                .containsExactly("pass");
    }
}
