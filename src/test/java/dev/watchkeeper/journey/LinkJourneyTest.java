package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.Sightings;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.ops.HttpEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the mail in somebody's hands to the daemon's HTTP port and back into the next mail. */
class LinkJourneyTest {
    private static final String CHEN = "chen.jing@reseller.example";
    private static final String PUBLIC = "https://notify.reseller.example/wk";
    private static final Pattern ADDRESS = Pattern.compile(Pattern.quote(PUBLIC) + "(/[lu]/[A-Za-z0-9_.-]+)");
    private static final HttpClient BROWSER =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @TempDir
    Path directory;

    private Stage stage;
    private HttpEndpoint port;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.at(directory, "2026-11-24T00:00:00Z", "xinghai", "mingde", "hengtong");
        stage.put("link.key", "0123456789abcdef0123456789abcdef\n");
        stage.tune("mail", "publicUrl: " + PUBLIC + "\n  linkKey: ${file:link.key}");
        port = stage.app().endpoint();
        port.start();
    }

    @AfterEach
    void stop() throws Exception {
        port.close();
        stage.close();
    }

    /** What a TLS proxy does: the path behind the public address, on our port. */
    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The path of the link with this label in a mail. */
    private static String link(Letter letter, String label) {
        Element found = Jsoup.parse(letter.html()).select("a").stream()
                .filter(a -> a.text().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link '" + label + "' in\n" + letter.text()));
        Matcher address = ADDRESS.matcher(found.attr("href"));
        assertThat(address.matches()).as(found.attr("href")).isTrue();
        return address.group(1);
    }

    private Letter digest(String at) {
        stage.to(at).ring("digest", "digest", "delivery");
        List<Letter> all = stage.digestsTo(CHEN);
        return all.get(all.size() - 1);
    }

    private Letter firstDigest() {
        stage.ring("audit", "digest", "delivery")
                .forward(Duration.ofMinutes(11))
                .ring("audit");
        return digest("2026-11-24T00:50:30Z");
    }

    private String why(String record) {
        return String.valueOf(
                stage.app().digests().digests().find(record).orElseThrow().skipped());
    }

    /** The next day's digest, about a critical finding that goes on. */
    private Letter nextDigest() {
        stage.to("2026-11-25T00:00:00Z").ring("audit");
        return digest("2026-11-25T00:50:30Z");
    }

    @Test
    void whatNobodyTakesCareOfComesAgain() {
        firstDigest();
        assertThat(nextDigest().html()).contains("我来处理");
    }

    @Test
    void aFindingTakenCareOfFromTheMailIsSoInTheNextMail() throws Exception {
        Letter first = firstDigest();
        Finding finding = stage.finding("xinghai", "LGN-02").orElseThrow();
        stage.to("2026-11-24T01:10:00Z");

        HttpResponse<String> page = send("GET", link(first, "我来处理"), "");
        assertThat(page.statusCode()).isEqualTo(200);
        Document shown = Jsoup.parse(page.body());
        assertThat(shown.title()).isEqualTo("由你处理这个问题吗？");
        assertThat(shown.text()).contains("星海科技", finding.id(), "仅限陈静使用");
        String field = shown.select("form input[type=hidden]").attr("name") + "="
                + shown.select("form input[type=hidden]").attr("value");

        HttpResponse<String> done = send("POST", link(first, "我来处理"), field);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("由你处理，到 12月8日");
        FindingEvent event = stage.app().findings().history(finding.id()).stream()
                .filter(one -> one.kind() == FindingEvent.Kind.ACKNOWLEDGED)
                .findFirst()
                .orElseThrow();
        assertThat(event.author()).isEqualTo("chen");
        assertThat(event.at()).isEqualTo("2026-11-24T01:10:00Z");
        assertThat(send("POST", link(first, "我来处理"), field).statusCode())
                .as("once")
                .isEqualTo(410);

        Letter second = nextDigest();
        assertThat(second.html()).doesNotContain("我来处理");
        assertThat(second.sheet()).contains(finding.id()).containsPattern("严重,处理中,LGN-02");
    }

    @Test
    void aRiskAcceptedFromTheMailLeavesTheNextMail() throws Exception {
        Letter first = firstDigest();
        String path = link(first, "接受风险 30 天");
        String matter = stage.finding("xinghai", "LGN-02").orElseThrow().id().toLowerCase(Locale.ROOT);
        OutboxEntry told = stage.app().mail().outbox().ofIncident(matter).get(0);
        stage.app().mail().outbox().resend(told.id(), told.mode(), stage.clock.instant());
        assertThat(send("POST", path, "do=yes&reason=").statusCode()).isEqualTo(400);
        assertThat(send("POST", path, "do=yes&reason=%E5%AE%A2%E6%88%B7%E5%90%8C%E6%84%8F")
                        .statusCode())
                .isEqualTo(200);
        OutboxEntry withdrawn = stage.app().mail().outbox().find(told.id()).orElseThrow();
        assertThat(withdrawn.state()).as("it waited and need not leave").isEqualTo(EntryState.CANCELLED);
        assertThat(withdrawn.holdReason()).isEqualTo("withdrawn before it left: risk accepted by chen");
        Finding finding = stage.finding("xinghai", "LGN-02").orElseThrow();
        assertThat(finding.muted() == null ? "" : finding.muted().reason()).isEqualTo("客户同意");
        Letter second = nextDigest();
        assertThat(second.sheet()).doesNotContain(finding.id());
        assertThat(second.text()).contains("已接受 1");
    }

    @Test
    void oneButtonTakesCareOfTheWholeCard() throws Exception {
        firstDigest();
        stage.to("2026-11-25T00:10:00Z");
        List<String> ids = stage
                .app()
                .findingKeeper()
                .reconcile(
                        "xinghai",
                        List.of(
                                Sightings.fail("LEK-05", "li@xinghai.example", Severity.HIGH),
                                Sightings.fail("LEK-05", "wu@xinghai.example", Severity.HIGH)),
                        stage.clock.instant(),
                        null)
                .stream()
                .map(change -> change.finding().id())
                .toList();
        String path = link(digest("2026-11-25T00:50:30Z"), "这 2 项我来处理");
        assertThat(Jsoup.parse(send("GET", path, "").body()).text())
                .contains(ids)
                .contains("这些问题都由你处理吗？");
        assertThat(send("POST", path, "do=yes").body()).contains("都由你处理，到 12月9日");
        for (String id : ids) {
            assertThat(stage.app().findings().byId(id).orElseThrow().state(stage.clock.instant()))
                    .isEqualTo(Finding.State.ACKNOWLEDGED);
        }
        assertThat(send("POST", path, "do=yes").statusCode()).as("once").isEqualTo(410);
    }

    /** A scanner in front of the mailbox opens every address before its reader does. */
    @Test
    void aScannerOfLinksChangesNothing() throws Exception {
        Letter first = firstDigest();
        List<String> before = state();
        Matcher addresses = ADDRESS.matcher(first.all());
        int seen = 0;
        while (addresses.find()) {
            assertThat(send("HEAD", addresses.group(1), "").statusCode()).isEqualTo(200);
            assertThat(send("GET", addresses.group(1), "").statusCode()).isEqualTo(200);
            seen++;
        }
        assertThat(seen).isGreaterThan(8);
        assertThat(state()).isEqualTo(before);
        assertThat(send("POST", link(first, "我来处理"), "do=yes").statusCode())
                .as("and the reader's own press still counts")
                .isEqualTo(200);
        assertThat(state()).isNotEqualTo(before);
    }

    /** Everything that a link can change. */
    private List<String> state() {
        List<String> state = new ArrayList<>();
        stage.open()
                .forEach(finding -> state.add(finding + " "
                        + stage.app().findings().history(finding.id()).size()));
        stage.app()
                .configuration()
                .portfolio()
                .people()
                .forEach(person ->
                        state.add(person.id() + stage.app().digests().prefs().history(person.id())));
        return state;
    }

    @Test
    void unsubscribingEndsTheDigestAndNotTheAlerts() throws Exception {
        stage.put("sources.yaml", Desk.SOURCE);
        stage.put("desk.secret", Desk.SECRET);
        stage.down();
        port.close();
        port = stage.app().endpoint();
        port.start();
        Letter first = firstDigest();
        Matcher header = Pattern.compile("List-Unsubscribe:\\s*<([^>]+)>").matcher(first.all());
        assertThat(header.find()).isTrue();
        assertThat(first.all()).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        Matcher address = ADDRESS.matcher(header.group(1));
        assertThat(address.matches()).isTrue();
        String path = address.group(1);

        // As a mail program does it: no page, no cookie, and once more because it was not sure.
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> done = send("POST", path, "List-Unsubscribe=One-Click");
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.headers().map()).doesNotContainKeys("set-cookie", "location");
        }
        assertThat(stage.app().digests().prefs().history("chen")).hasSize(1);

        stage.to("2026-11-25T00:50:30Z").ring("digest", "digest", "delivery");
        assertThat(stage.digestsTo(CHEN)).as("no second digest").hasSize(1);
        assertThat(why("D-20261125-chen")).startsWith("switched off by the reader (chen, 2026-11-24T");

        try (Desk desk = Desk.of(stage.app())) {
            stage.to("2026-11-25T02:00:10Z");
            desk.deliver(
                    Desk.opened("4711", "xinghai.example", "S1", "email", Instant.parse("2026-11-25T02:00:00Z")),
                    stage.clock.instant());
            stage.ring("sla-sweep").to("2026-11-25T02:07:30Z").ring("sla-sweep");
            stage.to("2026-11-25T02:08:01Z").ring("delivery", "delivery");
            Letter alert = stage.lettersTo(CHEN).stream()
                    .filter(letter -> letter.subject().contains("【SLA】"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the SLA alert did not come"));

            assertThat(send("POST", link(alert, "我在处理"), "do=yes").body()).contains("已记下：你在处理");
            assertThat(stage.app()
                            .sla()
                            .book()
                            .entries(List.of("desk/4711"))
                            .get("desk/4711")
                            .card()
                            .ackedBy())
                    .isEqualTo("chen");
            int mails = stage.lettersTo(CHEN).size();
            stage.to("2026-11-25T02:15:01Z").ring("sla-sweep", "sla-sweep");
            stage.to("2026-11-25T02:15:40Z").ring("delivery", "delivery");
            assertThat(stage.lettersTo(CHEN)).as("no warning, but the breach").hasSize(mails + 1);
            assertThat(stage.lettersTo(CHEN).get(mails).text()).contains("已超时");
        }

        // The same link is the way back.
        Document page = Jsoup.parse(send("GET", path, "").body());
        assertThat(page.title()).isEqualTo("已退订日报");
        String back = page.select("form").attr("action").replace("..", "");
        assertThat(send("POST", back, "do=yes").body()).contains("已恢复日报");
        assertThat(digest("2026-11-26T00:50:30Z").subject()).contains("11/26");
    }

    @Test
    void aPauseEndsByItself() throws Exception {
        Letter first = firstDigest();
        stage.to("2026-11-24T00:55:00Z");
        assertThat(send("POST", link(first, "暂停 7 天"), "do=yes").body()).contains("已暂停，到 12月1日 08:55");
        for (int day = 25; day <= 30; day++) {
            stage.to("2026-11-" + day + "T00:50:30Z").ring("digest", "digest", "delivery");
            assertThat(why("D-202611" + day + "-chen"))
                    .startsWith("paused until 2026-12-01T00:55:00Z (chen, 2026-11-24T00:55:00Z)");
        }
        stage.to("2026-11-30T01:05:30Z").ring("digest", "digest", "delivery");
        assertThat(why("W-20261130-chen")).startsWith("paused until");
        stage.to("2026-12-01T00:50:30Z").ring("digest", "digest", "delivery");
        assertThat(stage.digestsTo(CHEN)).hasSize(1);

        Letter after = digest("2026-12-02T00:50:30Z");
        assertThat(stage.digestsTo(CHEN)).hasSize(2);
        assertThat(after.text()).contains("自上次摘要（11月24日 08:50）以来");
    }

    @Test
    void withoutAnAddressThereIsNoPortAndNoLink() throws Exception {
        stage.down();
        port.close();
        stage.replace("watchkeeper.yaml", "  publicUrl: " + PUBLIC + "\n  linkKey: ${file:link.key}\n", "");
        port = stage.app().endpoint();
        port.start();
        Letter first = firstDigest();
        assertThat(first.all()).doesNotContain("notify.reseller.example", "List-Unsubscribe-Post");
        assertThat(first.text()).contains("mailto:account-managers@reseller.example?subject=PAUSE");
        assertThat(send("GET", "/l/x.y", "").body()).isEqualTo("nothing here\n");
    }
}
