package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailChecksTest {
    private static final String ADMIN = "adm@xinghai.example";
    private static final String DELIVERED = "gmail:num_inbound_delivered_emails";
    private static final String REJECTED = "gmail:num_inbound_rejected_emails";

    /** The same weekday of eight weeks before the day judged (two days ago). */
    private static Facts weeks(long usual, long newest) {
        Facts facts = facts().usage(2, DELIVERED, newest);
        for (int week = 1; week <= 8; week++) {
            facts.usage(2 + 7 * week, DELIVERED, usual);
        }
        return facts;
    }

    @Test
    void inboundMailBelowAFifthOfTheUsualWeekdayIsAnAlarm() {
        assertThat(weeks(100, 19).verdicts("EML-09")).containsExactly("fail tenant critical");
        assertThat(weeks(100, 20).verdicts("EML-09")).containsExactly("pass");
        assertThat(weeks(100, 0).judge("EML-09").get(0).summary().en()).contains("Only 0 mails");
        assertThat(weeks(50, 9).verdicts("EML-09")).containsExactly("fail tenant critical");
        assertThat(weeks(49, 0).verdicts("EML-09")).containsExactly("not_applicable");
        assertThat(weeks(100, 0).holidays(date -> true).verdicts("EML-09")).containsExactly("not_applicable");
        assertThat(facts().usage(2, DELIVERED, 0L).usage(9, DELIVERED, 100).verdicts("EML-09"))
                .containsExactly("unknown");
        assertThat(facts().usage(2, "gmail:num_emails_sent", 3).verdicts("EML-09"))
                .containsExactly("unknown");
        assertThat(facts().verdicts("EML-09")).containsExactly("unknown");
    }

    @Test
    void aMissingValueIsNotZero() {
        Facts facts = weeks(100, 90).usage(1, "accounts:num_users", 5);

        assertThat(facts.judge("EML-09").get(0).evidence()).containsEntry("delivered", 90L);
        assertThat(facts.verdicts("EML-09")).containsExactly("pass");
    }

    @Test
    void holidaysAreNoBaseline() {
        Facts facts = facts().usage(2, DELIVERED, 11);
        for (int week = 1; week <= 8; week++) {
            facts.usage(2 + 7 * week, DELIVERED, week > 4 ? 100 : 3);
        }
        assertThat(facts.verdicts("EML-09")).containsExactly("pass");

        var holidays = List.of(facts.day(9), facts.day(16), facts.day(23), facts.day(30));
        assertThat(facts.holidays(holidays::contains).verdicts("EML-09")).containsExactly("fail tenant critical");
    }

    private static Facts rejections(long rejected, long delivered) {
        return facts().usage(2, REJECTED, rejected)
                .usage(2, DELIVERED, delivered)
                .usage(30, 3, REJECTED, 10)
                .usage(30, 3, DELIVERED, 90);
    }

    @Test
    void rejectionsAreToldWhenTheShareDoublesAndEnoughMailIsConcerned() {
        assertThat(rejections(25, 75).verdicts("EML-10")).containsExactly("fail tenant high");
        assertThat(rejections(20, 81).verdicts("EML-10")).containsExactly("pass");
        assertThat(rejections(19, 10).verdicts("EML-10")).containsExactly("pass");
        assertThat(facts().usage(2, REJECTED, 50).usage(2, DELIVERED, 10).verdicts("EML-10"))
                .containsExactly("unknown");
        assertThat(facts().usage(2, REJECTED, 50).verdicts("EML-10")).containsExactly("unknown");
        assertThat(facts().verdicts("EML-10")).containsExactly("unknown");
    }

    @Test
    void refusalsOfOwnMailAreToldFromTenMailsOn() {
        String rejected = "gmail:num_outbound_rejected_emails";
        String delivered = "gmail:num_outbound_delivered_emails";
        assertThat(facts().usage(30, 2, delivered, 90)
                        .usage(30, 3, rejected, 1)
                        .usage(2, rejected, 10)
                        .verdicts("EML-11"))
                .containsExactly("fail tenant high");
        assertThat(facts().usage(30, 2, delivered, 90)
                        .usage(30, 3, rejected, 1)
                        .usage(2, rejected, 9)
                        .verdicts("EML-11"))
                .containsExactly("pass");
        assertThat(facts().verdicts("EML-11")).containsExactly("unknown");
    }

    @Test
    void spamIsToldWhenItsShareJumpsByTwentyPoints() {
        String spam = "gmail:num_inbound_spam_emails";
        String good = "gmail:num_inbound_non_spam_emails";
        Facts usual = facts().usage(30, 3, spam, 10).usage(30, 3, good, 90);
        assertThat(usual.usage(2, spam, 30).usage(2, good, 70).verdicts("EML-12"))
                .containsExactly("fail tenant medium");
        assertThat(usual.usage(2, spam, 29).usage(2, good, 71).verdicts("EML-12"))
                .containsExactly("pass");
        assertThat(usual.usage(2, spam, 40).usage(2, good, 9).verdicts("EML-12"))
                .containsExactly("pass");
        assertThat(facts().verdicts("EML-12")).containsExactly("unknown");
    }

    @Test
    void oneSaveOfARouteUnderOldAndNewNamesIsOneChange() {
        Facts facts = facts().event(
                        60,
                        "admin",
                        "CHANGE_GMAIL_SETTING",
                        ADMIN,
                        "SETTING_NAME",
                        "CONTENT_COMPLIANCE",
                        "USER_DEFINED_SETTING_NAME",
                        "e92d7")
                .event(
                        60,
                        "admin",
                        "CHANGE_APPLICATION_SETTING",
                        ADMIN,
                        "APPLICATION_NAME",
                        "Gmail",
                        "SETTING_NAME",
                        "ContentCompliance rules[7] content_compliance_info",
                        "NEW_VALUE",
                        "x",
                        "SETTING_METADATA",
                        Map.of("rule_key", "e92d7", "DESCRIPTION", "demo"));

        assertThat(facts.verdicts("EML-14")).containsExactly("fail rule:e92d7 high");
        assertThat(facts.judge("EML-14").get(0).summary().en()).contains(ADMIN).contains("demo");
    }

    @Test
    void aRouteIsKnownByItsNamesOldAndNewAndOthersAreNone() {
        assertThat(facts().event(60, "admin", "CREATE_GMAIL_SETTING", ADMIN, "SETTING_NAME", "EMAIL_ROUTE")
                        .verdicts("EML-14"))
                .containsExactly("fail rule:email_route high");
        assertThat(facts().event(
                                60,
                                "admin",
                                "DELETE_APPLICATION_SETTING",
                                ADMIN,
                                "APPLICATION_NAME",
                                "Gmail",
                                "SETTING_NAME",
                                "RuleState rule_state[14] enabled")
                        .verdicts("EML-14"))
                .hasSize(1)
                .allMatch(v -> v.startsWith("fail"));
        assertThat(facts().event(60, "admin", "TOGGLE_OUTBOUND_RELAY", ADMIN, "NEW_VALUE", "true")
                        .verdicts("EML-14"))
                .containsExactly("fail rule:toggle_outbound_relay high");
        assertThat(facts().event(
                                60,
                                "admin",
                                "CHANGE_APPLICATION_SETTING",
                                ADMIN,
                                "APPLICATION_NAME",
                                "Gmail",
                                "SETTING_NAME",
                                "ImapAccess enable_imap_access",
                                "NEW_VALUE",
                                "false")
                        .event(60, "admin", "CHANGE_GMAIL_SETTING", ADMIN, "SETTING_NAME", "SIGNATURE")
                        .verdicts("EML-14"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("EML-14")).containsExactly("unknown");
    }

    private static Facts groupsClosed(String value) {
        return facts().event(
                        60,
                        "admin",
                        "CHANGE_APPLICATION_SETTING",
                        ADMIN,
                        "APPLICATION_NAME",
                        "Groups for Business",
                        "SETTING_NAME",
                        "GroupsSharingSettingsProto owners_can_allow_incoming_mail_from_public",
                        "NEW_VALUE",
                        value);
    }

    @Test
    void groupsThatRefuseOutsideMailMatterWhereOneIsAPublicAddress() {
        assertThat(groupsClosed("false").verdicts("EML-15")).containsExactly("fail tenant high");
        assertThat(groupsClosed("true").verdicts("EML-15")).containsExactly("pass");
        assertThat(facts().event(
                                60,
                                "groups",
                                "change_basic_setting",
                                "o@x",
                                "group_email",
                                "Sales@xinghai.example",
                                "basic_setting",
                                "WHO_CAN_POST_MESSAGE",
                                "new_value",
                                "ALL_MEMBERS_CAN_POST")
                        .verdicts("EML-15"))
                .containsExactly("fail group:sales@xinghai.example high");
        assertThat(facts().without("admin").verdicts("EML-15")).containsExactly("unknown");
    }

    private static Facts quarantined(int count, double minutesAgo) {
        Facts facts = facts();
        for (int i = 0; i < count; i++) {
            facts.event(
                    minutesAgo,
                    "gmail",
                    "delivery",
                    null,
                    "event_info",
                    Map.of("mail_event_type", 5L),
                    "message_info",
                    Map.of("rfc2822_message_id", "<m" + i + "@x>"));
        }
        return facts;
    }

    @Test
    void quarantineIsToldWhenItGrowsOrGrowsOld() {
        assertThat(quarantined(10, 60).verdicts("EML-17")).containsExactly("fail tenant medium");
        assertThat(quarantined(9, 60).verdicts("EML-17")).containsExactly("pass");
        assertThat(quarantined(1, 1441).verdicts("EML-17")).containsExactly("fail tenant medium");
        assertThat(quarantined(1, 1441)
                        .event(
                                30,
                                "gmail",
                                "delivery",
                                null,
                                "event_info",
                                Map.of("mail_event_type", 6L),
                                "message_info",
                                Map.of("rfc2822_message_id", "<m0@x>"))
                        .verdicts("EML-17"))
                .containsExactly("pass");
        assertThat(quarantined(1, 1441)
                        .event(30, "admin", "RELEASE_FROM_QUARANTINE", ADMIN, "EMAIL_LOG_SEARCH_MSG_ID", "<m0@x>")
                        .verdicts("EML-17"))
                .containsExactly("pass");
        assertThat(facts().without("gmail").verdicts("EML-17")).containsExactly("unknown");
    }

    private static Facts refused(int count, String sender) {
        Facts facts = facts();
        for (int i = 0; i < count; i++) {
            facts.event(
                    60 + i,
                    "gmail",
                    "delivery",
                    null,
                    "event_info",
                    Map.of("mail_event_type", 0L),
                    "message_info",
                    Map.of(
                            "source",
                            Map.of("address", sender),
                            "connection_info",
                            Map.of("smtp_reply_code", 550L, "smtp_response_reason", 17L)));
        }
        return facts;
    }

    @Test
    void fiveRefusalsOfOnePartnerAreTold() {
        assertThat(refused(5, "ann@Partner.example").verdicts("EML-18"))
                .containsExactly("fail domain:partner.example medium");
        assertThat(refused(5, "ann@Partner.example").judge("EML-18").get(0).evidence())
                .containsEntry("why", "low domain reputation");
        assertThat(refused(4, "ann@partner.example").verdicts("EML-18")).containsExactly("pass");
        assertThat(facts().without("gmail").verdicts("EML-18")).containsExactly("unknown");
    }

    private static Facts mailbox(int percent, int totalMb) {
        return facts().usage(2, "accounts:total_quota_in_mb", 100_000)
                .user("li@x", "accounts:used_quota_in_percentage", percent, "accounts:total_quota_in_mb", totalMb)
                .user("wu@x", "accounts:used_quota_in_percentage", 10, "accounts:total_quota_in_mb", totalMb);
    }

    @Test
    void mailboxesAreToldFromNinetyPercentAndAtOnceWhenFull() {
        assertThat(mailbox(90, 30_000).verdicts("EML-19")).containsExactly("fail user:li@x high");
        assertThat(mailbox(100, 30_000).verdicts("EML-19")).containsExactly("fail user:li@x critical");
        assertThat(mailbox(89, 30_000).verdicts("EML-19")).containsExactly("pass");
        assertThat(mailbox(99, 100_000).verdicts("EML-19")).as("shared storage").containsExactly("pass");
        assertThat(mailbox(99, -1).verdicts("EML-19")).containsExactly("pass");
        assertThat(facts().verdicts("EML-19")).containsExactly("unknown");
    }

    @Test
    void anAttachmentActionThatHidesMailIsTold() {
        String setting = "Attachment safety Encrypted attachment protection setting action";
        assertThat(facts().event(
                                60,
                                "admin",
                                "CHANGE_APPLICATION_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                setting,
                                "NEW_VALUE",
                                "Quarantine")
                        .verdicts("ATT-02"))
                .hasSize(1)
                .allMatch(v -> v.startsWith("fail") && v.endsWith("medium"));
        assertThat(facts().event(
                                60,
                                "admin",
                                "CHANGE_APPLICATION_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                setting,
                                "NEW_VALUE",
                                "Show warning")
                        .verdicts("ATT-02"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("ATT-02")).containsExactly("unknown");
    }
}
