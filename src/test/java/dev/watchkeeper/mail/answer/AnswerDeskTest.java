package dev.watchkeeper.mail.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryNotifyPrefs;
import dev.watchkeeper.fixture.MemoryUsedLinks;
import dev.watchkeeper.fixture.Sightings;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.answer.Reply.Standing;
import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.link.Seal;
import dev.watchkeeper.mail.link.UsedLinks;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerDeskTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant MAILED = Instant.parse("2026-11-24T00:50:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Map<String, String> PRESSED = Map.of("do", "yes");
    private static final Map<String, String> ONE_CLICK = Map.of("List-Unsubscribe", "One-Click");
    private static final String THREAD = "desk-4711-fr-1";

    private final Gate gate =
            Gate.at(URI.create("https://notify.reseller.example"), new Seal("0123456789abcdef0123456789abcdef", null));
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);
    private final MemoryUsedLinks used = new MemoryUsedLinks();
    private final MemoryNotifyPrefs prefs = new MemoryNotifyPrefs();
    private final Desk tickets = new Desk();
    private Portfolio portfolio = new Portfolio(
            List.of(Tenants.managed("xinghai", "chen")),
            List.of(person("chen", "Chen Jing", false), person("wang", "Wang", false)));
    private final AnswerDesk desk =
            new AnswerDesk(() -> portfolio, gate, used, findings, keeper, prefs, tickets, Language.ZH_CN, SHANGHAI);
    private String finding = "";

    /** One ticket. */
    private static final class Desk implements Takings {
        final Map<String, Ticket> known =
                new HashMap<>(Map.of(THREAD, new Ticket("xinghai", "4711", "Mail <b>bounces</b>", true, null)));
        final List<String> taken = new ArrayList<>();

        @Override
        public Optional<Ticket> find(String thread) {
            return Optional.ofNullable(known.get(thread));
        }

        @Override
        public boolean take(String thread, String by, Instant now) {
            taken.add(thread + " " + by);
            return known.containsKey(thread);
        }
    }

    private static Person person(String id, String name, boolean minimal) {
        return new Person(
                id,
                name,
                id + "@reseller.example",
                Language.EN,
                SHANGHAI,
                "cn-workdays",
                Person.DigestMode.ON_CHANGE,
                LocalTime.of(8, 45),
                DayOfWeek.MONDAY,
                LocalTime.of(9, 0),
                "high",
                "critical",
                List.of(),
                "never",
                List.of(),
                null,
                null,
                null,
                true,
                minimal);
    }

    @BeforeEach
    void find() {
        see(true, MAILED.minusSeconds(3600));
        finding = findings.openOr("xinghai", List.of()).get(0).id();
    }

    private void see(boolean there, Instant at) {
        keeper.reconcile(
                "xinghai",
                List.of(
                        there
                                ? Sightings.fail("LGN-01", "li@xinghai.example", Severity.CRITICAL)
                                : Sightings.pass("LGN-01", "li@xinghai.example")),
                at,
                "r1");
    }

    private String token(Act act, String subject) {
        return gate.seal().seal(Offer.at(MAILED, act, "chen", subject));
    }

    private String token(Act act) {
        return token(
                act,
                switch (act) {
                    case ACKNOWLEDGE, MUTE -> finding;
                    case TAKE -> THREAD;
                    case PAUSE -> "digests";
                    case UNSUBSCRIBE, RESUME -> "daily";
                });
    }

    private Reply show(String token) {
        return desk.show(token, null, NOW);
    }

    private Reply press(String token, Map<String, String> fields) {
        return desk.act(token, fields, null, NOW);
    }

    private Finding now() {
        return findings.byId(finding).orElseThrow();
    }

    private List<FindingEvent> decisions() {
        return findings.history(finding).stream()
                .filter(event -> event.author() != null)
                .toList();
    }

    @Test
    void acknowledgingIsWrittenToTheHistoryAsTheCommandDoes() {
        Reply page = show(token(Act.ACKNOWLEDGE));
        assertThat(page.standing()).isEqualTo(Standing.OPEN);
        assertThat(page.page().heading()).isEqualTo("Do you take care of this?");
        assertThat(page.page().matter().get(0)).contains("Xinghai Tech");
        assertThat(page.page().foot()).isEqualTo("For Chen Jing only. Works once, until 8 Dec 08:50.");

        Reply done = press(token(Act.ACKNOWLEDGE), PRESSED);
        assertThat(done.standing()).isEqualTo(Standing.DONE);
        assertThat(done.page().heading()).isEqualTo("You take care of it until Tue 8 Dec");
        assertThat(now().state(NOW)).isEqualTo(Finding.State.ACKNOWLEDGED);
        FindingEvent event = decisions().get(0);
        assertThat(event.kind()).isEqualTo(FindingEvent.Kind.ACKNOWLEDGED);
        assertThat(event.author()).isEqualTo("chen");
        assertThat(event.reason()).contains("link");
        assertThat(event.until()).as("the last day is counted whole").isEqualTo("2026-12-08T16:00:00Z");
    }

    /** The customer went to another manager yesterday; the mail of last week is still in the old one's mailbox. */
    @Test
    void aLinkIsNoGoodForWhoHandedTheCustomerOver() {
        String acknowledge = token(Act.ACKNOWLEDGE);
        String take = token(Act.TAKE);
        portfolio = new Portfolio(
                List.of(Tenants.managed("xinghai", "zhao"), Tenants.managed("yuanshan", "chen")),
                List.of(person("chen", "Chen Jing", false), person("zhao", "Zhao Lei", false)));
        for (String token : List.of(acknowledge, take)) {
            assertThat(show(token).standing()).isEqualTo(Standing.GONE);
            Reply pressed = press(token, PRESSED);
            assertThat(pressed.standing()).isEqualTo(Standing.GONE);
            assertThat(pressed.page().heading()).isEqualTo("This is somebody else’s by now");
        }
        assertThat(decisions()).isEmpty();
        assertThat(tickets.taken).isEmpty();
    }

    @Test
    void mutingNeedsAReasonAndLastsThirtyDays() {
        Reply missing = press(token(Act.MUTE), Map.of("do", "yes", "reason", "   "));
        assertThat(missing.standing()).isEqualTo(Standing.INCOMPLETE);
        AnswerPage.Form form = missing.page().form();
        assertThat(form == null || form.field() == null ? "" : form.field().problem())
                .contains("reason");
        assertThat(now().state(NOW)).isEqualTo(Finding.State.OPEN);

        Reply done =
                press(token(Act.MUTE), Map.of("do", "yes", "reason", " Agreed with\r\nMs Li\u202e \u0000 by phone "));
        assertThat(done.standing()).isEqualTo(Standing.DONE);
        assertThat(now().state(NOW)).isEqualTo(Finding.State.MUTED);
        assertThat(decisions().get(0).reason()).isEqualTo("Agreed with Ms Li by phone");
        assertThat(decisions().get(0).until()).isEqualTo("2026-12-24T16:00:00Z");
    }

    /** Four findings of two customers on one card; one of them is gone by the time the button is pressed. */
    private List<String> group() {
        portfolio = new Portfolio(
                List.of(Tenants.managed("xinghai", "chen"), Tenants.managed("yuanshan", "chen")),
                List.of(person("chen", "Chen Jing", false)));
        Instant at = MAILED.minusSeconds(3600);
        keeper.reconcile("yuanshan", three(true), at, "r1");
        List<String> ids = new ArrayList<>(List.of(finding));
        findings.openOr("yuanshan", List.of()).stream()
                .map(Finding::id)
                .sorted()
                .forEach(ids::add);
        assertThat(ids).hasSize(4);
        return ids;
    }

    private static List<Sighting> three(boolean all) {
        return List.of(
                Sightings.fail("LGN-01", "a@yuanshan.example", Severity.HIGH),
                Sightings.fail("LGN-01", "b@yuanshan.example", Severity.HIGH),
                all
                        ? Sightings.fail("LGN-01", "c@yuanshan.example", Severity.HIGH)
                        : Sightings.pass("LGN-01", "c@yuanshan.example"));
    }

    private List<Finding.State> states(List<String> ids) {
        return ids.stream()
                .map(id -> findings.byId(id).orElseThrow().state(NOW))
                .toList();
    }

    @Test
    void oneAnswerIsForAllOfACard() {
        List<String> ids = group();
        String token = token(Act.ACKNOWLEDGE, Offer.about(ids).orElseThrow());
        Reply page = show(token);
        assertThat(page.standing()).isEqualTo(Standing.OPEN);
        assertThat(page.page().heading()).isEqualTo("Do you take care of all of these?");
        assertThat(page.page().matter()).hasSize(5);
        assertThat(page.page().matter().get(0)).startsWith("4 findings: ");
        assertThat(String.join("\n", page.page().matter())).contains(ids).contains("b@yuanshan.", "Xinghai Tech");
        assertThat(states(ids)).as("looked at only").containsOnly(Finding.State.OPEN);

        keeper.reconcile("yuanshan", three(false), NOW.minusSeconds(60), "r2");
        assertThat(String.join("\n", show(token).page().matter())).containsOnlyOnce("resolved already");
        Reply done = press(token, PRESSED);
        assertThat(done.standing()).isEqualTo(Standing.DONE);
        assertThat(done.page().heading()).isEqualTo("You take care of them until Tue 8 Dec");
        assertThat(states(ids))
                .containsOnly(Finding.State.ACKNOWLEDGED, Finding.State.RESOLVED)
                .containsOnlyOnce(Finding.State.RESOLVED);
        for (String id : ids) {
            assertThat(findings.history(id).stream().filter(event -> event.author() != null))
                    .allMatch(event -> "chen".equals(event.author()));
        }

        Reply again = press(token, PRESSED);
        assertThat(again.standing()).isEqualTo(Standing.GONE);
        assertThat(findings.history(ids.get(0)).stream().filter(event -> event.author() != null))
                .as("once")
                .hasSize(1);
    }

    @Test
    void theRisksOfACardAreAcceptedWithOneReason() {
        List<String> ids = group();
        String token = token(Act.MUTE, Offer.about(ids).orElseThrow());
        assertThat(press(token, PRESSED).standing()).isEqualTo(Standing.INCOMPLETE);
        assertThat(states(ids)).containsOnly(Finding.State.OPEN);
        assertThat(press(token, Map.of("do", "yes", "reason", "agreed")).standing())
                .isEqualTo(Standing.DONE);
        assertThat(states(ids)).containsOnly(Finding.State.MUTED);
    }

    @Test
    void aCardOfWhichNothingIsLeftSaysSo() {
        List<String> ids = group();
        see(false, NOW.minusSeconds(60));
        keeper.reconcile(
                "yuanshan",
                List.of("a", "b", "c").stream()
                        .map(user -> Sightings.pass("LGN-01", user + "@yuanshan.example"))
                        .toList(),
                NOW.minusSeconds(60),
                "r2");
        Reply gone = press(token(Act.ACKNOWLEDGE, Offer.about(ids).orElseThrow()), PRESSED);
        assertThat(gone.standing()).isEqualTo(Standing.GONE);
        assertThat(gone.page().heading()).isEqualTo("They are all resolved");
    }

    @Test
    void aReasonOfAnyLengthIsCut() {
        press(token(Act.MUTE), Map.of("do", "yes", "reason", "很长".repeat(3000)));
        assertThat(String.valueOf(decisions().get(0).reason()).length()).isLessThan(210);
    }

    @Test
    void aTicketIsTakenByName() {
        assertThat(show(token(Act.TAKE)).page().matter().get(0)).contains("#4711", "Mail <b>bounces</b>");
        assertThat(press(token(Act.TAKE), PRESSED).standing()).isEqualTo(Standing.DONE);
        assertThat(tickets.taken).containsExactly(THREAD + " chen");
    }

    @Test
    void aTicketThatIsOverOrSomebodyElsesSaysSo() {
        tickets.known.put(THREAD, new Takings.Ticket("xinghai", "4711", "", true, "wang"));
        assertThat(show(token(Act.TAKE)).page().lines().get(0)).startsWith("Wang is on it already");
        tickets.known.put(THREAD, new Takings.Ticket("xinghai", "4711", "", false, "wang"));
        assertThat(press(token(Act.TAKE), PRESSED).standing()).isEqualTo(Standing.GONE);
        assertThat(tickets.taken).isEmpty();
    }

    @Test
    void aPauseEndsSevenDaysAfterThePress() {
        Reply done = press(token(Act.PAUSE), PRESSED);
        assertThat(prefs.of("chen")).containsEntry(NotifyPrefs.PAUSED_UNTIL, "2026-12-01T02:00:00Z");
        assertThat(prefs.history("chen").get(0).by()).isEqualTo("chen");
        assertThat(done.page().heading()).isEqualTo("Paused until 1 Dec 10:00");
        assertThat(done.page().lines()).contains("Alerts about SLA deadlines and critical findings go on.");

        press(back(done), PRESSED);
        assertThat(Instant.parse(prefs.of("chen").getOrDefault(NotifyPrefs.PAUSED_UNTIL, "")))
                .as("the way back ends it at once")
                .isBeforeOrEqualTo(NOW);
    }

    private static String back(Reply done) {
        AnswerPage.Form form = Objects.requireNonNull(done.page().form());
        assertThat(form.main()).isFalse();
        assertThat(form.target()).startsWith("../l/");
        return form.target().substring("../l/".length());
    }

    @Test
    void mailProgramsUnsubscribeAsOftenAsTheyLike() {
        for (int i = 0; i < 3; i++) {
            assertThat(press(token(Act.UNSUBSCRIBE), ONE_CLICK).standing()).isEqualTo(Standing.DONE);
        }
        assertThat(prefs.history("chen")).hasSize(1);
        assertThat(prefs.of("chen")).containsEntry(NotifyPrefs.DAILY_MODE, NotifyPrefs.OFF);
        assertThat(prefs.of("chen")).doesNotContainKey(NotifyPrefs.WEEKLY_MODE);
    }

    @Test
    void whoUnsubscribedFindsTheWayBackBehindTheSameLink() {
        press(token(Act.UNSUBSCRIBE, "weekly"), PRESSED);
        Reply again = show(token(Act.UNSUBSCRIBE, "weekly"));
        assertThat(again.page().heading()).isEqualTo("You get no weekly digest any more");
        Reply resumed = press(back(again), PRESSED);
        assertThat(resumed.page().heading()).isEqualTo("You get the weekly digest again");
        assertThat(prefs.of("chen")).containsEntry(NotifyPrefs.WEEKLY_MODE, NotifyPrefs.AS_CONFIGURED);
        assertThat(show(token(Act.UNSUBSCRIBE, "weekly")).page().heading())
                .isEqualTo("Unsubscribe from the weekly digest?");
    }

    /** What a link scanner does to every address: nothing may happen, however often. */
    @ParameterizedTest
    @EnumSource(Act.class)
    void lookingChangesNothing(Act act) {
        int events = findings.history(finding).size();
        for (int i = 0; i < 3; i++) {
            assertThat(show(token(act)).standing()).isEqualTo(Standing.OPEN);
        }
        assertThat(findings.history(finding)).hasSize(events);
        assertThat(prefs.history("chen")).isEmpty();
        assertThat(tickets.taken).isEmpty();
    }

    /** A form that neither a person nor a mail program sent. */
    @ParameterizedTest
    @EnumSource(Act.class)
    void anEmptyFormChangesNothing(Act act) {
        assertThat(press(token(act), Map.of("reason", "x")).standing()).isEqualTo(Standing.INCOMPLETE);
        if (act != Act.UNSUBSCRIBE) {
            assertThat(press(token(act), ONE_CLICK).standing()).isEqualTo(Standing.INCOMPLETE);
        }
        assertThat(decisions()).isEmpty();
        assertThat(prefs.history("chen")).isEmpty();
        assertThat(tickets.taken).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Act.class,
            names = {"UNSUBSCRIBE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aButtonWorksOnce(Act act) {
        Map<String, String> fields = Map.of("do", "yes", "reason", "agreed");
        assertThat(press(token(act), fields).standing()).isEqualTo(Standing.DONE);
        int events = findings.history(finding).size();
        int changes = prefs.history("chen").size();

        Reply again = press(token(act), fields);
        assertThat(again.standing()).isEqualTo(Standing.GONE);
        assertThat(again.page().heading()).isEqualTo("This link has been used");
        assertThat(again.page().lines().get(0)).contains("24 Nov 10:00 (Shanghai)");
        assertThat(again.page().form()).isNull();
        assertThat(show(token(act)).standing()).isEqualTo(Standing.GONE);
        assertThat(findings.history(finding)).hasSize(events);
        assertThat(prefs.history("chen")).hasSize(changes);
        assertThat(tickets.taken.size()).isLessThan(2);
    }

    /** Between the look whether it was used and the use somebody else pressed the same button. */
    @ParameterizedTest
    @EnumSource(
            value = Act.class,
            names = {"UNSUBSCRIBE"},
            mode = EnumSource.Mode.EXCLUDE)
    void whoPressesAMomentLaterChangesNothing(Act act) {
        UsedLinks taken = new UsedLinks() {
            @Override
            public boolean use(String id, Offer offer, Instant at) {
                return false;
            }

            @Override
            public Optional<Instant> usedAt(String id) {
                return Optional.empty();
            }

            @Override
            public int forget(Instant now) {
                return 0;
            }
        };
        AnswerDesk late = new AnswerDesk(
                () -> portfolio, gate, taken, findings, keeper, prefs, tickets, Language.ZH_CN, SHANGHAI);
        int events = findings.history(finding).size();
        int changes = prefs.history("chen").size();

        Reply reply = late.act(token(act), Map.of("do", "yes", "reason", "agreed"), null, NOW);

        assertThat(reply.standing()).isEqualTo(Standing.GONE);
        assertThat(findings.history(finding)).hasSize(events);
        assertThat(prefs.history("chen")).hasSize(changes);
        assertThat(tickets.taken).isEmpty();
    }

    @Test
    void anOldLinkSaysThatItIsOld() {
        Instant expiry = MAILED.plus(Offer.KEEPS);
        assertThat(desk.show(token(Act.ACKNOWLEDGE), null, expiry.minusSeconds(1))
                        .standing())
                .isEqualTo(Standing.OPEN);
        Reply late = desk.act(token(Act.ACKNOWLEDGE), PRESSED, null, expiry);
        assertThat(late.standing()).isEqualTo(Standing.GONE);
        assertThat(late.page().heading()).isEqualTo("This link is too old");
        assertThat(late.page().lines().get(0)).contains("14 days");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void unsubscribingWorksInAYearAsWell() {
        Reply done = desk.act(token(Act.UNSUBSCRIBE), ONE_CLICK, null, NOW.plus(Duration.ofDays(400)));
        assertThat(done.standing()).isEqualTo(Standing.DONE);
    }

    /** Whatever is wrong, the answer is one and the same page: nobody learns whether something exists. */
    @Test
    void foreignLinksLearnNothing() {
        Seal other = new Seal("another key of thirty-two bytes!", null);
        portfolio =
                new Portfolio(List.of(Tenants.managed("xinghai", "chen")), List.of(person("chen", "Chen Jing", false)));
        assertThat(desk.knows("nonsense", NOW)).isFalse();
        assertThat(desk.knows(token(Act.ACKNOWLEDGE), NOW)).isTrue();
        assertThat(desk.knows(token(Act.ACKNOWLEDGE), MAILED.plus(Offer.KEEPS))).isFalse();
        List<String> tokens = List.of(
                "nonsense",
                other.seal(Offer.at(MAILED, Act.ACKNOWLEDGE, "chen", finding)),
                other.seal(Offer.at(MAILED, Act.ACKNOWLEDGE, "chen", "F-NOSUCHFINDING")),
                gate.seal().seal(Offer.at(MAILED, Act.ACKNOWLEDGE, "gone", finding)));
        for (String token : tokens) {
            for (Reply reply : List.of(show(token), press(token, PRESSED))) {
                assertThat(reply.standing()).isEqualTo(Standing.UNKNOWN);
                assertThat(reply.page()).isEqualTo(show("anything").page());
                assertThat(reply.page().language()).isEqualTo(Language.ZH_CN);
            }
        }
        assertThat(desk.show("nonsense", Language.EN, NOW).page().heading()).isEqualTo("This link does not work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACKNOWLEDGE F-NOSUCHFINDING", "TAKE desk-9-fr-1", "UNSUBSCRIBE alerts"})
    void whatIsNotThereIsUnknown(String offer) {
        String[] parts = offer.split(" ", 2);
        Reply reply = press(token(Act.valueOf(parts[0]), parts[1]), PRESSED);
        assertThat(reply.standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(reply.page().lines()).noneMatch(line -> line.contains(parts[1]));
    }

    @Test
    void whatIsResolvedNeedsNothing() {
        see(false, NOW.minusSeconds(60));
        Reply reply = press(token(Act.ACKNOWLEDGE), PRESSED);
        assertThat(reply.standing()).isEqualTo(Standing.GONE);
        assertThat(reply.page().heading()).isEqualTo("It is resolved");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void whoTookCareBeforeIsNamed() {
        keeper.acknowledge(finding, "wang", "on it", NOW.plusSeconds(86_400), NOW.minusSeconds(5));
        assertThat(show(token(Act.ACKNOWLEDGE)).page().lines().get(0)).startsWith("Wang takes care of it already");
    }

    @Test
    void minimalPrivacyNamesNobody() {
        portfolio =
                new Portfolio(List.of(Tenants.managed("xinghai", "chen")), List.of(person("chen", "Chen Jing", true)));
        assertThat(show(token(Act.ACKNOWLEDGE)).page().matter().toString())
                .contains("xinghai", "LGN-01")
                .doesNotContain("Xinghai Tech", "li@xinghai");
        assertThat(show(token(Act.TAKE)).page().matter().toString()).doesNotContain("bounces", "Xinghai Tech");
    }

    @Test
    void everyActHasWordsInBothLanguages() {
        for (Act act : Act.values()) {
            for (Language language : Language.values()) {
                Person speaker = person("chen", "Chen", false).speaking(language);
                portfolio = new Portfolio(List.of(Tenants.managed("xinghai", "chen")), List.of(speaker));
                assertThat(show(token(act)).page().language()).isEqualTo(language);
            }
        }
    }
}
