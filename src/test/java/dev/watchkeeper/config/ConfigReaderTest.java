package dev.watchkeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tenant.Language;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    enum Mode {
        OFF,
        ON_CHANGE
    }

    record Port(int number) {
        Port {
            if (number < 1 || number > 65535) {
                throw new IllegalArgumentException("port " + number + " is out of range; accepted: 1 to 65535");
            }
        }

        static Port of(String text) {
            return new Port(Integer.parseInt(text));
        }
    }

    record Server(
            String host,
            Port port,
            Duration timeout,
            @Nullable Secret password) {}

    record Pool(int least, int most) {
        Pool {
            if (least > most) {
                throw new IllegalArgumentException("pool.least " + least + " is above most " + most);
            }
        }
    }

    record Sample(
            String name,
            int count,
            double share,
            boolean active,
            Mode mode,
            Language language,
            ZoneId zone,
            Duration every,
            Instant since,
            LocalTime at,
            LocalDate day,
            DayOfWeek weekday,
            URI home,
            Path directory,
            Optional<String> note,
            @Nullable String nick,
            List<String> words,
            Map<String, Server> servers) {}

    private static final String GOOD = """
            name: Café 咖啡
            count: 25
            share: 0.5
            active: true
            mode: on_change
            language: zh-CN
            zone: Asia/Shanghai
            every: 1h30m
            since: 2026-10-01T00:00:00+08:00
            at: "08:45"
            day: 2026-10-01
            weekday: mon
            home: https://example.com/
            directory: data
            words: [yes, no, 1e3]
            servers:
              main: {host: mx, port: 25, timeout: PT5S}
              spare_1: {host: mx2, port: 26, timeout: 7d, password: "${env:PW}"}
            """;

    @TempDir
    Path directory;

    private final Problems problems = new Problems();

    private Optional<Sample> read(String yaml) {
        return bind(Sample.class, yaml);
    }

    private <T> Optional<T> bind(Class<T> type, String yaml) {
        Placeholders placeholders = new Placeholders(Map.of("PW", "hush-hush", "N", "7")::get, directory);
        ConfigReader reader = new ConfigReader(problems, placeholders);
        return reader.tree("f.yaml", yaml)
                .flatMap(tree -> reader.bind(type, tree, ""))
                .map(Bound::value);
    }

    private String told() {
        return String.join("\n", problems.all().stream().map(Problem::toString).toList());
    }

    @Test
    void everyKindOfValueIsRead() {
        Sample sample = read(GOOD).orElseThrow(() -> new AssertionError(told()));

        assertThat(sample.name()).isEqualTo("Café 咖啡");
        assertThat(sample.mode()).isEqualTo(Mode.ON_CHANGE);
        assertThat(sample.language()).isEqualTo(Language.ZH_CN);
        assertThat(sample.every()).isEqualTo(Duration.ofMinutes(90));
        assertThat(sample.since()).isEqualTo(Instant.parse("2026-09-30T16:00:00Z"));
        assertThat(sample.weekday()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(sample.note()).isEmpty();
        assertThat(sample.nick()).isNull();
        assertThat(sample.words()).containsExactly("yes", "no", "1e3");
        assertThat(sample.servers()).containsOnlyKeys("main", "spare_1");
        assertThat(sample.servers().get("spare_1"))
                .isEqualTo(new Server("mx2", new Port(26), Duration.ofDays(7), new Secret("hush-hush")));
        assertThat(sample.toString()).contains("[REDACTED]").doesNotContain("hush");
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsLine() {
        String bad = GOOD.replace("count: 25", "count: many")
                .replace("zone: Asia/Shanghai", "zone: Asia/Shangai")
                .replace("mode: on_change", "mode: on_chnge")
                .replace("home: https://example.com/", "hoem: https://example.com/")
                .replace("port: 26", "port: 99999");

        assertThat(read(bad)).isEmpty();
        assertThat(told().lines())
                .containsExactlyInAnyOrder(
                        "error: f.yaml:2: count: 'many' is not accepted; accepted: a whole number such as 25",
                        "error: f.yaml:5: mode: 'on_chnge' is not accepted; did you mean 'on_change'? accepted: off, on_change",
                        "error: f.yaml:7: zone: zone 'Asia/Shangai' is not known; did you mean 'Asia/Shanghai'?",
                        "error: f.yaml:13: hoem: the key is not known; did you mean 'home'?",
                        "error: f.yaml:1: home: the key is missing; add 'home: https://host/'",
                        "error: f.yaml:18: servers.spare_1.port: port 99999 is out of range; accepted: 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count|3000000000|'3000000000' is not accepted; accepted: a whole number such as 25",
                "share|NaN|'NaN' is not accepted; accepted: a number such as 0.25",
                "active|yes|'yes' is not accepted; accepted: true or false",
                "every|15 minutes|'15 minutes' is not accepted; accepted: a duration such as 15m, 2h, 7d or PT15M",
                "since|2026-10-01|'2026-10-01' is not accepted; accepted: an instant such as 2026-10-01T00:00:00+08:00",
                "at|8:45|'8:45' is not accepted; accepted: a time of day such as 08:45",
                "day|2026-02-30|'2026-02-30' is not accepted; accepted: a date such as 2026-10-01",
                "zone|+08:00|zone '+08:00' is not known; write a zone such as Asia/Shanghai",
                "language|fr|language 'fr' is not known; accepted: zh-CN, en",
                "home|example.com|'example.com' is not accepted; accepted: an address such as https://host/",
                "home|~|has no value; accepted: an address such as https://host/",
                "name|[a, b]|holds a list, wanted is one value; accepted: text",
                "words|{a: b}|holds keys, wanted is a list; write one '- ' per entry",
                "servers|[a]|wanted are keys with values; write 'name: value'",
                "name|${env:NOPE}|the environment variable NOPE is not set",
                "name|${evn:PW}|'${evn:PW}' is no reference; accepted: ${env:NAME}, ${file:PATH}",
                "name|${env:PW|a reference is not closed; write ${env:NAME} or ${file:PATH}",
            })
    void aBadValueIsToldWithWhatIsAccepted(String key, String value, String expected) {
        String yaml = GOOD.replaceAll("(?m)^" + key + ":.*$", "").replaceAll("(?m)^  (main|spare_1):.*$", "");
        String written = key.equals("name") && value.startsWith("$") ? "\"" + value + "\"" : value;

        assertThat(read((key.equals("servers") ? yaml : yaml + "\nservers: {}") + "\n" + key + ": " + written)
                        .isPresent())
                .as(told())
                .isFalse();
        assertThat(told()).contains(": " + key + ": " + expected);
    }

    @Test
    void bothSpellingsOfAKeyAreRead() {
        record Spelled(Duration pollEvery, int maxCount) {}

        assertThat(bind(Spelled.class, "poll_every: 1m\nmaxCount: 3")).isPresent();
        bind(Spelled.class, "poll_every: 1m\npollEvery: 2m\nmaxCount: 3");
        assertThat(told()).contains("twice, in two spellings");
    }

    @Test
    void aSecretInClearTextIsRefusedAndNotRepeated() {
        record Login(Secret token) {}

        assertThat(bind(Login.class, "token: s3cr3t")).isEmpty();
        assertThat(told()).contains("clear text", "${file:PATH}").doesNotContain("s3cr3t");
    }

    @Test
    void aReferredValueIsNeverShownEvenWhenItIsWrong() {
        record Count(int count) {}

        assertThat(bind(Count.class, "count: \"${env:PW}\"")).isEmpty();
        assertThat(told()).contains("${env:PW}").doesNotContain("hush");
        assertThat(bind(Count.class, "count: \"${env:N}\"")).contains(new Count(7));
    }

    @Test
    void aFileReferenceGivesItsTextWithoutTheLastLineEnd() throws Exception {
        record Login(Secret token) {}
        Files.writeString(directory.resolve("token"), "abc\n");

        assertThat(bind(Login.class, "token: \"${file:token}\"")
                        .orElseThrow()
                        .token()
                        .reveal())
                .isEqualTo("abc");
        assertThat(bind(Login.class, "token: \"${file:absent}\"")).isEmpty();
        assertThat(told()).contains("absent does not exist");
    }

    @Test
    void hostileOrBrokenTextIsAProblemAndNothingElse() {
        List<String> hostile = List.of(
                "a: &x [1]\nb: *x",
                "a: &a [l,o,l]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b]",
                "a: 1\na: 2",
                "a:\n\t- x",
                "a: [1",
                "a: !!java.net.URL [http://x]",
                "--- 1\n--- 2",
                "? [a, b]\n: c",
                "[".repeat(5000),
                "a: \u0001",
                "%YAML 9.0\n---\na: 1");
        record Any(
                @Nullable Object a,
                @Nullable Object b,
                @Nullable Object c) {}
        for (String text : hostile) {
            int before = problems.all().size();
            bind(Any.class, text);
            assertThat(problems.all().size()).as(text).isGreaterThan(before);
        }
        assertThat(told()).contains("alias", "second time", "a tab stands", "second document", "levels deep", "tag");
    }

    @Test
    void aBinaryOrForeignFileIsSaidToBeOne() throws Exception {
        ConfigReader reader = new ConfigReader(problems, new Placeholders(name -> null, directory));
        Path binary = Files.write(directory.resolve("b.yaml"), new byte[] {'a', 0, 1});
        Path latin = Files.write(directory.resolve("l.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reader.tree(binary)).isEmpty();
        assertThat(reader.tree(latin)).isEmpty();
        assertThat(reader.tree(directory.resolve("none.yaml"))).isEmpty();
        assertThat(told()).contains("binary file", "not text in UTF-8", "does not exist");
    }

    @Test
    void aSectionDescribedWithAQuestionMarkIsThereOnlyIfSomebodyWritesIt() {
        ConfigReader reader = new ConfigReader(problems, new Placeholders(name -> null, directory));
        record Smtp(String host, int port) {}
        record Mail(@Nullable Smtp smtp) {}
        Node base = reader.tree("base", "smtp?: {port: 587}").orElseThrow();
        Node over = reader.tree("over", "smtp: {host: relay}").orElseThrow();

        assertThat(reader.bind(Mail.class, Node.settled(base), "").orElseThrow().value())
                .isEqualTo(new Mail(null));
        assertThat(reader.bind(Mail.class, Node.settled(Node.overlay(base, over)), "")
                        .orElseThrow()
                        .value())
                .isEqualTo(new Mail(new Smtp("relay", 587)));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aRecordThatRefusesAPartNamesItsKeyAndLine() {
        record Holder(Pool pool) {}

        assertThat(bind(Holder.class, "pool:\n  most: 1\n  least: 2\n")).isEmpty();
        assertThat(told()).isEqualTo("error: f.yaml:3: pool.least: 2 is above most 1");
    }

    @Test
    void anOperatorsFileLiesOverTheDefaultsKeyByKeyAndListsReplace() {
        ConfigReader reader = new ConfigReader(problems, new Placeholders(name -> null, directory));
        record Inner(int a, int someThing, List<String> list) {}
        record Outer(Inner inner) {}
        Node base =
                reader.tree("base", "inner: {a: 1, someThing: 2, list: [x, y]}").orElseThrow();
        Node over = reader.tree("over", "inner: {some_thing: 3, list: [z]}").orElseThrow();

        Bound<Outer> bound =
                reader.bind(Outer.class, Node.overlay(base, over), "").orElseThrow();
        assertThat(bound.value()).isEqualTo(new Outer(new Inner(1, 3, List.of("z"))));
    }

    record Limits(int low, Duration every, int high) {
        Limits {
            if (low < 0) {
                throw new IllegalArgumentException("limits.low " + low + " is negative");
            }
            if (every.toHours() > high) {
                throw new IllegalArgumentException("limits.every " + every + " is above high " + high);
            }
            if (high > 10) {
                throw new IllegalArgumentException("limits.high " + high + " is above 10");
            }
        }
    }

    private String problemsOver(String own) {
        ConfigReader reader = new ConfigReader(problems, new Placeholders(name -> null, directory));
        record Outer(Limits limits) {}
        Node base = reader.tree("base", "limits: {low: 1, every: 5h, high: 5}").orElseThrow();
        Node over = reader.tree("over", "limits: " + own).orElseThrow();

        assertThat(reader.bind(Outer.class, Node.overlay(base, over), "")).isEmpty();
        return told();
    }

    @Test
    void whatARecordRefusesIsToldBesideItsUnreadableParts() {
        assertThat(problemsOver("{low: -1, every: soon, high: 99}"))
                .contains("limits.every: 'soon' is not accepted")
                .contains("limits.low: -1 is negative")
                .contains("limits.high: 99 is above 10");
    }

    @Test
    void whatADefaultWouldBeRefusedForIsNotTold() {
        assertThat(problemsOver("{low: 1, every: soon, high: 2}"))
                .contains("limits.every: 'soon' is not accepted")
                .doesNotContain("above");
    }
}
