package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of examples: root example.com, units /Sales, /Sales/Inside, /Lab/Sales; good is off, the default is on. */
class ProductJudgeTest {
    private static final RuleBook BOOK = SettingRulesReader.packaged();
    private static final String RULE = "GWS.GMAIL.10.1";
    private static final String ROOT = "example.com";
    private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");
    private static final List<UnitTree.Listed> UNITS = List.of(
            new UnitTree.Listed("1", "/Sales"),
            new UnitTree.Listed("2", "/Sales/Inside"),
            new UnitTree.Listed("3", "/Lab"),
            new UnitTree.Listed("4", "/Lab/Sales"));

    private static RuleVerdict judge(AdminEvents events) {
        return judge(events.list(), RULE);
    }

    private static RuleVerdict judge(List<ActivityEvent> events, String rule) {
        return new ProductJudge(ledger(events, LATER)).judge(BOOK.rule(rule).orElseThrow());
    }

    private static Ledger ledger(List<ActivityEvent> events, Instant until) {
        Ledger.Builder builder = Ledger.builder(BOOK, AdminEvents.START.minusSeconds(60), until)
                .listing(UNITS)
                .rootNames(Set.of(ROOT));
        events.forEach(builder::add);
        return builder.build();
    }

    private static List<String> places(RuleVerdict verdict) {
        return verdict.places().stream()
                .map(p -> (p.unit() == null ? "group " + p.group() : p.unit()) + "=" + p.value())
                .toList();
    }

    private static AdminEvents events() {
        return new AdminEvents();
    }

