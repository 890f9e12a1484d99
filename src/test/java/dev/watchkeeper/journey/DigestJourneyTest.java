package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.DigestRecord;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two days of a small reseller: from Google's wire to the mail each account manager reads. */
class DigestJourneyTest {
    private static final String CHEN = "chen.jing@reseller.example";
    private static final String LIN = "lin.hao@reseller.example";
    private static final String MILLER = "anna.miller@reseller.example";
    private static final String OKORO = "b.okoro@reseller.example";
    private static final String[] TENANTS = {"xinghai", "mingde", "hengtong", "baihe", "harbour", "atlas"};
    /** {@code 4 + 新增 1 − 已解决 3（…） = 2}: everything between the colon and the sum. */
    private static final Pattern LEDGER = Pattern.compile("(?:未关闭：|critical and high: )([^=]+?) ?= ?(\\d+)");

    private static final Pattern TERM = Pattern.compile("([+−-]?)[^+−\\d-]*(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("(?:合计|Total) (\\d+) / (\\d+)");

    @TempDir
    Path directory;

    @Test
    void eachManagerReadsOnceADayWhatIsWrongAndWhatChanged() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T00:00:00Z", TENANTS)) {
            stage.change("atlas", "manager: miller", "manager: okoro");
            stage.tenants(TENANTS);
            stage.append("people.yaml", """
                    - id: okoro
                      name: B. Okoro
                      email: b.okoro@reseller.example
                      language: en
                      zone: Europe/Berlin
                      workDays: mon-fri
                      digest:
                        daily: {mode: on_change, at: "08:30"}
                    """);
            firstDay(stage);
            nextDay(stage);
            stage.digests().forEach(DigestJourneyTest::countsAddUp);
            stage.letters().forEach(letter -> namesNobodyElsesCustomer(stage, letter));
        }
    }

    private static void firstDay(Stage stage) {
        stage.ring("audit", "digest", "delivery");
        assertThat(stage.digests()).as("nobody's time has come").isEmpty();
        assertThat(stage.open("xinghai")).contains("LGN-01", "LGN-02", "LGN-03");
        assertThat(stage.open("hengtong")).contains("EML-10", "HYG-06");
        assertThat(stage.open("harbour")).contains("SYN-08", "SYN-09", "SHR-02");
        assertThat(stage.open("mingde"))
                .as("its continuous and its first daily audit at the same time are one look")
                .doesNotContain("HYG-09");
        stage.forward(Duration.ofMinutes(11)).ring("audit");
        assertThat(stage.open("mingde")).contains("HYG-09");

        stage.to("2026-11-24T00:50:30Z").ring("digest", "digest", "delivery", "digest", "delivery");
        assertThat(stage.digests()).extracting(Letter::to).containsExactlyInAnyOrder(CHEN, LIN);
        Letter chen = stage.digestsTo(CHEN).get(0);
        assertThat(chen.subject()).contains("首次接入", "2").contains("11/24");
        assertThat(chen.text()).contains("账号被 Google 停用", "星海科技", "首次摘要，尚无对比");
        assertThat(chen.html()).contains("lang=\"zh-CN\"");

        stage.to("2026-11-24T07:36:00Z").ring("audit", "digest", "digest", "delivery");
        assertThat(stage.digests()).extracting(Letter::to).containsExactlyInAnyOrder(CHEN, LIN, MILLER, OKORO);
        Letter miller = stage.digestsTo(MILLER).get(0);
        assertThat(miller.text()).contains("Critical", "A program may read everything", "nothing to compare with");
        assertThat(stage.digestsTo(OKORO).get(0).text()).contains("Open critical and high: 1 (0 critical, 1 high)");
    }

    private static void nextDay(Stage stage) throws Exception {
        Instant yesterday = stage.clock.instant();
        stage.to("2026-11-25T00:00:00Z");
        stage.world.nextDay();
        stage.ring("audit").forward(Duration.ofMinutes(11)).ring("audit");
        assertThat(stage.happened("xinghai", yesterday)).contains("LGN-03 resolved", "LGN-07 opened");
        assertThat(stage.happened("mingde", yesterday)).contains("HYG-09 resolved");
        assertThat(stage.happened("hengtong", yesterday)).contains("EML-19 worsened", "HYG-05 worsened");
        assertThat(stage.happened("baihe", yesterday)).contains("SHR-02 opened");

        stage.to("2026-11-25T00:50:30Z").ring("digest", "digest", "delivery");
        stage.to("2026-11-25T07:36:00Z").ring("audit", "digest", "digest", "delivery");
        assertThat(stage.digests())
                .extracting(Letter::to)
                .containsExactlyInAnyOrder(CHEN, CHEN, LIN, LIN, MILLER, MILLER, OKORO);
        Letter chen = stage.digestsTo(CHEN).get(1);
        assertThat(chen.text())
                .contains("自上次摘要（11月24日 08:50）以来")
                .contains("+ 新增 1    星海科技：短时间内大量账号被停用")
                .contains("明德律所：我们失去了读取权限")
                .contains("星海科技：有账号被锁定");
        assertThat(stage.digestsTo(LIN).get(1).text())
                .contains("百合教育：日历被公开到互联网")
                .contains("恒通物流：邮箱已满或将满（高危 → 严重）")
                .contains("恒通物流：公司存储空间将满（中危 → 高危）");

        Map<String, DigestRecord> records = Map.of(
                "first", record(stage, "D-20261124-chen"),
                "second", record(stage, "D-20261125-chen"),
                "skipped", record(stage, "D-20261125-okoro"));
        assertThat(records.get("second").baselineId()).isEqualTo("D-20261124-chen");
        assertThat(records.get("second").periodStart())
                .isEqualTo(records.get("first").periodEnd());
        assertThat(records.get("skipped").skipped()).contains("nothing to do, nothing changed");
        assertThat(stage.app().digests().digests().skippedSince(DigestKind.DAILY, "okoro", Instant.EPOCH))
                .hasSize(1);
    }

    private static DigestRecord record(Stage stage, String id) {
        return stage.app().digests().digests().find(id).orElseThrow();
    }

    /** Table and attachment hold what the sum says, and the sum is one. */
    private static void countsAddUp(Letter letter) {
        Matcher total = TOTAL.matcher(letter.text());
        long critical = rows(letter, "critical", "严重");
        long high = rows(letter, "high", "高危");
        if (total.find()) {
            assertThat(List.of(total.group(1), total.group(2)))
                    .as(letter.text())
                    .containsExactly(Long.toString(critical), Long.toString(high));
        }
        Matcher ledger = LEDGER.matcher(letter.text().replaceAll("（[^）]*）|\\([^)]*\\)", ""));
        if (ledger.find()) {
            Matcher terms = TERM.matcher(ledger.group(1));
            int sum = 0;
            while (terms.find()) {
                int count = Integer.parseInt(terms.group(2));
                sum += terms.group(1).isEmpty() || terms.group(1).equals("+") ? count : -count;
            }
            assertThat(sum).as(ledger.group()).isEqualTo(Integer.parseInt(ledger.group(2)));
            assertThat((long) sum).as(letter.text()).isEqualTo(critical + high);
        }
    }

    private static long rows(Letter letter, String english, String chinese) {
        return letter.sheet()
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.contains("," + english + ",") || line.contains("," + chinese + ","))
                .count();
    }

    private static void namesNobodyElsesCustomer(Stage stage, Letter letter) {
        String all = letter.all().replace("\u200b", "").toLowerCase(Locale.ROOT);
        var portfolio = stage.app().configuration().portfolio();
        for (Tenant tenant : portfolio.tenants()) {
            Person manager = portfolio.person(tenant.manager()).orElseThrow();
            if (!manager.email().equals(letter.to())) {
                assertThat(all)
                        .as("mail to " + letter.to())
                        .doesNotContain(tenant.name().toLowerCase(Locale.ROOT))
                        .doesNotContain(tenant.shortName().toLowerCase(Locale.ROOT))
                        .doesNotContain(tenant.id());
                tenant.domains().forEach(domain -> assertThat(all).doesNotContain(domain));
            }
        }
    }
}
