package dev.watchkeeper.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an event began lasts until an event, a figure, a setting or a person ends it. Random histories of dangers that come
 * and go, watched by audits with gaps, through logs that forget: age never ends a finding, and an end always does.
 */
class LifeByEvidenceTest {
    private static final Instant START = Instant.parse("2026-01-05T01:00:00Z");
    private static final String ADMIN = "adm@xinghai.example";
    private static final int SEEDS = Integer.getInteger("watchkeeper.seeds", 2);

    /** An event with its parameters. */
    private record Happening(String log, String name, String actor, List<Object> parameters) {
        static Happening of(String log, String name, String actor, Object... parameters) {
            return new Happening(log, name, actor, List.of(parameters));
        }
    }

    /** A danger: what begins it, what ends it, and whom the finding is about. */
    private record Danger(String check, String subject, List<Happening> begins, List<Happening> ends) {
        @Override
        public String toString() {
            return check + " " + subject;
        }
    }

    private static Happening admin(String name, Object... parameters) {
        return Happening.of("admin", name, ADMIN, parameters);
    }

    private static Danger danger(String check, String subject, Happening begins, Happening... ends) {
        return new Danger(check, subject, List.of(begins), List.of(ends));
    }

    private static Happening file(String visibility) {
        return Happening.of(
                "drive",
                "change_document_visibility",
                "li@x",
                "doc_id",
                "d1",
                "doc_title",
                "Salary list",
                "visibility",
                visibility,
                "visibility_change",
                visibility.equals("private") ? "internal" : "external",
                "primary_event",
                true);
    }

    private static Happening calendar(String level) {
        return Happening.of(
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

    private static Happening setting(String name, String value) {
        return admin("CHANGE_EMAIL_SETTING", "SETTING_NAME", name, "NEW_VALUE", value);
    }

    private static Happening drive(String value) {
        return admin(
                "CHANGE_APPLICATION_SETTING",
                "APPLICATION_NAME",
                "Drive and Docs",
                "SETTING_NAME",
                "DriveFsSettingsProto drive_fs_enabled",
                "NEW_VALUE",
                value);
    }

    private static Happening service(String value) {
        return admin("TOGGLE_SERVICE_ENABLED", "SERVICE_NAME", "Gmail", "NEW_VALUE", value, "ORG_UNIT_NAME", "Lab");
    }

    private static Happening share(int file, String change, String... value) {
        return Happening.of(
                "drive",
                "change_user_access",
                "li@x",
                "doc_id",
                "d" + file,
                "target_user",
                "me@qq.com",
                "visibility_change",
                change,
                "new_value",
                List.of(value));
    }

    private static Danger files() {
        List<Happening> begins = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            begins.add(share(i, "external", "can_view"));
        }
        return new Danger(
                "LEK-03", "user:li@x", begins, List.of(share(0, "internal", "none"), share(1, "internal", "none")));
    }

    private static Danger suspended() {
        List<Happening> begins = new ArrayList<>();
        List<Happening> ends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            begins.add(admin("SUSPEND_USER", "USER_EMAIL", "u" + i + "@x"));
            ends.add(admin("UNSUSPEND_USER", "USER_EMAIL", "u" + i + "@x"));
        }
        return new Danger("LGN-07", "user:" + ADMIN, begins, ends);
    }