    @Test
    void nothingSeenIsUnknownWithTheDefaultAsAHint() {
        RuleVerdict verdict = judge(events());

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict.places().get(0).value()).isEqualTo("never seen (documented default: true)");
    }

    @Test
    void anOffRootIsInheritedByAssumption() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.assumed()).isTrue();
    }

    @Test
    void anOverrideIsBadThereAndBelow() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false").outlookSync("/Sales", "true"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(places(verdict)).containsExactly("/Sales=true", "/Sales/Inside=true");
        assertThat(verdict.places().get(1).inheritedFrom()).isEqualTo("/Sales");
    }

    @Test
    void aTakenBackOverrideIsFine() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false")
                .outlookSync("/Sales", "true")
                .outlookSync("/Sales", "INHERIT_FROM_PARENT"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aDeletionAtTheRootBringsTheDocumentedDefaultBack() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false")
                .event(
                        "DELETE_APPLICATION_SETTING",
                        "APPLICATION_NAME",
                        "Gmail",
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "ORG_UNIT_NAME",
                        ROOT));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.places()).hasSize(5);
        assertThat(verdict.basis()).isEqualTo(RuleVerdict.Evidence.DEFAULT);
    }

    @Test
    void aBadUnitCountsEvenIfTheRootIsUnknown() {
        RuleVerdict verdict = judge(events().outlookSync("/Sales", "true"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(places(verdict)).containsExactly("/Sales=true", "/Sales/Inside=true");
    }

    @Test
    void aNameThatTwoUnitsHaveLeavesBothUnknown() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false").outlookSync("Sales", "true"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(places(verdict))
                .containsExactly("/Lab/Sales=ambiguous", "/Sales=ambiguous", "/Sales/Inside=ambiguous");
    }

    @Test
    void aGroupIsBadByItselfAndLeavesTheUnitItNamesAlone() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false")
                .event(
                        "CHANGE_EMAIL_SETTING",
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "NEW_VALUE",
                        "true",
                        "ORG_UNIT_NAME",
                        ROOT,
                        "GROUP_EMAIL",
                        "G@example.com"));

        assertThat(places(verdict)).containsExactly("group g@example.com=true");
    }

    private static AdminEvents group(AdminEvents events, String group, String value) {
        return events.event(
                "CHANGE_EMAIL_SETTING",
                "SETTING_NAME",
                "ENABLE_OUTLOOK_SYNC",
                "NEW_VALUE",
                value,
                "ORG_UNIT_NAME",
                ROOT,
                "GROUP_EMAIL",
                group);
    }

    private static AdminEvents priorities(AdminEvents events, String list) {
        return events.event(
                "REORDER_GROUP_BASED_POLICIES_EVENT",
                "APPLICATION_NAME",
                "Gmail",
                "SETTING_NAME",
                "ENABLE_OUTLOOK_SYNC",
                "GROUP_PRIORITIES",
                list);
    }

    @Test
    void aGroupNamesThoseWhoseValueMembersOfBothHaveInstead() {
        AdminEvents events = events().outlookSync(ROOT, "false");
        group(events, "vip@example.com", "false");
        group(events, "lab@example.com", "true");
        priorities(events, "[lab@example.com, vip@example.com]");
        priorities(events, "[VIP@example.com, silent@example.com, lab@example.com]");

        RuleVerdict verdict = judge(events);

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(places(verdict)).containsExactly("group lab@example.com=true");
        assertThat(verdict.places().get(0).outrankedBy()).containsExactly("vip@example.com");
        assertThat(ledger(events.list(), LATER).unknownNames()).isEmpty();
    }

    @Test
    void ofTwoOrdersTheNewerCountsHoweverTheyArrive() {
        AdminEvents events = events();
        group(events, "vip@example.com", "true");
        group(events, "lab@example.com", "true");
        priorities(events, "vip@example.com;lab@example.com");
        priorities(events, "lab@example.com;vip@example.com");
        List<ActivityEvent> backwards = new ArrayList<>(events.list());
        Collections.reverse(backwards);

        for (List<ActivityEvent> order : List.of(events.list(), backwards)) {
            Ledger ledger = ledger(order, LATER);
            assertThat(ledger.outranking("gmail|ENABLE_OUTLOOK_SYNC", "vip@example.com"))
                    .containsExactly("lab@example.com");
            assertThat(ledger.outranking("gmail|ENABLE_OUTLOOK_SYNC", "lab@example.com"))
                    .isEmpty();
        }
    }

    @Test
    void theOneNameThatBelongsToNoUnitIsTheRoots() {
        AdminEvents strange = events().outlookSync("Example Holding", "false").outlookSync("Lab", "false");

        assertThat(judge(strange).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge(strange.outlookSync("Somewhere", "false")).outcome()).isEqualTo(Outcome.UNKNOWN);
        // The root goes by the name we know, so the other one is a unit we cannot place.
        assertThat(judge(events().outlookSync(ROOT, "false").outlookSync("Example Holding", "true"))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void aDeletedGroupIsDropped() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false")
                .event(
                        "CHANGE_EMAIL_SETTING",
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "NEW_VALUE",
                        "true",
                        "GROUP_EMAIL",
                        "g@example.com")
                .event("DELETE_GROUP", "GROUP_EMAIL", "g@example.com"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aRemovedUnitJudgesNothing() {
        RuleVerdict verdict = judge(events().event("CREATE_ORG_UNIT", "ORG_UNIT_NAME", "/Old")
                .outlookSync(ROOT, "false")
                .outlookSync("/Old", "true")
                .event("REMOVE_ORG_UNIT", "ORG_UNIT_NAME", "/Old"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aValueNeverSeenIsUnknownAndShown() {
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "maybe"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(places(verdict)).contains("/=maybe");
    }

    @Test
    void withoutAUnitTheRootIsMeant() {
        RuleVerdict verdict = judge(events().event(
                        "CHANGE_EMAIL_SETTING",
                        "SETTING_NAME",
                        "ENABLE_OUTLOOK_SYNC",
                        "NEW_VALUE",
                        false,
                        "DOMAIN_NAME",
                        ROOT));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void twoActivitiesOfOneInstantMustAgree() {
        List<ActivityEvent> equal = events().outlookSync(ROOT, "false")
                .at(AdminEvents.START)
                .outlookSync(ROOT, "false")
                .list();
        List<ActivityEvent> different = events().outlookSync(ROOT, "false")
                .at(AdminEvents.START)
                .outlookSync(ROOT, "true")
                .list();

        assertThat(judge(equal, RULE).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge(different, RULE).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(places(judge(different, RULE))).contains("/=conflict");
    }

    @Test
    void insideOneActivityTheLaterEventCounts() {
        ActivityEvent one = events().outlookSync(ROOT, "true").list().get(0);
        ActivityEvent two = new ActivityEvent(
                "admin",
                one.time(),
                one.qualifier(),
                1,
                "",
                one.name(),
                null,
                null,
                null,
                null,
                java.util.Map.of("SETTING_NAME", "ENABLE_OUTLOOK_SYNC", "NEW_VALUE", "false", "ORG_UNIT_NAME", ROOT));

        assertThat(judge(List.of(two, one), RULE).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge(List.of(one, two), RULE).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aNameMeansTheUnitThatHadItThen() {
        // Lab/Sales was called Shop until later, so "Sales" was unique at first.
        RuleVerdict verdict = judge(events().outlookSync(ROOT, "false")
                .outlookSync("Sales", "true")
                .event("EDIT_ORG_UNIT_NAME", "ORG_UNIT_NAME", "/Lab/Shop", "NEW_VALUE", "Sales"));

        assertThat(places(verdict)).containsExactly("/Sales=true", "/Sales/Inside=true");
    }

    @Test
    void aUnitCreatedSinceOurRecordBeganInheritsFirmly() {
        AdminEvents events = events().outlookSync(ROOT, "false");
        for (UnitTree.Listed unit : UNITS) {
            events.event("CREATE_ORG_UNIT", "ORG_UNIT_NAME", unit.path());
        }

        assertThat(judge(events).assumed()).isFalse();
    }

    @Test
    void theStateOfAnEarlierInstantIsTheFoldUpToThen() {
        List<ActivityEvent> events =
                events().outlookSync(ROOT, "false").outlookSync(ROOT, "true").list();
        Ledger then = ledger(events, AdminEvents.START.plusSeconds(30));

        OwnValue own = then.own("gmail|ENABLE_OUTLOOK_SYNC", then.tree().root());
        assertThat(own.value()).isEqualTo("false");
        assertThat(own.by()).isEqualTo("admin@example.com");
    }

    @Test
    void anEventWithoutATimeIsUsedForNothing() {
        ActivityEvent one = events().outlookSync(ROOT, "true").list().get(0);
        ActivityEvent timeless =
                new ActivityEvent("admin", null, 9, 0, "", one.name(), null, null, null, null, one.parameters());

        assertThat(judge(List.of(timeless), RULE).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void orderAndRepetitionChangeNothing() {
        Random random = new Random(7);
        List<String> units = List.of(ROOT, "/Sales", "/Sales/Inside", "Sales", "/Lab/Sales", "/Gone");
        List<String> values = List.of("true", "false", "maybe", "INHERIT_FROM_PARENT");
        for (int round = 0; round < 200; round++) {
            AdminEvents events = events();
            for (int i = 0; i < 12; i++) {
                events.at(AdminEvents.START.plusSeconds(random.nextInt(6)));
                events.outlookSync(units.get(random.nextInt(units.size())), values.get(random.nextInt(values.size())));
            }
            List<ActivityEvent> mixed = new ArrayList<>(events.list());
            mixed.addAll(events.list().subList(0, 6));
            Collections.shuffle(mixed, random);

            assertThat(judge(mixed, RULE)).as("round %d", round).isEqualTo(judge(events.list(), RULE));
        }
    }

    @Test
    void oldAndNewNamesAreOneHistory() {
        AdminEvents events = events().event(
                        "CHANGE_DOCS_SETTING",
                        "SETTING_NAME",
                        "SHARING_OUTSIDE_DOMAIN",
                        "NEW_VALUE",
                        "SHARING_NOT_ALLOWED",
                        "ORG_UNIT_NAME",
                        ROOT)
                .event(
                        "CHANGE_APPLICATION_SETTING",
                        "APPLICATION_NAME",
                        "Drive and Docs",
                        "SETTING_NAME",
                        "ExternalSharing external_sharing_mode",
                        "NEW_VALUE",
                        "ALLOWED",
                        "ORG_UNIT_NAME",
                        ROOT);

        assertThat(judge(events.list(), "GWS.DRIVEDOCS.1.1").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judge(events.list(), "GWS.DRIVEDOCS.1.3").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void oneSaveUnderBothNamesIsOneChange() {
        List<ActivityEvent> both = events().event(
                        "CHANGE_DOCS_SETTING",
                        "SETTING_NAME",
                        "SHARING_OUTSIDE_DOMAIN",
                        "NEW_VALUE",
                        "SHARING_ALLOWED_WITH_WARNING",
                        "ORG_UNIT_NAME",
                        ROOT)
                .at(AdminEvents.START)
                .event(
                        "CHANGE_APPLICATION_SETTING",
                        "APPLICATION_NAME",
                        "Drive and Docs",
                        "SETTING_NAME",
                        "ExternalSharing external_sharing_mode",
                        "NEW_VALUE",
                        "ALLOWED",
                        "ORG_UNIT_NAME",
                        ROOT)
                .list();

        assertThat(judge(both, "GWS.DRIVEDOCS.1.3").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void theSameNameInCalendarAndDriveIsTwoSettings() {
        List<ActivityEvent> events = events().event(
                        "CHANGE_CALENDAR_SETTING",
                        "SETTING_NAME",
                        "SHARING_OUTSIDE_DOMAIN",
                        "NEW_VALUE",
                        "READ_ONLY_ACCESS",
                        "ORG_UNIT_NAME",
                        ROOT)
                .list();

        assertThat(judge(events, "GWS.CALENDAR.1.1").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judge(events, "GWS.DRIVEDOCS.1.1").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void unknownNamesAreCountedAndCandidatesProposedOnly() {
        Ledger ledger = ledger(
                events().event(
                                "CHANGE_APPLICATION_SETTING",
                                "APPLICATION_NAME",
                                "Gmail",
                                "SETTING_NAME",
                                "ContentCompliance rules[7] info",
                                "NEW_VALUE",
                                "x")
                        .event(
                                "CHANGE_APPLICATION_SETTING",
                                "APPLICATION_NAME",
                                "Gmail",
                                "SETTING_NAME",
                                "ContentCompliance rules[14] info",
                                "NEW_VALUE",
                                "x")
                        .event(
                                "CHANGE_APPLICATION_SETTING",
                                "APPLICATION_NAME",
                                "Gmail",
                                "SETTING_NAME",
                                "ImapAccess enable_imap_access",
                                "NEW_VALUE",
                                "true")
                        .list(),
                LATER);

        assertThat(ledger.unknownNames())
                .containsEntry("ContentCompliance rules info", 2L)
                .containsEntry("ImapAccess enable_imap_access", 1L);
        assertThat(ledger.proposals()).containsEntry("ImapAccess enable_imap_access", "gmail|IMAP_ACCESS");
        assertThat(new ProductJudge(ledger)
                        .judge(BOOK.rule("GWS.GMAIL.9.1").orElseThrow())
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void otherStatementsAreOfEqualRankAndTheNewestCounts() {
        Ledger.Builder builder =
                Ledger.builder(BOOK, AdminEvents.START, LATER).listing(UNITS).rootNames(Set.of(ROOT));
        events().outlookSync(ROOT, "true").list().forEach(builder::add);
        builder.add(new Statement(
                "gmail|ENABLE_OUTLOOK_SYNC",
                "/",
                null,
                "false",
                AdminEvents.START.plusSeconds(99),
                RuleVerdict.Evidence.ANSWER,
                "owner"));

        RuleVerdict verdict =
                new ProductJudge(builder.build()).judge(BOOK.rule(RULE).orElseThrow());

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.basis()).isEqualTo(RuleVerdict.Evidence.ANSWER);
    }

    @Test
    void aServiceThatIsOffEverywhereMakesItsRulesNotApplicable() {
        List<ActivityEvent> events = events().event(
                        "TOGGLE_SERVICE_ENABLED", "SERVICE_NAME", "Gmail", "NEW_VALUE", "false", "ORG_UNIT_NAME", ROOT)
                .outlookSync(ROOT, "true")
                .list();

        assertThat(judge(events, RULE).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void alertRulesAreKnownByTheirEventsOnly() {
        AdminEvents events = events();
        for (AlertRule alert : BOOK.alerts()) {
            if (alert.mailOnly()) {
                events.event(
                        "SYSTEM_DEFINED_RULE_UPDATED",
                        "SYSTEM_DEFINED_RULE_NAME",
                        alert.name(),
                        "SYSTEM_DEFINED_RULE_ACTION_RECEIVERS_CHANGE",
                        "Email notification status changed from OFF to ON, receivers unchanged.");
            } else {
                events.event(
                        "SYSTEM_DEFINED_RULE_UPDATED",
                        "SYSTEM_DEFINED_RULE_NAME",
                        alert.name(),
                        "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE",
                        "Status changed from OFF to ON.");
            }
        }
        assertThat(judge(events, "GWS.COMMONCONTROLS.13.1").outcome()).isEqualTo(Outcome.PASS);
        events.event(
                "SYSTEM_DEFINED_RULE_UPDATED",
                "SYSTEM_DEFINED_RULE_NAME",
                "Leaked password",
                "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE",
                "Status unchanged.");
        assertThat(judge(events, "GWS.COMMONCONTROLS.13.1").outcome()).isEqualTo(Outcome.PASS);
        events.event(
                "SYSTEM_DEFINED_RULE_UPDATED",
                "SYSTEM_DEFINED_RULE_NAME",
                "Leaked password",
                "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE",
                "Status changed from ON to OFF.");

        assertThat(judge(events, "GWS.COMMONCONTROLS.13.1").places().get(0).value())
                .isEqualTo("Leaked password: off");
        assertThat(judge(events(), "GWS.COMMONCONTROLS.13.1").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private static RuleVerdict judge(AdminEvents events, String rule) {
        return judge(events.list(), rule);
    }
}
