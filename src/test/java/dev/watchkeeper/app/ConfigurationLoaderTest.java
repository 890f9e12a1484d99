package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationLoaderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T01:00:00Z"), ZoneOffset.UTC);

    private static final String PLANS =
            "plans: {basic: {calendar: 24x7}, premier: {calendar: 24x7}}\ntargets: {basic: {}, premier: {}}\n";
    private static final String PEOPLE = """
            - {id: chen, name: 陈静, email: chen.jing@reseller.example}
            - {id: wang, name: Wang, email: wang@reseller.example, language: en, lead: chen}
            """;
    private static final String TENANTS = """
            - id: xinghai
              name: 星海科技
              domains: [xinghai.example, xh.example]
              admin: it@xinghai.example
              plan: premier
              contract: {from: 2026-01-01}
              manager: chen
            - id: dune
              name: Dune GmbH
              domains: [dune.example]
              customerId: C03az79cb
              contracts:
                - {plan: basic, to: 2026-07-01}
                - {plan: premier, from: 2026-07-01}
              manager: wang
              zone: Europe/Berlin
              language: en
              profile: sealed
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("calendars"));
        put("calendars/24x7.yaml", "{calendar: 24x7, version: 1, zone: UTC, week: {mon-sun: ['00:00-24:00']}}\n");
        put("plans.yaml", PLANS);
        put("people.yaml", PEOPLE);
        put("tenants.yaml", TENANTS);
    }

    private void put(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Configuration load() {
        return new ConfigurationLoader(name -> null, CLOCK).load(directory);
    }

    private String problems() {
        Problems problems = new Problems();
        new ConfigurationLoader(name -> null, CLOCK).read(directory, problems);
        return problems.all().stream()
                .map(Problem::toString)
                .map(line -> line.replace(directory + "/", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void anEmptyDirectoryGivesTheDefaultsAndAWarning() throws IOException {
        for (String file : new String[] {"plans.yaml", "people.yaml", "tenants.yaml"}) {
            Files.delete(directory.resolve(file));
        }
        Configuration empty = load();

        assertThat(empty.settings().http().port()).isEqualTo(8787);
        assertThat(empty.portfolio().tenants()).isEmpty();
        assertThat(empty.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mail: {publicUrl: 'https://notify.example'}|mail.publicUrl: needs mail.linkKey, a secret of at least 32 bytes",
                "mail: {linkKey: '${file:long.key}'}|mail.linkKey: needs mail.publicUrl, where links lead",
                "mail: {linkKeyBefore: '${file:long.key}'}|needs mail.publicUrl",
                "mail: {publicUrl: 'https://notify.example', linkKey: '${file:short.key}'}|watchkeeper.yaml:1: mail.linkKey: has 12 bytes, at least 32 are needed; make one with: openssl rand -base64 48",
                "mail: {publicUrl: 'https://notify.example', linkKey: '${file:long.key}', linkKeyBefore: '${file:short.key}'}|mail.linkKeyBefore: has 12 bytes",
                "mail: {publicUrl: 'http://notify.example', linkKey: '${file:long.key}'}|mail.publicUrl: http://notify.example is not accepted; write https",
                "mail: {publicUrl: 'https://notify.example', linkKey: 'in clear text'}|mail.linkKey: a secret stands here in clear text",
                "{mail: {publicUrl: 'https://notify.example', linkKey: '${file:long.key}'}, http: {enabled: false}}|links of mail.publicUrl lead to http.port, and http.enabled is false",
            })
    void linksInMailsNeedAnAddressAndAKey(String yaml, String expected) throws IOException {
        put("short.key", "not so long.\n");
        put("long.key", "0123456789abcdef0123456789abcdef\n");
        put("watchkeeper.yaml", yaml + "\n");
        assertThat(problems()).contains(expected).doesNotContain("not so long", "0123456789abcdef");
    }

    @Test
    void linksInMailsAreOffUnlessAskedFor() throws IOException {
        assertThat(load().settings().mail().gate()).isEmpty();
        put("long.key", "0123456789abcdef0123456789abcdef\n");
        put("watchkeeper.yaml", "mail: {publicUrl: 'https://notify.example/', linkKey: '${file:long.key}'}\n");
        assertThat(load().settings().mail().gate().orElseThrow()).hasToString("https://notify.example");
    }

    @Test
    void tenantsAndPeopleTakeWhatTheyDoNotSayFromTheDefaults() throws IOException {
        put("watchkeeper.yaml", "tenantDefaults: {profile: open}\nperson_defaults: {digest: {daily: {at: '09:15'}}}\n");
        Configuration loaded = load();

        Tenant xinghai = loaded.portfolio().tenant("xinghai").orElseThrow();
        assertThat(xinghai.customerId()).isEqualTo("my_customer");
        assertThat(xinghai.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(xinghai.profile()).isEqualTo(Profile.OPEN);
        assertThat(xinghai.planAt(Instant.parse("2025-12-31T16:00:00Z"))).contains("premier");
        assertThat(xinghai.planAt(Instant.parse("2025-12-31T15:59:59Z"))).isEmpty();
        Tenant dune = loaded.portfolio().byDomain("DUNE.example").orElseThrow();
        assertThat(dune.profile()).isEqualTo(Profile.SEALED);
        assertThat(dune.planAt(Instant.parse("2026-06-30T21:59:59Z"))).contains("basic");
        assertThat(dune.planAt(Instant.parse("2026-06-30T22:00:00Z"))).contains("premier");
        Person chen = loaded.portfolio().person("chen").orElseThrow();
        assertThat(chen.language()).isEqualTo(Language.ZH_CN);
        assertThat(chen.dailyAt()).isEqualTo(LocalTime.of(9, 15));
        assertThat(chen.dailyMode()).isEqualTo(Person.DigestMode.ON_CHANGE);
        assertThat(chen.quietHours()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "domains: [dune.example]|domains: [xh.example]|tenants.yaml:10: tenants[1].domains: domain 'xh.example' already belongs to tenant 'xinghai'; a domain has one owner",
                "domains: [dune.example]|domains: [dune]|tenants[1].domains: 'dune' is not a domain",
                "domains: [dune.example]|domains: []|tenants[1].domains: the tenant has no domain",
                "id: dune|id: xinghai|tenants[1].id: tenant 'xinghai' is defined twice, first in tenants.yaml:1",
                "id: dune|id: Düne|tenants[1].id: id 'Düne' is not accepted; lower-case letters",
                "manager: wang|manager: wnag|tenants[1].manager: manager 'wnag' is not in people.yaml; did you mean 'wang'?",
                "manager: chen|Manger: chen|tenants[0].Manger: the key is not known; did you mean 'manager'?",
                "plan: premier\\n|plan: premium\\n|tenants[0].plan: plan 'premium' is not in plans.yaml; did you mean 'premier'?",
                "customerId: C03az79cb|customerId: dune|tenants[1].customerId: 'dune' is not a customer id; Google's id starts with C",
                "zone: Europe/Berlin|zone: Berlin|tenants[1].zone: zone 'Berlin' is not known",
                "admin: it@xinghai.example|admin: it.xinghai.example|tenants[0].admin: 'it.xinghai.example' is not a mail address",
                "admin: it@xinghai.example|admin: it@other.example|warning: tenants.yaml:4: tenants[0].admin: 'it@other.example' lies outside the tenant's domains",
                "to: 2026-07-01|to: 2026-08-01|tenants[1].contracts: contract periods overlap: basic to 2026-07-31T22:00:00Z and premier from 2026-06-30T22:00:00Z",
                "to: 2026-07-01|from: 2026-09-01, to: 2026-07-01|tenants[1].contracts: contract period from",
                "contract: {from: 2026-01-01}|contract: {from: soon}|tenants[0].contract.from: 'soon' is not accepted",
            })
    void aContradictionBetweenFilesIsToldWithItsPlace(String right, String wrong, String expected) throws IOException {
        String changed = TENANTS.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(TENANTS);
        put("tenants.yaml", changed);

        assertThat(problems()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lead: chen|lead: chan|people[1].lead: person 'chan' is not in people.yaml; did you mean 'chen'?",
                "lead: chen|lead: wang|people[1].lead: 'wang' points at itself",
                "lead: chen|pausedUntil: 2026-12-01|people[1].pausedUntil: pausedUntil and delegateTo go together",
                "lead: chen|quietHours: [8pm]|people[1].quietHours[0]: '8pm' is not accepted; write a range of local time: 20:00-08:00",
                "lead: chen|sla: {mailMarks: [60]}|people[1].sla.mailMarks[0]: mark '60' is not known; accepted: 50, 75, 90, warn, breach",
                "lead: chen|digest: {weekly: {at: funday}}|people[1].digest.weekly.at: 'funday' is not accepted; write a weekday and a time: mon 09:00",
                "lead: chen|minSeverity: {digest: hi}|people[1].minSeverity.digest: severity 'hi' is not known; accepted: critical",
                "id: wang|id: chen|people[1].id: person 'chen' is defined twice",
            })
    void aWrongPersonIsToldWithItsPlace(String right, String wrong, String expected) throws IOException {
        put("people.yaml", PEOPLE.replace(right, wrong));

        assertThat(problems()).contains(expected).doesNotContain("tenants[0]");
    }

    @Test
    void anAnswerMustBeAboutAKnownSettingAndTenant() throws IOException {
        put("checks.yaml", """
                answers:
                - {tenant: nope, setting: gmail|ENABLE_OUTLOOK_SINK, value: "false", who: li, date: 2020-01-02}
                - {tenant: nope, setting: gmail|ENABLE_OUTLOOK_SYNC, value: "maybe", who: li, date: 2999-01-02}
                """);

        assertThat(problems())
                .contains(
                        "checks.yaml:2: answers[0].tenant: tenant 'nope' is not in tenants.yaml",
                        "answers[0].setting: setting 'gmail|ENABLE_OUTLOOK_SINK' is in no rule",
                        "checks.yaml:3: answers[1].date: 2999-01-02 is in the future",
                        "answers[1].value: value 'maybe' is not foreseen for gmail|ENABLE_OUTLOOK_SYNC");
    }

    @Test
    void anAnswerHoldsForAUnitOrAGroup() throws IOException {
        put("checks.yaml", """
                answers:
                - {tenant: xinghai, setting: gmail|ENABLE_OUTLOOK_SYNC, value: "false", group: vip@xinghai.example, who: li, date: 2020-01-02}
                """);
        assertThat(load().checks().answers().get(0).group()).isEqualTo("vip@xinghai.example");

        put("checks.yaml", """
                answers:
                - {tenant: xinghai, setting: gmail|ENABLE_OUTLOOK_SYNC, value: "false", unit: /a, group: vip@x.example, who: li, date: 2020-01-02}
                - {tenant: xinghai, setting: gmail|ENABLE_OUTLOOK_SYNC, value: "false", group: vip, who: li, date: 2020-01-02}
                """);
        assertThat(problems())
                .contains("answers[0].unit: and group are both given", "answers[1].group: 'vip' is no address");
    }

    @Test
    void everythingWrongInAllFilesIsToldAtOnce() throws IOException {
        put("watchkeeper.yaml", "htp: {}\ndatabase: {url: 'jdbc:mysql://x'}\ntenantDefaults: {zone: Mars}\n");
        put("people.yaml", PEOPLE + "- {id: li, name: Li, email: li}\n");
        put("tenants/a.yaml", "id: atlas\nname: Atlas\ndomains: [atlas.example]\nmanager: nobody\nplan: basic\n");
        put("tenants/b.yaml", "tenants: [{id: b: c}]\n");
        put("checks.yaml", "exceptions:\n- {tenant: nope, check: EML-01, reason: r, until: 2026-12-31}\n");

        assertThat(problems())
                .contains(
                        "watchkeeper.yaml:1: htp: the key is not known; did you mean 'http'?",
                        "watchkeeper.yaml:2: database.url: 'jdbc:mysql://x' is not understood",
                        "watchkeeper.yaml:3: tenantDefaults.zone: zone 'Mars' is not known",
                        "people[2].email: 'li' is not an address we send to",
                        "tenants/a.yaml:4: manager: manager 'nobody' is not in people.yaml",
                        "tenants/b.yaml:1: is not valid YAML",
                        "checks.yaml:2: exceptions[0].tenant: tenant 'nope' is not in tenants.yaml")
                .doesNotContain("tenants[0].zone");
        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class);
    }

    @Test
    void tenThousandTenantsLoadInSeconds() throws IOException {
        StringBuilder many = new StringBuilder("tenants:\n");
        for (int i = 0; i < 10_000; i++) {
            many.append("- id: t")
                    .append(i)
                    .append("\n  name: Tenant ")
                    .append(i)
                    .append("\n  domains: [t")
                    .append(i)
                    .append(".example, www.t")
                    .append(i)
                    .append(".example]\n  admin: it@t")
                    .append(i)
                    .append(".example\n  plan: premier\n  contract: {from: 2026-01-01, to: 2027-01-01}\n")
                    .append("  manager: chen\n  zone: Europe/Berlin\n  contacts:\n")
                    .append(
                            "  - {name: Ops, email: ops@example.com, phone: '+49 30 1', role: it}\n  notes: |\n    none\n");
        }
        put("tenants.yaml", many.toString());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        Configuration loaded = load();

        assertThat(loaded.portfolio().tenants()).hasSize(10_000);
        // Processor time, because other tests may keep the machine busy; about one second here.
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
}
