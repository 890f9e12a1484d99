package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharingAndLeakChecksTest {
    private static final String ADMIN = "adm@xinghai.example";

    private static Facts calendar(Facts facts, double minutesAgo, String level) {
        return facts.event(
                minutesAgo,
                "calendar",
                "change_calendar_acls",
                "li@x",
                "calendar_id",
                "li@x",
                "grantee_email",
                Watch.PUBLIC_CALENDAR,
                "access_level",
                level);
    }

    @Test
    void aPublicCalendarIsToldUntilItIsClosed() {
        Facts open = calendar(facts(), 30000, "read");
        assertThat(open.verdicts("SHR-02")).containsExactly("fail calendar:li@x high");
        assertThat(calendar(open, 20, "none").verdicts("SHR-02")).containsExactly("pass");
        assertThat(facts().event(
                                60,
                                "calendar",
                                "change_calendar_acls",
                                "li@x",
                                "calendar_id",
                                "li@x",
                                "grantee_email",
                                "wu@x",
                                "access_level",
                                "owner")
                        .verdicts("SHR-02"))
                .containsExactly("pass");
        assertThat(facts().without("calendar").verdicts("SHR-02")).containsExactly("unknown");
    }

    @Test
    void calendarLookUpsWithMicrosoftAreToldWhenAFifthFails() {
        Facts few = facts();
        Facts many = facts();
        for (int i = 0; i < 100; i++) {
            String name = "interop_freebusy_lookup_" + (i < 20 ? "un" : "") + "successful_availability";
            few.event(60, "calendar", name, "li@x");
            many.event(60, "calendar", i == 50 ? "interop_freebusy_lookup_unsuccessful_availability" : name, "li@x");
        }
        assertThat(few.verdicts("SHR-04")).containsExactly("pass");
        assertThat(many.verdicts("SHR-04")).containsExactly("fail tenant medium");
        assertThat(facts().verdicts("SHR-04")).containsExactly("not_applicable");
        assertThat(facts().without("calendar").verdicts("SHR-04")).containsExactly("unknown");
    }

    @Test
    void partnerDomainsAreNewsForAWeek() {
        assertThat(facts().event(60, "admin", "ADD_TRUSTED_DOMAINS", ADMIN, "DOMAIN_NAME", "Partner.example")
                        .verdicts("SHR-06"))
                .containsExactly("fail domain:partner.example medium");
        assertThat(facts().event(60, "admin", "REMOVE_TRUSTED_DOMAINS", ADMIN, "DOMAIN_NAME", "partner.example")
                        .judge("SHR-06")
                        .get(0)
                        .summary()
                        .en())
                .contains("stop opening");
        assertThat(facts().event(8 * 1440, "admin", "ADD_TRUSTED_DOMAINS", ADMIN, "DOMAIN_NAME", "p.example")
                        .verdicts("SHR-06"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("SHR-06")).containsExactly("unknown");
    }

    private static Facts deleted(double minutesAgo) {
        return facts().event(minutesAgo, "admin", "DELETE_USER", ADMIN, "USER_EMAIL", "old@x");
    }

    @Test
    void aDeletedUserWhoseFilesNobodyTookIsTold() {
        assertThat(deleted(1500).verdicts("SHR-07")).containsExactly("fail user:old@x high");
        assertThat(deleted(1400).verdicts("SHR-07"))
                .as("a day's time to hand over")
                .containsExactly("pass");
        assertThat(deleted(21 * 1440).verdicts("SHR-07")).as("gone for good").containsExactly("pass");
        assertThat(deleted(2900)
                        .event(
                                2000,
                                "admin",
                                "CREATE_DATA_TRANSFER_REQUEST",
                                ADMIN,
                                "USER_EMAIL",
                                "Old@x",
                                "DESTINATION_USER_EMAIL",
                                "new@x")
                        .verdicts("SHR-07"))
                .containsExactly("pass");
        assertThat(deleted(2900)
                        .event(1400, "admin", "CREATE_DATA_TRANSFER_REQUEST", ADMIN, "USER_EMAIL", "old@x")
                        .verdicts("SHR-07"))
                .as("more than a day later")
                .containsExactly("fail user:old@x high");
        assertThat(deleted(2900)
                        .event(100, "admin", "UNDELETE_USER", ADMIN, "USER_EMAIL", "old@x")
                        .verdicts("SHR-07"))
                .containsExactly("pass");
        assertThat(facts().without("admin").verdicts("SHR-07")).containsExactly("unknown");
    }

    private static Facts opened(Facts facts, String name, String title, boolean primary) {
        return facts.event(
                60,
                "drive",
                name,
                "li@x",
                "doc_id",
                "d1",
                "doc_title",
                title,
                "visibility",
                "people_with_link",
                "visibility_change",
                "external",
                "primary_event",
                primary);
    }

    @Test
    void aFileWithASensitiveTitleOpenedToAnyoneIsToldAtOnce() {
        String change = "change_document_visibility";
        assertThat(opened(facts(), change, "2026 工资表", true).verdicts("LEK-01")).containsExactly("fail file:d1 high");
        assertThat(opened(facts(), "change_document_access_scope", "Salary list", true)
                        .verdicts("LEK-01"))
                .containsExactly("fail file:d1 high");
        assertThat(opened(facts(), change, "Lunch menu", true).verdicts("LEK-01"))
                .as("papers meant for the public are no news")
                .containsExactly("pass");
        Facts many = facts();
        for (int i = 0; i <= 20; i++) {
            many.event(
                    60 + i,
                    "drive",
                    change,
                    "li@x",
                    "doc_id",
                    "m" + i,
                    "doc_title",
                    "Lunch menu",
                    "visibility",
                    "people_with_link",
                    "visibility_change",
                    "external",
                    "primary_event",
                    true);
        }
        assertThat(many.verdicts("LEK-01")).containsExactly("fail tenant low");
        assertThat(opened(facts(), change, "Salary list", false).verdicts("LEK-01"))
                .containsExactly("pass");
        assertThat(opened(facts(), change + "_hierarchy_reconciled", "Salary list", true)
                        .verdicts("LEK-01"))
                .containsExactly("pass");
        assertThat(opened(facts(), change, "Salary list", true)
                        .event(
                                20,
                                "drive",
                                change,
                                "li@x",
                                "doc_id",
                                "d1",
                                "visibility",
                                "private",
                                "visibility_change",
                                "internal",
                                "primary_event",
                                true)
                        .verdicts("LEK-01"))
                .as("closed again")
                .containsExactly("pass");
        assertThat(facts().without("drive").verdicts("LEK-01")).containsExactly("unknown");
    }

    private static Facts openItems(long usual, long newest) {
        Facts facts = facts();
        String name = "drive:num_owned_items_with_visibility_";
        facts.usage(30, 3, name + "anyone_with_link_added", usual).usage(2, name + "anyone_with_link_added", newest);
        facts.usage(30, 2, name + "public_added", 0).usage(30, 2, name + "shared_externally_added", 0);
        return facts;
    }

    @Test
    void openItemsAreToldWhenThreeTimesAsManyAsUsualAreAdded() {
        assertThat(openItems(5, 16).verdicts("LEK-02")).containsExactly("fail tenant medium");
        assertThat(openItems(5, 15).verdicts("LEK-02")).containsExactly("pass");
        assertThat(facts().verdicts("LEK-02")).containsExactly("unknown");
    }

    @Test
    void fiveFilesToPrivateMailboxesInADayAreTold() {
        Facts four = facts();
        Facts five = facts();
        for (int i = 0; i < 5; i++) {
            (i < 4 ? four : facts())
                    .event(
                            60 + i,
                            "drive",
                            "change_user_access",
                            "li@x",
                            "doc_id",
                            "d" + i,
                            "visibility_change",
                            "external",
                            "target_user",
                            "li@QQ.com");
            five.event(
                    60 + i,
                    "drive",
                    "change_user_access",
                    "li@x",
                    "doc_id",
                    "d" + i,
                    "visibility_change",
                    "external",
                    "target_user",
                    "li@QQ.com");
        }
        assertThat(five.verdicts("LEK-03")).containsExactly("fail user:li@x high");
        assertThat(four.event(
                                50,
                                "drive",
                                "change_user_access",
                                "li@x",
                                "doc_id",
                                "d9",
                                "visibility_change",
                                "external",
                                "target_user",
                                "li@partner.example")
                        .verdicts("LEK-03"))
                .containsExactly("pass");
        assertThat(facts().without("drive").verdicts("LEK-03")).containsExactly("unknown");
    }

    private static Facts downloads(int count, double stepMinutes) {
        Facts facts = facts();
        for (int i = 0; i < count; i++) {
            facts.event(300 - i * stepMinutes, "drive", "download", "Li@x", "primary_event", true, "doc_id", "d" + i);
        }
        return facts;
    }

    @Test
    void aHundredDownloadsWithinTenMinutesAreMassDownload() {
        assertThat(downloads(100, 10.0 / 99).verdicts("LEK-04")).containsExactly("fail user:li@x critical");
        Facts busy = downloads(99, 10.0 / 99);
        for (int day = 2; day < 30; day++) {
            for (int i = 0; i < 20; i++) {
                busy.event(day * 1440, "drive", "download", "li@x", "primary_event", true, "doc_id", "e" + i);
            }
        }
        assertThat(busy.verdicts("LEK-04"))
                .as("99 is less than five times the own peak")
                .containsExactly("pass");
    }

    @Test
    void fiveTimesTheOwnPeakOfFourWeeksIsMassDownloadToo() {
        Facts facts = downloads(25, 0.1);
        for (int i = 0; i < 5; i++) {
            facts.event(10 * 1440, "drive", "download", "li@x", "primary_event", true, "doc_id", "e" + i);
        }
        assertThat(facts.verdicts("LEK-04")).containsExactly("fail user:li@x critical");
        assertThat(downloads(24, 0.1).verdicts("LEK-04")).containsExactly("pass");
        assertThat(downloads(50, 0.1).reachingBack(Duration.ofDays(10)).verdicts("LEK-04"))
                .containsExactly("unknown");
        assertThat(facts().without("drive").verdicts("LEK-04")).containsExactly("unknown");
    }

    @Test
    void deletionsCountTogetherWithTheTrash() {
        Facts facts = facts();
        for (int i = 0; i < 100; i++) {
            facts.event(300 - i * 0.05, "drive", i % 2 == 0 ? "delete" : "trash", "li@x", "primary_event", true);
        }
        assertThat(facts.verdicts("LEK-04")).containsExactly("fail user:li@x/delete critical");
    }

    private static Facts forwarding(String target) {
        return facts().event(
                        600,
                        "user_accounts",
                        "email_forwarding_out_of_domain",
                        "li@x",
                        "email_forwarding_destination_address",
                        target);
    }

    @Test
    void forwardingOutsideIsToldAndWorseToAPrivateMailbox() {
        assertThat(forwarding("li@partner.example").verdicts("LEK-05")).containsExactly("fail user:li@x high");
        assertThat(forwarding("li@gmail.com").verdicts("LEK-05")).containsExactly("fail user:li@x critical");
        assertThat(forwarding("li@partner.example")
                        .event(700, "login", "suspicious_login", null, "affected_email_address", "Li@x")
                        .verdicts("LEK-05"))
                .as("after a suspicious sign-in")
                .containsExactly("fail user:li@x critical");
        assertThat(facts().event(
                                600,
                                "login",
                                "email_forwarding_out_of_domain",
                                "li@x",
                                "email_forwarding_destination_address",
                                "li@partner.example")
                        .event(
                                600,
                                "user_accounts",
                                "email_forwarding_out_of_domain",
                                "li@x",
                                "email_forwarding_destination_address",
                                "li@partner.example")
                        .judge("LEK-05"))
                .as("the same event in both logs counts once")
                .hasSize(1);
        assertThat(facts().verdicts("LEK-05")).containsExactly("pass");
        assertThat(facts().without("user_accounts").verdicts("LEK-05")).containsExactly("unknown");
    }

    @Test
    void anExportOfTheWholeTenantIsCritical() {
        assertThat(facts().event(60, "admin", "CUSTOMER_TAKEOUT_CREATED", ADMIN).verdicts("LEK-07"))
                .containsExactly("fail tenant critical");
        assertThat(facts().event(60, "takeout", "STARTED_USER_TAKEOUT", "li@x", "USER_EMAIL", "li@x")
                        .verdicts("LEK-07"))
                .containsExactly("fail user:li@x medium");
        assertThat(facts().without("takeout").verdicts("LEK-07")).containsExactly("pass");
        assertThat(facts().without("admin").verdicts("LEK-07")).containsExactly("unknown");
    }

    private static Facts suspicious() {
        return facts().event(600, "login", "suspicious_login", null, "affected_email_address", "li@x");
    }

    @Test
    void twoStepsOfAThiefAfterASuspiciousSignInAreATakeover() {
        assertThat(suspicious()
                        .event(500, "user_accounts", "2sv_disable", "Li@x")
                        .event(400, "token", "authorize", "li@x", "client_id", "c", "scope", "https://mail.google.com/")
                        .verdicts("LEK-08"))
                .containsExactly("fail user:li@x critical");
        assertThat(suspicious()
                        .event(500, "login", "2sv_disable", "li@x")
                        .event(500, "user_accounts", "2sv_disable", "li@x")
                        .verdicts("LEK-08"))
                .as("one step told twice")
                .containsExactly("pass");
        assertThat(suspicious()
                        .event(500, "user_accounts", "2sv_disable", "wu@x")
                        .event(400, "token", "authorize", "wu@x", "client_id", "c")
                        .verdicts("LEK-08"))
                .as("somebody else")
                .containsExactly("pass");
        assertThat(facts().event(3000, "login", "login_success", "li@x", "is_suspicious", true)
                        .event(1500, "user_accounts", "2sv_disable", "li@x")
                        .event(1500, "user_accounts", "recovery_email_edit", "li@x")
                        .verdicts("LEK-08"))
                .as("more than a day later")
                .containsExactly("pass");
        assertThat(suspicious().without("drive").verdicts("LEK-08")).containsExactly("unknown");
    }
}
