package dev.watchkeeper.demo.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.Card;
import dev.watchkeeper.digest.DigestComposer;
import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.OpenClock;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.StubReports;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which card comes first, what is one card, and of when the data are. */
class DigestOrderTest {
    private static final Instant NOW = SceneData.NOW;

    private static OpenClock clock(String ticket, String metric, Instant due, boolean breached) {
        return new OpenClock(
                "t88",
                "zd-" + ticket + "-" + metric,
                ticket,
                "mail",
                metric,
                "S1",
                due.minus(Duration.ofHours(1)),
                due,
                breached,
                Duration.ofMinutes(15),
                false,
                false,
                null);
    }

    private static Finding critical(String check, Instant opened) {
        return SceneData.finding(
                "F-" + check,
                "t88",
                check,
                Severity.CRITICAL,
                opened,
                null,
                1,
                Text.same("something bad"),
                Text.EMPTY,
                Text.same("Call the customer."));
    }

    private static DigestFacts facts(List<OpenClock> clocks, List<Finding> findings, @Nullable Instant dataUntil) {
        DigestFacts f = DigestScene.daily(3, Language.EN).facts();
        return new DigestFacts(
                f.kind(),
                f.reader(),
                null,
                NOW,
                f.customers().stream()
                        .map(t -> t.id().equals(f.customers().get(0).id())
                                ? SceneData.tenant("t88", "Xinghai", "Xinghai")
                                : t)
                        .toList(),
                f.baseline(),
                false,
                findings,
                clocks,
                f.sla(),
                f.gaps(),
                f.endings(),
                f.forecasts(),
                f.ruleUpdates(),
                f.unknownChecks(),
                f.skipped(),
                f.week(),
                f.google(),
                dataUntil);
    }

    private static Draft mail(DigestFacts facts) {
        return new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter()).digest(facts);
    }

    /** A breach that nobody has answered for eight days must not stand before the takeover of this night. */
    @Test
    void theNewestAndWorstLeads() {
        OpenClock stale = clock("4711", "resolution", NOW.minus(Duration.ofDays(8)), true);
        Finding tonight = critical("LEK-05", NOW.minus(Duration.ofHours(5)));
        DigestModel model = DigestComposer.compose(facts(List.of(stale), List.of(tonight), null));
        assertThat(model.cards()).hasSize(2);
        assertThat(model.cards().get(0).subject()).isInstanceOf(Card.OfFindings.class);
        assertThat(mail(model.facts()).subject()).contains("something bad");

        OpenClock fresh = clock("4712", "first_response", NOW.minus(Duration.ofMinutes(20)), true);
        assertThat(DigestComposer.compose(facts(List.of(stale, fresh), List.of(tonight), null))
                        .cards()
                        .get(0)
                        .ref())
                .isEqualTo(fresh.incident());
    }

    @Test
    void aTicketIsOneCard() {
        OpenClock reply = clock("4711", "first_response", NOW.minus(Duration.ofMinutes(20)), true);
        OpenClock solution = clock("4711", "resolution", NOW.plus(Duration.ofHours(2)), false);
        DigestFacts facts = facts(List.of(solution, reply), List.of(), null);
        DigestModel model = DigestComposer.compose(facts);
        assertThat(model.cards()).extracting(Card::ref).containsExactly(reply.incident());
        assertThat(mail(facts).text().replaceAll("\\s+", " ")).contains("same ticket: resolution due 10:40");
    }

    @Test
    void theDataAreOfTheirOwnTime() {
        DigestFacts facts = facts(List.of(), List.of(critical("LEK-05", NOW.minusSeconds(60))), NOW.minusSeconds(5100));
        assertThat(mail(facts).text()).contains("Data as of Tue 24 Nov 07:15");
        assertThat(facts(List.of(), List.of(), null).asOf()).isEqualTo(NOW);
        assertThat(facts(List.of(), List.of(), NOW.plusSeconds(5)).asOf()).isEqualTo(NOW);
    }

    /** Google's incident is found at each customer; it is nobody's to mend, and counted for none. */
    @Test
    void anIncidentAtGoogleIsNotCountedPerCustomer() {
        List<Finding> all = new ArrayList<>();
        List<String> ids = facts(List.of(), List.of(), null).customers().stream()
                .map(t -> t.id())
                .toList();
        for (String id : ids) {
            all.add(SceneData.finding(
                    "F-" + id,
                    id,
                    "OUT-01",
                    Severity.HIGH,
                    NOW.minusSeconds(3600),
                    null,
                    1,
                    Text.same("Google reports an incident"),
                    Text.EMPTY,
                    Text.EMPTY));
        }
        DigestModel model = DigestComposer.compose(facts(List.of(), all, null));
        assertThat(model.cards()).isEmpty();
        assertThat(model.buckets().act()).isZero();
        assertThat(model.ledger().now().total()).isZero();
    }

    /** Account managers have a mailbox and no shell. */
    @Test
    void noMailToAnAccountManagerHoldsAShellCommand() {
        for (Gallery.Exhibit exhibit : new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter()).all()) {
            String all = exhibit.draft().html()
                    + exhibit.draft().text()
                    + exhibit.draft().attachments().stream()
                            .filter(file -> file.type().startsWith("text/"))
                            .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                            .toList();
            assertThat(all)
                    .as(exhibit.name())
                    .doesNotContainPattern("watchkeeper (report|status|entitlement|finding|mail|audit) ")
                    .doesNotContain(".yaml", "--month", "没有检查到");
        }
    }

    @Test
    void whatAClaimNeedsHangsOnTheDigest() {
        Draft draft = new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter())
                .all().stream()
                        .filter(e -> e.name().equals("google.en"))
                        .findFirst()
                        .orElseThrow()
                        .draft();
        assertThat(draft.attachments()).extracting(file -> file.fileName()).contains("google-claims-20261124.csv");
    }
}
