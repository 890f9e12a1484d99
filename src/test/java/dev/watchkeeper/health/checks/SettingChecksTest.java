package dev.watchkeeper.health.checks;

import static dev.watchkeeper.fixture.Facts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.tenant.Profile;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingChecksTest {
    private static final String ADMIN = "adm@xinghai.example";

    private static Facts of(Profile profile) {
        return facts().tenant(Tenants.aTenant("xinghai", ZoneOffset.UTC, profile));
    }

    /** Profile, check, setting, value, verdict. */
    @ParameterizedTest
    @CsvSource({
        "NORMAL, ATT-05, gmail|AttachmentDeepScanningSettingsProto deep_scanning_enabled, false, fail tenant low",
        "NORMAL, ATT-05, gmail|AttachmentDeepScanningSettingsProto deep_scanning_enabled, true, pass",
        "SEALED, SHR-01, calendar|SHARING_OUTSIDE_DOMAIN, READ_ONLY_ACCESS, fail tenant medium",
        "NORMAL, SHR-01, calendar|SHARING_OUTSIDE_DOMAIN, READ_ONLY_ACCESS, pass",
        "OPEN, SHR-01, calendar|SHARING_OUTSIDE_DOMAIN, READ_WRITE_ACCESS, fail tenant medium",
        "NORMAL, SHR-01, calendar|SHARING_OUTSIDE_DOMAIN, SHOW_ONLY_FREE_BUSY_INFORMATION, pass",
        "SEALED, SHR-05, drive|SHARING_OUTSIDE_DOMAIN, SHARING_ALLOWED_WITH_WARNING, fail tenant high",
        "SEALED, SHR-05, drive|SHARING_OUTSIDE_DOMAIN, TRUSTED_DOMAINS_ALLOWED, pass",
        "NORMAL, SHR-05, drive|SHARING_OUTSIDE_DOMAIN, SHARING_ALLOWED_WITH_WARNING, pass",
        "NORMAL, SHR-05, drive|SHARING_OUTSIDE_DOMAIN, SHARING_ALLOWED, fail tenant high",
        "OPEN, SHR-05, drive|SHARING_OUTSIDE_DOMAIN, SHARING_ALLOWED, fail tenant low",
        "NORMAL, SHR-08, drive|DEFAULT_LINK_SHARING_FOR_NEW_DOCS, PEOPLE_WITH_LINK, fail tenant medium",
        "OPEN, SHR-08, drive|DEFAULT_LINK_SHARING_FOR_NEW_DOCS, PEOPLE_WITH_LINK, fail tenant low",
        "NORMAL, SHR-08, drive|DEFAULT_LINK_SHARING_FOR_NEW_DOCS, PRIVATE, pass",
        "NORMAL, LEK-06, gmail|ENABLE_EMAIL_AUTOFORWARDING, true, fail tenant medium",
        "OPEN, LEK-06, gmail|ENABLE_EMAIL_AUTOFORWARDING, true, fail tenant low",
        "NORMAL, LEK-06, gmail|ENABLE_EMAIL_AUTOFORWARDING, false, pass",
        "SEALED, HYG-08, commoncontrols|Session management settings - Session length in seconds, 43201, fail tenant low",
        "SEALED, HYG-08, commoncontrols|Session management settings - Session length in seconds, 43200, pass",
        "NORMAL, HYG-08, commoncontrols|Session management settings - Session length in seconds, 1209600, pass",
        "NORMAL, HYG-08, commoncontrols|Session management settings - Session length in seconds, 1209601, fail tenant low",
        "OPEN, HYG-08, commoncontrols|Session management settings - Session length in seconds, 9999999, pass",
        "OPEN, HYG-08, commoncontrols|Session management settings - Session length in seconds, -1, fail tenant low",
        "NORMAL, SYN-01, choice|GWS.COMMONCONTROLS.10.4, UNBLOCK_ALL_THIRD_PARTY_API_ACCESS, fail apps:unconfigured low",
        "SEALED, SYN-01, choice|GWS.COMMONCONTROLS.10.4, UNBLOCK_ALL_THIRD_PARTY_API_ACCESS, fail apps:unconfigured high",
        "OPEN, SYN-01, choice|GWS.COMMONCONTROLS.10.4, UNBLOCK_ALL_THIRD_PARTY_API_ACCESS, pass",
        "SEALED, SYN-06, gmail|ENABLE_OUTLOOK_SYNC, true, fail outlook-sync:open medium",
        "NORMAL, SYN-06, gmail|ENABLE_OUTLOOK_SYNC, true, pass",
        "SEALED, SYN-07, drive|DriveFsSettingsProto company_owned_only_enabled, false, fail drive-desktop:open medium",
    })
    void aStandingValueIsJudgedByTheProfile(Profile profile, String check, String key, String value, String verdict) {
        Facts facts = of(profile).setting(key, "/", value);
        if (key.startsWith("calendar|")) {
            facts.setting(
                    "calendar|SHARING_OUTSIDE_DOMAIN_FOR_SECONDARY_CALENDAR", "/", "SHOW_ONLY_FREE_BUSY_INFORMATION");
        }
        assertThat(facts.verdicts(check)).containsExactly(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "ATT-05, gmail|AttachmentDeepScanningSettingsProto deep_scanning_enabled",
        "SHR-01, calendar|SHARING_OUTSIDE_DOMAIN",
        "SHR-05, drive|SHARING_OUTSIDE_DOMAIN",
        "SHR-08, drive|DEFAULT_LINK_SHARING_FOR_NEW_DOCS",
        "LEK-06, gmail|ENABLE_EMAIL_AUTOFORWARDING",
        "HYG-08, commoncontrols|Session management settings - Session length in seconds",
    })
    void aValueNobodyHasSeenIsUnknownAndABadPlaceCountsAllTheSame(String check, String key) {
        assertThat(facts().setting(key, "/", null).verdicts(check)).containsExactly("unknown");
        assertThat(facts().verdicts(check)).containsExactly("unknown");
    }

    @Test
    void everyBadPlaceIsNamedWithWhoSetIt() {
        Sighting sighting = facts().setting("gmail|ENABLE_EMAIL_AUTOFORWARDING", "/", "false")
                .setting("gmail|ENABLE_EMAIL_AUTOFORWARDING", "/Sales", "true")
                .setting("gmail|ENABLE_EMAIL_AUTOFORWARDING", "/Lab", null)
                .setting("gmail|ENABLE_EMAIL_AUTOFORWARDING", "vip@xinghai.example", "true")
                .judge("LEK-06")
                .get(0);

        assertThat(sighting.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(sighting.evidence())
                .containsEntry("places", List.of("/Sales", "vip@xinghai.example"))
                .containsEntry("by", ADMIN);
    }

    @Test
    void oneProtectionOfThreeThatIsOffIsEnough() {
        String prefix = "gmail|Attachment safety Enable: ";
        Facts facts = facts().setting(
                        prefix + "protect against encrypted attachments from untrusted senders", "/", "true")
                .setting(prefix + "protect against attachments with scripts from untrusted senders", "/", "true")
                .setting(prefix + "Protect against anomalous attachment types in emails", "/", "true");
        assertThat(facts.verdicts("ATT-01")).containsExactly("pass");
        facts.setting(prefix + "protect against attachments with scripts from untrusted senders", "/Sales", "false");
        assertThat(facts.verdicts("ATT-01")).containsExactly("fail tenant medium");
        assertThat(facts.judge("ATT-01").get(0).summary().en())
                .contains("/Sales")
                .contains("scripts");
        assertThat(facts().verdicts("ATT-01")).containsExactly("unknown");
    }

    @Test
    void largeAttachmentsMatterWhereSharingIsClosedAndMailIsSent() {
        String sent = "gmail:num_emails_sent";
        String key = "drive|SHARING_OUTSIDE_DOMAIN";
        assertThat(facts().usage(2, sent, 9)
                        .setting(key, "/", "SHARING_NOT_ALLOWED")
                        .verdicts("ATT-03"))
                .containsExactly("fail tenant medium");
        assertThat(facts().usage(2, sent, 0).setting(key, "/", "DISALLOWED").verdicts("ATT-03"))
                .containsExactly("pass");
        assertThat(facts().usage(2, sent, 9)
                        .setting(key, "/", "SHARING_ALLOWED")
                        .verdicts("ATT-03"))
                .containsExactly("pass");
        assertThat(facts().usage(2, sent, 9)
                        .setting(key, "/", "SHARING_ALLOWED")
                        .setting("drive|SHARING_ACCESS_CHECKER_OPTIONS", "/", "NAMED_PARTIES_ONLY")
                        .verdicts("ATT-03"))
                .containsExactly("fail tenant medium");
        assertThat(facts().usage(2, sent, 9).setting(key, "/", null).verdicts("ATT-03"))
                .containsExactly("unknown");
        assertThat(facts().verdicts("ATT-03")).containsExactly("unknown");
    }

    private static Facts administrators(int count, @Nullable String recovery) {
        return facts().directory(new Directory(
                        IntStream.range(0, count)
                                .mapToObj(i -> new Directory.Account("a" + i + "@x", true, null, null))
                                .toList(),
                        Map.of(),
                        9))
                .setting(
                        "commoncontrols|AdminAccountRecoverySettingsProto Enable admin account recovery",
                        "/",
                        recovery);
    }

    @Test
    void recoveryOfAdministratorsMustFitTheirNumber() {
        assertThat(administrators(2, "true").verdicts("LGN-11")).containsExactly("fail tenant medium");
        assertThat(administrators(2, "false").verdicts("LGN-11")).containsExactly("pass");
        assertThat(administrators(1, "false").verdicts("LGN-11")).containsExactly("fail tenant medium");
        assertThat(administrators(1, "true").verdicts("LGN-11")).containsExactly("pass");
        assertThat(administrators(2, null).verdicts("LGN-11")).containsExactly("unknown");
        assertThat(facts().setting("x", "/", "y").verdicts("LGN-11")).containsExactly("unknown");
    }

    @Test
    void alertRulesFollowTheLedgersVerdict() {
        String policy = "GWS.COMMONCONTROLS.13.1";
        assertThat(facts().rule(policy, Outcome.FAIL, "Suspicious login: off").verdicts("HYG-07"))
                .containsExactly("fail tenant medium");
        assertThat(facts().rule(policy, Outcome.PASS).verdicts("HYG-07")).containsExactly("pass");
        assertThat(facts().rule(policy, Outcome.UNKNOWN, "Suspicious login: never seen")
                        .verdicts("HYG-07"))
                .containsExactly("unknown");
        assertThat(facts().verdicts("HYG-07")).containsExactly("unknown");
    }

    @Test
    void tooManyUnknownSettingsAreAFindingOfTheirOwn() {
        Facts third = facts();
        Facts more = facts();
        for (int i = 0; i < 10; i++) {
            third.rule("R" + i, i < 3 ? Outcome.UNKNOWN : Outcome.PASS);
            more.rule("R" + i, i < 4 ? Outcome.UNKNOWN : Outcome.PASS);
        }
        assertThat(third.rule("S", Outcome.NOT_APPLICABLE).verdicts("HYG-11")).containsExactly("pass");
        assertThat(more.verdicts("HYG-11")).containsExactly("fail tenant low");
        assertThat(facts().verdicts("HYG-11")).containsExactly("unknown");
    }

    private static Facts drive(String event, String setting, String value) {
        return facts().event(
                        600,
                        "admin",
                        event,
                        ADMIN,
                        "SETTING_NAME",
                        setting,
                        "NEW_VALUE",
                        value,
                        "OLD_VALUE",
                        "X",
                        "APPLICATION_NAME",
                        event.startsWith("CHANGE_DOCS") ? "" : "Drive and Docs");
    }

    @Test
    void aChangeOfSharingIsNewsUnderOldAndNewNamesAndCriticalWhenItCutsPeopleOff() {
        assertThat(drive("CHANGE_DOCS_SETTING", "SHARING_OUTSIDE_DOMAIN", "SHARING_NOT_ALLOWED")
                        .verdicts("SHR-05"))
                .containsExactly("fail sharing:all high");
        Facts closed =
                drive("CHANGE_APPLICATION_SETTING", "ExternalSharing external_sharing_mode", "ALLOWLISTED_DOMAINS");
        assertThat(closed.verdicts("SHR-05")).containsExactly("fail sharing:all high");
        for (int i = 0; i < 3; i++) {
            closed.event(300, "drive", "request_access", "p" + i + "@partner.example", "doc_id", "d");
        }
        assertThat(closed.verdicts("SHR-05")).containsExactly("fail sharing:all critical");
        assertThat(facts().event(
                                600,
                                "admin",
                                "CHANGE_CALENDAR_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                "SHARING_OUTSIDE_DOMAIN",
                                "NEW_VALUE",
                                "READ_ONLY_ACCESS")
                        .setting("drive|SHARING_OUTSIDE_DOMAIN", "/", "SHARING_NOT_ALLOWED")
                        .verdicts("SHR-05"))
                .as("the same name means something else in the calendar")
                .containsExactly("pass");
        assertThat(facts().event(
                                600,
                                "admin",
                                "CHANGE_CALENDAR_SETTING",
                                ADMIN,
                                "SETTING_NAME",
                                "SHARING_OUTSIDE_DOMAIN",
                                "NEW_VALUE",
                                "READ_ONLY_ACCESS")
                        .verdicts("SHR-01"))
                .containsExactly("fail calendars:all medium");
    }
}
