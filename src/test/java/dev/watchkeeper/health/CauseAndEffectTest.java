package dev.watchkeeper.health;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseAndEffectTest {
    private static final String ADMIN = "adm@xinghai.example";
    private static final String DELIVERED = "gmail:num_inbound_delivered_emails";
    private static final String REJECTED = "gmail:num_inbound_rejected_emails";

    private static Facts ruleChanged(Facts facts, double minutesAgo) {
        return facts.event(
                minutesAgo,
                "admin",
                "CREATE_APPLICATION_SETTING",
                ADMIN,
                "APPLICATION_NAME",
                "Gmail",
                "SETTING_NAME",
                "ContentCompliance rules[7] content_compliance_info",
                "NEW_VALUE",
                "reject",
                "SETTING_METADATA",
                Map.of("rule_key", "e92d7", "DESCRIPTION", "block newsletters"));
    }

    private static Facts weeks(Facts facts, long newest) {
        facts.usage(2, DELIVERED, newest);
        for (int week = 1; week <= 8; week++) {
            facts.usage(2 + 7 * week, DELIVERED, 100);
        }
        return facts;
    }

    @Test
    void aRoutingChangeAndTheFallThatFollowsAreOneCriticalFinding() {
        Facts facts = weeks(ruleChanged(facts(), 2.5 * 1440), 6);
        List<Sighting> both = new ArrayList<>(facts.judge("EML-14"));
        both.addAll(facts.judge("EML-09"));

        List<Sighting> joined = CauseAndEffect.join(both, List.of());

        Sighting cause = joined.get(0);
        assertThat(cause.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(cause.subject()).isEqualTo("rule:e92d7");
        assertThat(cause.summary().en())
                .contains(ADMIN)
                .contains("block newsletters")
                .contains("only 6 mails came in, 100 are normal");
        assertThat(cause.remedy().en()).contains("Undo").contains(ADMIN);
        assertThat(cause.remedy().zh()).contains("恢复方法").contains(ADMIN);
        Sighting effect = joined.get(1);
        assertThat(effect.outcome()).isEqualTo(Sighting.Outcome.FAIL);
        assertThat(effect.explainedBy()).contains("EML-14 rule:e92d7");
    }

    @Test
    void aFallBeforeTheChangeIsNotItsEffect() {
        Facts facts = weeks(ruleChanged(facts(), 60), 6);

        assertThat(facts.verdicts("EML-14")).containsExactly("fail rule:e92d7 high");
    }

    @Test
    void moreRefusalsInTheReportOrInTheLogAreAnEffect() {
        Facts report =
                ruleChanged(facts(), 2.5 * 1440).usage(40, 3, REJECTED, 6).usage(2, REJECTED, 20);
        assertThat(report.judge("EML-14").get(0).summary().en()).contains("20 mails were refused, 6 are normal");
        assertThat(ruleChanged(facts(), 2.5 * 1440)
                        .usage(40, 3, REJECTED, 7)
                        .usage(2, REJECTED, 20)
                        .verdicts("EML-14"))
                .containsExactly("fail rule:e92d7 high");

        Facts log = ruleChanged(facts(), 300);
        for (int i = 0; i < 20; i++) {
            log.event(200 - i, "gmail", "delivery", null, "event_info", Map.of("mail_event_type", 30L));
        }
        assertThat(log.verdicts("EML-14")).containsExactly("fail rule:e92d7 critical");
    }

    @Test
    void aBurstOfTicketsAfterAChangeIsAnEffect() {
        Facts facts = ruleChanged(facts(), 300);
        for (int i = 0; i < 3; i++) {
            facts.ticket(200 - i * 10);
        }
        assertThat(facts.verdicts("EML-14")).containsExactly("fail rule:e92d7 critical");
        assertThat(facts.judge("EML-14").get(0).summary().en()).contains("3 tickets since, 0 are normal");

        Facts busy = ruleChanged(facts(), 300).ticket(200).ticket(190).ticket(180);
        for (int day = 1; day <= 30; day++) {
            busy.ticket(day * 1440 + 200).ticket(day * 1440 + 250);
        }
        assertThat(busy.verdicts("EML-14")).as("two a day are normal").containsExactly("fail rule:e92d7 high");
    }

    @Test
    void enforcementAndTheLockOutsThatFollowAreOne() {
        Facts facts = facts().usage(2, "accounts:num_users", 100)
                .usage(2, "accounts:num_users_2sv_not_enrolled_but_enforced", 40)
                .event(600, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true");
        assertThat(facts.verdicts("LGN-05")).containsExactly("fail tenant high");
        for (int i = 0; i < 5; i++) {
            facts.event(300, "login", "login_challenge", "u" + i + "@x", "login_challenge_status", "Challenge Failed.");
        }
        assertThat(facts.verdicts("LGN-05")).containsExactly("fail tenant critical");
        assertThat(facts.judge("LGN-05").get(0).remedy().en()).contains("Undo");
    }

    @Test
    void anInnocentLaterChangeDoesNotHideTheOneThatLockedPeopleOut() {
        Facts facts = facts().event(600, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true")
                .event(5, "admin", "CHANGE_TWO_STEP_VERIFICATION_FREQUENCY", "other@x", "NEW_VALUE", "x");
        for (int i = 0; i < 6; i++) {
            facts.event(300, "login", "login_failure", "u" + i + "@x");
        }
        assertThat(facts.verdicts("LGN-05"))
                .as("even if all are enrolled, or nobody knows who is")
                .containsExactly("fail tenant critical");
        assertThat(facts.judge("LGN-05").get(0).summary().en())
                .contains(ADMIN)
                .contains("6 users fail to sign in (0 before)");

        Facts always = facts().usage(2, "accounts:num_users", 100)
                .usage(2, "accounts:num_users_2sv_not_enrolled_but_enforced", 0)
                .event(600, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true");
        for (int i = 0; i < 6; i++) {
            always.event(300, "login", "login_failure", "u" + i + "@x").event(900, "login", "login_failure", i + "@x");
        }
        assertThat(always.verdicts("LGN-05")).as("as many failed before").containsExactly("pass");
    }

    @Test
    void ticketsAloneMakeEveryKindOfChangeCritical() {
        Facts facts = facts().event(600, "admin", "ENFORCE_STRONG_AUTHENTICATION", ADMIN, "NEW_VALUE", "true")
                .event(500, "admin", "CHANGE_APP_ACCESS", ADMIN, "OAUTH2_APP_NAME", "CRM")
                .event(450, "token", "deny", "one@x", "app_name", "CRM")
                .event(
                        550,
                        "admin",
                        "CHANGE_DOCS_SETTING",
                        ADMIN,
                        "SETTING_NAME",
                        "SHARING_OUTSIDE_DOMAIN",
                        "OLD_VALUE",
                        "SHARING_ALLOWED",
                        "NEW_VALUE",
                        "SHARING_NOT_ALLOWED")
                .ticket(400)
                .ticket(390)
                .ticket(380);
        for (String check : List.of("LGN-05", "SYN-01", "SHR-05")) {
            Sighting told = facts.judge(check).get(0);
            assertThat(told.severity()).as(check).isEqualTo(Severity.CRITICAL);
            assertThat(told.summary().en()).contains(ADMIN, "3 tickets", "0 are normal");
            assertThat(told.summary().zh()).contains(ADMIN, "3 个工单");
            assertThat(told.remedy().en()).contains("Undo");
        }
        assertThat(facts.ticket(60 * 24 * 50)
                        .without("token")
                        .event(100, "admin", "CHANGE_DOCS_SETTING", ADMIN)
                        .verdicts("SYN-01"))
                .containsExactly("unknown");
    }

    @Test
    void refusedFilesAreAnEffectOnlyOfAClosingAndOnlyIfThereWereFewerBefore() {
        assertThat(sharing("SHARING_NOT_ALLOWED", 4, 0)).containsExactly("fail sharing:all critical");
        assertThat(sharing("SHARING_NOT_ALLOWED", 4, 4)).containsExactly("fail sharing:all high");
        assertThat(sharing("SHARING_ALLOWED", 4, 0)).containsExactly("fail sharing:all high");
    }

    private static List<String> sharing(String value, int after, int before) {
        Facts facts = facts().event(
                        500,
                        "admin",
                        "CHANGE_DOCS_SETTING",
                        ADMIN,
                        "SETTING_NAME",
                        "SHARING_OUTSIDE_DOMAIN",
                        "NEW_VALUE",
                        value);
        for (int i = 0; i < after; i++) {
            facts.event(300, "drive", "request_access", "p" + i + "@partner");
        }
        for (int i = 0; i < before; i++) {
            facts.event(700, "drive", "request_access", "p" + i + "@partner");
        }
        return facts.verdicts("SHR-05");
    }

    @Test
    void blockedAppsOfTenUsersAreCritical() {
        Facts facts = facts().event(300, "admin", "CHANGE_APP_ACCESS", ADMIN);
        for (int i = 0; i < 10; i++) {
            facts.event(200, "token", "deny", "u" + i + "@x", "app_name", "CRM");
        }
        assertThat(facts.verdicts("SYN-01")).containsExactly("fail tenant critical");
        assertThat(facts.judge("SYN-01").get(0).remedy().en()).contains("CRM");
    }

    @Test
    void anIncidentOfGoogleExplainsWhatItsProductDoesAndNeverALeak() {
        List<Sighting> joined = CauseAndEffect.join(
                List.of(
                        sighting("OUT-01", Map.of("product", List.of("Gmail"))),
                        sighting("EML-09", Map.of()),
                        sighting("LEK-05", Map.of()),
                        sighting("LGN-01", Map.of())),
                List.of());

        assertThat(joined).extracting(s -> s.explainedBy().isPresent()).containsExactly(false, true, false, false);
    }

    @Test
    void anOutageSeenInSeveralTenantsExplainsTheCheck() {
        FleetOutage outage =
                new FleetOutage("LGN-06", Set.of("xinghai", "b", "c"), Instant.EPOCH, Duration.ofMinutes(15));
        List<Sighting> joined = CauseAndEffect.join(
                List.of(sighting("LGN-06", Map.of()), sighting("LGN-01", Map.of())), List.of(outage));

        assertThat(joined.get(0).explainedBy()).contains("OUT-02 check:LGN-06");
        assertThat(joined.get(1).explainedBy()).isEmpty();
        assertThat(facts().fleet(outage).verdicts("OUT-02")).containsExactly("fail check:lgn-06 high");
        assertThat(facts().fleet(outage).judge("OUT-02").get(0).evidence().toString())
                .doesNotContain("xinghai");
        assertThat(facts().fleet(
                                new FleetOutage("LGN-06", Set.of("a", "b", "c"), Instant.EPOCH, Duration.ofMinutes(15)))
                        .verdicts("OUT-02"))
                .containsExactly("pass");
        assertThat(facts().verdicts("OUT-02")).containsExactly("unknown");
        assertThat(facts().fleet().without("login").verdicts("OUT-02")).containsExactly("unknown");
    }

    @Test
    void theMinutesOfAnOutageAreThoseOfTheRuleForAllCustomers() {
        FleetOutage outage = new FleetOutage("LGN-06", Set.of("xinghai", "b"), Instant.EPOCH, Duration.ofMinutes(20));
        Calibration own = new Calibration(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(new Calibration.Exemption(
                        "xinghai",
                        "OUT-02",
                        Map.of("minutes", 5.0),
                        false,
                        "agreed",
                        java.time.LocalDate.of(2027, 1, 1))));

        assertThat(facts().fleet(outage)
                        .calibration(own)
                        .judge("OUT-02")
                        .get(0)
                        .summary()
                        .en())
                .isEqualTo("\"Single sign-on fails\" turned bad at 2 customers within 20 minutes.");
    }

    @Test
    void ticketsNeedFourWeeksToBeUnusual() {
        TicketFlow flow = new TicketFlow(List.of(Facts.NOW), Facts.NOW.minus(Duration.ofDays(20)));
        assertThat(flow.between(Facts.NOW, Facts.NOW.plusSeconds(1))).isEqualTo(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> flow.usual(Facts.NOW, Facts.NOW, Duration.ofHours(1)))
                .isInstanceOf(FactUnavailable.class);
    }

    private static Sighting sighting(String check, Map<String, Object> evidence) {
        var entry = Facts.CATALOGUE.entry(check);
        return new Sighting(
                check,
                "tenant",
                Sighting.Outcome.FAIL,
                entry.severity(),
                entry.title(),
                entry.title(),
                entry.title(),
                evidence,
                "");
    }
}