    private static Danger revoked() {
        List<Happening> begins = new ArrayList<>();
        List<Happening> ends = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            begins.add(Happening.of("token", "revoke", "u" + i + "@x", "client_id", "crm", "app_name", "CRM"));
            ends.add(Happening.of("token", "authorize", "u" + i + "@x", "client_id", "crm", "app_name", "CRM"));
        }
        return new Danger("SYN-02", "app:crm", begins, ends);
    }

    private static Danger downloads() {
        List<Happening> begins = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            begins.add(Happening.of("drive", "download", "li@x", "doc_id", "f" + i, "primary_event", true));
        }
        return new Danger("LEK-04", "user:li@x", begins, List.of(admin("SUSPEND_USER", "USER_EMAIL", "li@x")));
    }

    static Stream<Danger> dangers() {
        Happening suspicious = Happening.of("login", "suspicious_login", "li@x", "affected_email_address", "li@x");
        return Stream.of(
                danger(
                        "LGN-02",
                        "user:li@x",
                        Happening.of("login", "account_disabled_hijacked", "li@x", "affected_email_address", "li@x"),
                        admin("UNSUSPEND_USER", "USER_EMAIL", "li@x")),
                suspended(),
                danger("LGN-09", "service:gmail@lab", service("false"), service("true")),
                danger(
                        "EML-15",
                        "group:sales@xinghai.example",
                        admin(
                                "CHANGE_GROUP_SETTING",
                                "GROUP_EMAIL",
                                "sales@xinghai.example",
                                "SETTING_NAME",
                                "who_can_post_message",
                                "NEW_VALUE",
                                "ALL_MEMBERS_CAN_POST"),
                        admin(
                                "CHANGE_GROUP_SETTING",
                                "GROUP_EMAIL",
                                "sales@xinghai.example",
                                "SETTING_NAME",
                                "who_can_post_message",
                                "NEW_VALUE",
                                "ANYONE_CAN_POST")),
                revoked(),
                danger(
                        "SYN-06",
                        "outlook-sync:all",
                        setting("ENABLE_OUTLOOK_SYNC", "false"),
                        setting("ENABLE_OUTLOOK_SYNC", "true")),
                danger("SYN-07", "drive-desktop:all", drive("false"), drive("true")),
                danger(
                        "SYN-08",
                        "app:c1",
                        Happening.of(
                                "token", "authorize", "li@x", "client_id", "C1", "scope", "https://mail.google.com/"),
                        Happening.of("token", "revoke", "li@x", "client_id", "C1")),
                danger(
                        "SYN-09",
                        "app:999",
                        admin("AUTHORIZE_API_CLIENT_ACCESS", "API_CLIENT_NAME", "999"),
                        admin("REMOVE_API_CLIENT_ACCESS", "API_CLIENT_NAME", "999")),
                danger("SHR-02", "calendar:li@x", calendar("read"), calendar("none")),
                danger("LEK-01", "file:d1", file("people_with_link"), file("private")),
                files(),
                downloads(),
                danger(
                        "LEK-05",
                        "user:li@x",
                        Happening.of(
                                "user_accounts",
                                "email_forwarding_out_of_domain",
                                "li@x",
                                "email_forwarding_destination_address",
                                "me@qq.com"),
                        admin("SUSPEND_USER", "USER_EMAIL", "li@x")),
                danger("LEK-07", "tenant", admin("CUSTOMER_TAKEOUT_CREATED"), admin("CUSTOMER_TAKEOUT_CANCELLED")),
                new Danger(
                        "LEK-08",
                        "user:li@x",
                        List.of(
                                suspicious,
                                Happening.of("user_accounts", "2sv_disable", "li@x"),
                                Happening.of("user_accounts", "recovery_email_edit", "li@x")),
                        List.of(admin("CHANGE_PASSWORD", "USER_EMAIL", "li@x"))),
                danger(
                        "HYG-03",
                        "user:it2@x",
                        admin("GRANT_ADMIN_PRIVILEGE", "USER_EMAIL", "it2@x"),
                        admin("REVOKE_ADMIN_PRIVILEGE", "USER_EMAIL", "it2@x")));
    }

    @ParameterizedTest
    @MethodSource("dangers")
    void aFindingIsOpenFromTheBeginningToTheEndWhateverItsAge(Danger danger) {
        for (int seed = 0; seed < SEEDS; seed++) {
            new History(danger, new Random(seed * 31L + danger.check().hashCode()), seed).live();
        }
    }

    /** One life: quiet, danger, quiet again, some times over, with audits less than a day apart. */
    private static final class History {
        private final Danger danger;
        private final Random random;
        private final int seed;
        private final InMemoryFindings findings = new InMemoryFindings();
        private final List<Map.Entry<Instant, Happening>> all = new ArrayList<>();

        History(Danger danger, Random random, int seed) {
            this.danger = danger;
            this.random = random;
            this.seed = seed;
        }

        void live() {
            Instant now = START;
            // How long a log other than the admin log remembers: the daemon forgets after 200 days.
            Duration memory = Duration.ofDays(60 + random.nextInt(140));
            // An app is new once.
            int rounds = danger.check().equals("SYN-08") ? 1 : 2;
            for (int round = 0; round < rounds; round++) {
                now = watch(now, Duration.ofDays(20 + random.nextInt(10)), memory, false);
                happen(now, danger.begins());
                now = watch(now, Duration.ofDays(random.nextInt(3) == 0 ? 260 : 10 + random.nextInt(60)), memory, true);
                happen(now, danger.ends());
                now = watch(now, Duration.ofDays(4), memory, false);
            }
        }

        private void happen(Instant now, List<Happening> what) {
            Instant at = now;
            for (Happening one : what) {
                at = at.plusSeconds(2);
                all.add(Map.entry(at, one));
            }
        }

        private Instant watch(Instant from, Duration length, Duration memory, boolean open) {
            Instant now = from;
            while (now.isBefore(from.plus(length))) {
                now = now.plus(Duration.ofHours(6 + random.nextInt(14)));
                audit(now, memory);
                assertThat(isOpen(now))
                        .as("%s, seed %d, %s after %s: open", danger, seed, Duration.between(from, now), from)
                        .isEqualTo(open);
            }
            return now;
        }

        private void audit(Instant now, Duration memory) {
            Facts facts =
                    Facts.facts().at(now).reachingBack(Duration.ofDays(400)).open(known(now));
            for (Map.Entry<Instant, Happening> one : all) {
                Happening what = one.getValue();
                if (what.log().equals("admin") || one.getKey().isAfter(now.minus(memory))) {
                    facts.event(
                            one.getKey(),
                            what.log(),
                            what.name(),
                            what.actor(),
                            what.parameters().toArray());
                }
            }
            List<Sighting> seen = facts.judge(danger.check());
            new FindingKeeper(findings, Circumstances.NONE).reconcile("xinghai", seen, now, null);
        }

        private List<Finding> known(Instant now) {
            return findings.search(FindingQuery.unresolved(now).ofTenants(List.of("xinghai")));
        }

        private boolean isOpen(Instant now) {
            return known(now).stream().anyMatch(f -> f.subject().equals(danger.subject()));
        }
    }

    @Test
    void theCatalogueSaysOfEveryCheckWhatBeginsItWhatEndsItAndHowLongItIsNews() {
        Set<String> begins = Set.of("event", "usage", "setting", "directory", "dns", "feed", "own");
        Set<String> ends = Set.of("event", "usage", "setting", "directory", "dns", "feed", "own", "log", "deadline");
        for (CatalogueEntry entry : Facts.CATALOGUE.entries()) {
            assertThat(begins).as(entry.id()).contains(entry.life().begins());
            assertThat(entry.life().ends()).as(entry.id()).isNotEmpty().isSubsetOf(ends);
            assertThat(entry.life().proves()).as(entry.id()).isNotEmpty();
            assertThat(entry.life().newsDays()).as(entry.id()).isPositive();
            for (String wording : entry.life().lasts()) {
                assertThat(wording.equals("*") || entry.wordings().containsKey(wording) || wording.equals("fail"))
                        .as(entry.id() + " " + wording)
                        .isTrue();
            }
        }
    }
}
