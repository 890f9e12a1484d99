package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.ActivityEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceJudgeTest {
    private static final RuleBook BOOK = SettingRulesReader.packaged();
    private static final String ROOT = "example.com";

    private static RuleVerdict judge(AdminEvents events, String rule) {
        return judge(events, rule, ROOT, Set.of());
    }

    private static RuleVerdict judge(AdminEvents events, String rule, String root, Set<String> existing) {
        ReferenceJudge judge = new ReferenceJudge(BOOK, root, existing);
        events.list().forEach(judge::add);
        return judge.judge().stream()
                .filter(v -> v.rule().policy().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static AdminEvents gmail(AdminEvents events, String setting, String value, String unit) {
        return events.event("CHANGE_EMAIL_SETTING", "SETTING_NAME", setting, "NEW_VALUE", value, "ORG_UNIT_NAME", unit);
    }

    private static AdminEvents docs(AdminEvents events, String setting, String value, Object... more) {
        Object[] all = new Object[more.length + 4];
        all[0] = "SETTING_NAME";
        all[1] = setting;
        all[2] = "NEW_VALUE";
        all[3] = value;
        System.arraycopy(more, 0, all, 4, more.length);
        return events.event("CHANGE_DOCS_SETTING", all);
    }

    private static AdminEvents events() {
        return new AdminEvents();
    }

    @Test
    void withoutEventsTheVerdictIsAssumed() {
        RuleVerdict met = judge(events(), "GWS.GMAIL.1.1");
        RuleVerdict notMet = judge(events(), "GWS.GMAIL.10.1");

        assertThat(met.outcome()).isEqualTo(Outcome.PASS);
        assertThat(notMet.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(met.assumed() && notMet.assumed()).isTrue();
        assertThat(met.basis()).isEqualTo(RuleVerdict.Evidence.DEFAULT);
    }

    @Test
    void aBadUnitBesideAnUnknownRootChangesNothing() {
        RuleVerdict verdict =
                judge(gmail(events(), "ENABLE_MAIL_DELEGATION_WITHIN_DOMAIN", "true", "Sales"), "GWS.GMAIL.1.1");

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.assumed()).isTrue();
    }

    @Test
    void unitsArePlainNamesAndSilenceIsNotBad() {
        AdminEvents events = gmail(events(), "ENABLE_OUTLOOK_SYNC", "false", ROOT);
        gmail(events, "ENABLE_OUTLOOK_SYNC", "true", "Sales");
        gmail(events, "IMAP_ACCESS", "ENABLED", "Lab");

        RuleVerdict verdict = judge(events, "GWS.GMAIL.10.1");

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.places()).extracting(RuleVerdict.Place::unit).containsExactly("Sales");
    }

    @Test
    void theOnlyUnitNamedIsTheRoot() {
        AdminEvents one = gmail(events(), "ENABLE_OUTLOOK_SYNC", "false", "Anything");

        assertThat(judge(one, "GWS.GMAIL.10.1", "", Set.of()).outcome()).isEqualTo(Outcome.PASS);
        gmail(one, "IMAP_ACCESS", "DISABLED", "Other");
        assertThat(judge(one, "GWS.GMAIL.10.1", "", Set.of()).assumed()).isTrue();
    }

    @Test
    void deletedUnitsAreDroppedOnlyWithAListOfTwo() {
        AdminEvents events = gmail(events(), "ENABLE_OUTLOOK_SYNC", "false", ROOT);
        gmail(events, "ENABLE_OUTLOOK_SYNC", "true", "Old");

        assertThat(judge(events, "GWS.GMAIL.10.1", ROOT, Set.of(ROOT)).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(judge(events, "GWS.GMAIL.10.1", ROOT, Set.of(ROOT, "New")).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void withoutAUnitNoneIsMeant() {
        AdminEvents events =
                events().event("CHANGE_EMAIL_SETTING", "SETTING_NAME", "ENABLE_OUTLOOK_SYNC", "NEW_VALUE", "true");
        gmail(events, "ENABLE_OUTLOOK_SYNC", "false", ROOT);

        assertThat(judge(events, "GWS.GMAIL.10.1").places())
                .extracting(RuleVerdict.Place::unit)
                .containsExactly("None");
    }

    @Test
    void aGroupThatNamesNoUnitIsNamedItselfAndNoUnitBesideIt() {
        for (String service : List.of("Sites", "Early Access Apps")) {
            AdminEvents events = events().event(
                            "TOGGLE_SERVICE_ENABLED",
                            "SERVICE_NAME",
                            service,
                            "NEW_VALUE",
                            "false",
                            "ORG_UNIT_NAME",
                            ROOT)
                    .event(
                            "TOGGLE_SERVICE_ENABLED",
                            "SERVICE_NAME",
                            service,
                            "NEW_VALUE",
                            "true",
                            "GROUP_EMAIL",
                            "team@example.com");

            RuleVerdict verdict = judge(events, service.equals("Sites") ? "GWS.SITES.1.1" : "GWS.COMMONCONTROLS.16.2");

            assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(verdict.places()).extracting(RuleVerdict.Place::group).containsExactly("team@example.com");
        }
    }

    @Test
    void deletionsAndMarkersArePlainWords() {
        assertThat(judge(
                                gmail(events(), "IMAP_ACCESS", "INHERIT_FROM_PARENT", ROOT)
                                        .event(
                                                "CHANGE_EMAIL_SETTING",
                                                "SETTING_NAME",
                                                "ENABLE_POP_ACCESS",
                                                "NEW_VALUE",
                                                "false",
                                                "ORG_UNIT_NAME",
                                                ROOT),
                                "GWS.GMAIL.9.1")
                        .outcome())
                .isEqualTo(Outcome.PASS);
        AdminEvents deleted = events().event(
                        "DELETE_APPLICATION_SETTING",
                        "APPLICATION_NAME",
                        "Google Chat",
                        "SETTING_NAME",
                        "ContentReportingProto report_types",
                        "NEW_VALUE",
                        "x",
                        "ORG_UNIT_NAME",
                        ROOT);
        assertThat(judge(deleted, "GWS.CHAT.5.2").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judge(deleted, "GWS.CHAT.5.2").places().get(0).value()).isEqualTo("DELETE_APPLICATION_SETTING");
    }

    @Test
    void groupsCountOnlyWhereTheRuleLooksAtThem() {
        AdminEvents outlook = gmail(events(), "ENABLE_OUTLOOK_SYNC", "false", ROOT)
                .event(
                        "CHANGE_EMAIL_SETTING",
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "NEW_VALUE",
                        "true",
                        "GROUP_EMAIL",
                        "g@x",
                        "ORG_UNIT_NAME",
                        ROOT);
        AdminEvents publishing = docs(events(), "PUBLISHING_TO_WEB", "NOT_ALLOWED", "ORG_UNIT_NAME", ROOT);
        docs(publishing, "PUBLISHING_TO_WEB", "ALLOWED", "ORG_UNIT_NAME", ROOT, "GROUP_EMAIL", "g@x");

        assertThat(judge(outlook, "GWS.GMAIL.10.1").outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge(publishing, "GWS.DRIVEDOCS.1.5").places())
                .extracting(RuleVerdict.Place::group)
                .containsExactly("g@x");
    }

    @Test
    void theQuirksAreRepeated() {
        AdminEvents sites = events().event(
                        "TOGGLE_SERVICE_ENABLED",
                        "SERVICE_NAME",
                        "Sites",
                        "NEW_VALUE",
                        "true",
                        "ORG_UNIT_NAME",
                        ROOT,
                        "GROUP_EMAIL",
                        "g@x");
        assertThat(judge(sites, "GWS.SITES.1.1").places())
                .extracting(RuleVerdict.Place::unit)
                .contains(ROOT);
        AdminEvents invites = docs(
                events(),
                "SHARING_INVITES_TO_NON_GOOGLE_ACCOUNTS",
                "NOT_ALLOWED",
                "ORG_UNIT_NAME",
                ROOT,
                "GROUP_EMAIL",
                "g@x");
        docs(invites, "SHARING_OUTSIDE_DOMAIN", "SHARING_ALLOWED", "ORG_UNIT_NAME", ROOT);
        assertThat(judge(invites, "GWS.DRIVEDOCS.1.4").assumed()).isFalse();
        // The empty value is a piece of any text; so is a piece of a word.
        assertThat(judge(docs(events(), "PUBLISHING_TO_WEB", "", "ORG_UNIT_NAME", ROOT), "GWS.DRIVEDOCS.1.5")
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(judge(
                                docs(
                                        events(),
                                        "SHARING_TEAM_DRIVE_CROSS_DOMAIN_OPTIONS",
                                        "MOVES",
                                        "ORG_UNIT_NAME",
                                        ROOT),
                                "GWS.DRIVEDOCS.1.7")
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void anUnforeseenValueIsBadOrNotAsTheTestSays() {
        assertThat(judge(gmail(events(), "ENABLE_OUTLOOK_SYNC", "maybe", ROOT), "GWS.GMAIL.10.1")
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(judge(docs(events(), "ENABLE_DOCS_ADD_ONS", "maybe", "ORG_UNIT_NAME", ROOT), "GWS.DRIVEDOCS.5.1")
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void settingsJudgedTogetherMustAllBeThere() {
        AdminEvents events =
                gmail(gmail(events(), "IMAP_ACCESS", "DISABLED", ROOT), "ENABLE_POP_ACCESS", "false", ROOT);
        gmail(events, "IMAP_ACCESS", "ENABLED", "Sales");

        assertThat(judge(events, "GWS.GMAIL.9.1").outcome()).isEqualTo(Outcome.PASS);
        gmail(events, "ENABLE_POP_ACCESS", "false", "Sales");
        assertThat(judge(events, "GWS.GMAIL.9.1").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void onlyTextualValuesAreRead() {
        AdminEvents events = events().event(
                        "CHANGE_EMAIL_SETTING",
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "NEW_VALUE",
                        true,
                        "ORG_UNIT_NAME",
                        ROOT);

        assertThat(judge(events, "GWS.GMAIL.10.1").assumed()).isTrue();
    }

    @Test
    void theNewestAnywhereStandsForTheTenant() {
        AdminEvents events = events().event(
                        "CHANGE_CALENDAR_SETTING",
                        "SETTING_NAME",
                        "ENABLE_EWS_INTEROP",
                        "NEW_VALUE",
                        "true",
                        "ORG_UNIT_NAME",
                        ROOT)
                .event(
                        "CHANGE_CALENDAR_SETTING",
                        "SETTING_NAME",
                        "ENABLE_EWS_INTEROP",
                        "NEW_VALUE",
                        "false",
                        "ORG_UNIT_NAME",
                        "Sales");

        assertThat(judge(events, "GWS.CALENDAR.3.1").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void servicesForOutsideAppsAreJudgedByTheirNewestEvent() {
        AdminEvents events = events().event(
                        "ALLOW_SERVICE_FOR_OAUTH2_ACCESS", "OAUTH2_SERVICE_NAME", "DRIVE", "ORG_UNIT_NAME", ROOT)
                .event(
                        "DISALLOW_SERVICE_FOR_OAUTH2_ACCESS",
                        "OAUTH2_SERVICE_NAME",
                        "DRIVE_HIGH_RISK",
                        "ORG_UNIT_NAME",
                        ROOT)
                .event("ALLOW_SERVICE_FOR_OAUTH2_ACCESS", "OAUTH2_SERVICE_NAME", "GMAIL");

        assertThat(judge(events, "GWS.COMMONCONTROLS.10.1").outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge(events, "GWS.COMMONCONTROLS.10.2").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judge(events, "GWS.COMMONCONTROLS.10.2").places()).hasSize(1);
    }

    @Test
    void ofAChoiceTheNewestEventIsTheState() {
        AdminEvents events = events().event("BLOCK_ALL_THIRD_PARTY_API_ACCESS", "ORG_UNIT_NAME", ROOT)
                .event("SIGN_IN_ONLY_THIRD_PARTY_API_ACCESS", "ORG_UNIT_NAME", "Sales", "GROUP_EMAIL", "g@x");

        assertThat(judge(events, "GWS.COMMONCONTROLS.10.4").places())
                .extracting(RuleVerdict.Place::unit)
                .containsExactly("Sales");
    }

    @Test
    void takeoutNeedsTheServiceAndTheSetting() {
        String setting = "UserTakeoutSettingsProto User Takeout ";
        AdminEvents events = events().event(
                        "TOGGLE_SERVICE_ENABLED",
                        "SERVICE_NAME",
                        "Google Takeout",
                        "NEW_VALUE",
                        "false",
                        "ORG_UNIT_NAME",
                        ROOT);
        assertThat(judge(events, "GWS.COMMONCONTROLS.12.1").assumed()).isTrue();
        events.event(
                "CHANGE_APPLICATION_SETTING",
                "APPLICATION_NAME",
                "Blogger",
                "SETTING_NAME",
                setting,
                "NEW_VALUE",
                "Disabled",
                "ORG_UNIT_NAME",
                ROOT);
        assertThat(judge(events, "GWS.COMMONCONTROLS.12.1").outcome()).isEqualTo(Outcome.PASS);
        events.event(
                "CHANGE_APPLICATION_SETTING",
                "APPLICATION_NAME",
                "YouTube",
                "SETTING_NAME",
                setting,
                "NEW_VALUE",
                "Enabled",
                "ORG_UNIT_NAME",
                ROOT);
        assertThat(judge(events, "GWS.COMMONCONTROLS.12.1").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void alertRulesFallBackToTheirDefaults() {
        RuleVerdict none = judge(events(), "GWS.COMMONCONTROLS.13.1");
        AdminEvents off = events().event(
                        "SYSTEM_DEFINED_RULE_UPDATED",
                        "SYSTEM_DEFINED_RULE_NAME",
                        "Leaked password",
                        "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE",
                        "Status changed from ON to OFF.");

        assertThat(none.assumed()).isTrue();
        assertThat(none.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judge(off, "GWS.COMMONCONTROLS.13.1").places())
                .hasSize(none.places().size() + 1);
    }

    @Test
    void anUnreadableTimeDropsTheEventButItsUnitStaysNamed() {
        ReferenceJudge judge = new ReferenceJudge(BOOK, "", Set.of());
        gmail(events(), "ENABLE_OUTLOOK_SYNC", "false", "One").list().forEach(judge::add);
        ActivityEvent model =
                gmail(events(), "IMAP_ACCESS", "ENABLED", "Two").list().get(0);
        judge.add(new ActivityEvent("admin", null, 5, 0, "", model.name(), null, null, null, null, model.parameters()));

        List<RuleVerdict> verdicts = judge.judge();
        assertThat(verdicts.stream()
                        .filter(v -> v.rule().policy().equals("GWS.GMAIL.10.1"))
                        .findFirst()
                        .orElseThrow()
                        .assumed())
                .isTrue();
    }

    @Test
    void positionsInBracketsAreComparedExactly() {
        AdminEvents events = events().event(
                        "CHANGE_APPLICATION_SETTING",
                        "APPLICATION_NAME",
                        "Gmail",
                        "SETTING_NAME",
                        "AttachmentDeepScanningSettingsProto deep_scanning_enabled[1]",
                        "NEW_VALUE",
                        "true",
                        "ORG_UNIT_NAME",
                        ROOT);

        assertThat(judge(events, "GWS.GMAIL.16.1").assumed()).isTrue();
    }
}
