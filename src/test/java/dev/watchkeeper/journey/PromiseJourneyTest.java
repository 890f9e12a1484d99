package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.app.Reload;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.Confirmation;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a signed delivery to a verdict, to the second, and to the mails that tell of it. */
class PromiseJourneyTest {
    private static final String MILLER = "anna.miller@reseller.example";
    private static final String WANG = "wang.lei@reseller.example";

    @TempDir
    Path directory;

    private Stage stage(String instant, String... tenants) throws Exception {
        Stage stage = Stage.at(directory, instant, tenants);
        stage.put("sources.yaml", Desk.SOURCE);
        stage.put("desk.secret", Desk.SECRET);
        return stage;
    }

    private static Clock clock(Stage stage, String ticket, Metric metric) {
        ClockBook.Entry entry =
                stage.app().sla().book().entries(List.of("desk/" + ticket)).get("desk/" + ticket);
        return entry.clocks().stream()
                .filter(clock -> clock.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private static Clock firstResponse(Stage stage, String ticket) {
        return clock(stage, ticket, Metric.FIRST_RESPONSE);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void aPromiseIsWarnedOfBrokenToTheSecondAndClosedByTheLateAnswer() throws Exception {
        try (Stage stage = stage("2026-11-24T02:00:10Z", "harbour");
                Desk desk = Desk.of(stage.app())) {
            String opened = Desk.opened("4711", "harbour.example", "S1", "email", at("2026-11-24T02:00:00Z"));
            assertThat(desk.deliverForged(opened, stage.clock.instant())).isEqualTo(401);
            assertThat(desk.deliver(opened, at("2026-11-24T01:00:00Z")))
                    .as("signed an hour ago")
                    .isEqualTo(401);
            assertThat(desk.deliver(opened, stage.clock.instant())).isEqualTo(202);
            assertThat(desk.deliver(opened, stage.clock.instant()))
                    .as("twice is once")
                    .isEqualTo(202);
            assertThat(stage.app().tickets().events().ofTicket("desk/4711")).hasSize(1);

            stage.ring("sla-sweep");
            assertThat(firstResponse(stage, "4711").dueAt()).isEqualTo("2026-11-24T02:15:00Z");
            stage.to("2026-11-24T02:07:30Z").ring("sla-sweep");
            stage.to("2026-11-24T02:08:01Z").ring("delivery", "delivery");
            assertThat(stage.letters()).extracting(Letter::to).containsExactlyInAnyOrder(MILLER, WANG);
            assertThat(stage.lettersTo(MILLER).get(0).text()).contains("due 03:15 (Berlin)", "4711", "Mail is down");
            stage.to("2026-11-24T02:15:00Z").ring("sla-sweep");
            assertThat(firstResponse(stage, "4711").verdict())
                    .as("the last good second")
                    .isEqualTo(Verdict.OPEN);

            stage.to("2026-11-24T02:15:01Z").ring("sla-sweep", "sla-sweep");
            Clock broken = firstResponse(stage, "4711");
            assertThat(broken.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(broken.breachAt()).isEqualTo("2026-11-24T02:15:00Z");
            assertThat(broken.confirmation()).isEqualTo(Confirmation.PROVISIONAL);

            stage.to("2026-11-24T02:15:32Z").ring("delivery", "sla-sweep", "delivery");
            assertThat(stage.lettersTo(MILLER)).hasSize(2);
            assertThat(stage.lettersTo(MILLER).get(1).text()).contains("Overdue", "no public reply", "not confirmed");

            stage.to("2026-11-24T02:20:05Z");
            desk.deliver(Desk.answered("4711", at("2026-11-24T02:20:00Z")), stage.clock.instant());
            stage.ring("sla-sweep");
            Clock answered = firstResponse(stage, "4711");
            assertThat(answered.fulfilledAt()).isEqualTo("2026-11-24T02:20:00Z");
            assertThat(answered.overrunSeconds()).isEqualTo(300);
            stage.to("2026-11-24T02:20:40Z").ring("delivery");
            List<Letter> thread = stage.lettersTo(MILLER);
            assertThat(thread).hasSize(3);
            assertThat(thread)
                    .extracting(Letter::subject)
                    .containsOnly(thread.get(0).subject());
            assertThat(thread.get(2).all()).contains("In-Reply-To: ");
            assertThat(thread.get(2).text())
                    .contains("Replied · 03:20 · took 20", "5 min late")
                    .contains("this mail closes the matter");
            assertThat(stage.lettersTo(WANG))
                    .as("the lead heard the beginning, and hears the end")
                    .hasSize(3);

            stage.to("2026-11-24T02:40:00Z").ring("sla-sweep", "delivery");
            assertThat(firstResponse(stage, "4711").confirmation()).isEqualTo(Confirmation.CONFIRMED);
            assertThat(stage.letters()).as("nothing more comes of it").hasSize(6);
        }
    }

    @Test
    void anUpgradeOnFridayRegradesWhatIsOpenAndBreaksNothingBeforeItHeld() throws Exception {
        // Friday 2026-08-14 14:20 in Shanghai.
        try (Stage stage = stage("2026-08-14T06:20:05Z", "lvye", "baihe");
                Desk desk = Desk.of(stage.app())) {
            for (String ticket : List.of("1", "2")) {
                desk.deliver(
                        Desk.opened(
                                ticket,
                                "baihe.example",
                                ticket.equals("1") ? "S2" : "S1",
                                "email",
                                at("2026-08-14T06:20:00Z")),
                        stage.clock.instant());
            }
            stage.ring("sla-sweep");
            Clock before = firstResponse(stage, "1");
            assertThat(before.plan()).isEqualTo("basic");
            assertThat(before.targetSeconds()).isEqualTo(8 * 3600L);

            // At 17:05 the new contract is put in; it holds from 17:00.
            stage.to("2026-08-14T09:05:00Z");
            stage.change("baihe", "  plan: basic\n  contract: {from: 2026-01-01}\n", """
                    #
                      contracts:
                        - {plan: basic, from: 2026-01-01, to: 2026-08-14T17:00:00+08:00}
                        - {plan: premier, from: 2026-08-14T17:00:00+08:00}
                    """);
            stage.tenants("lvye", "baihe");
            assertThat(stage.reload().outcome()).isEqualTo(Reload.Outcome.APPLIED);
            stage.ring("sla-sweep");
            for (String ticket : List.of("1", "2")) {
                Clock regraded = firstResponse(stage, ticket);
                assertThat(regraded.plan()).isEqualTo("premier");
                assertThat(regraded.targetVersion()).isEqualTo(2);
                assertThat(regraded.verdict()).isEqualTo(Verdict.BREACHED);
                assertThat(regraded.reason()).isEqualTo("regraded");
                assertThat(regraded.breachAt())
                        .as("known since 17:05, though it holds from 17:00")
                        .isEqualTo("2026-08-14T09:05:00Z");
            }
            stage.down();
            stage.to("2026-08-14T11:00:00Z").ring("sla-sweep");
            assertThat(firstResponse(stage, "1").breachAt())
                    .as("what was known is known after a restart")
                    .isEqualTo("2026-08-14T09:05:00Z");
        }
    }

    @Test
    void anAnswerThatArrivesLateTakesBackABreachNotYetConfirmed() throws Exception {
        try (Stage stage = stage("2026-11-24T02:00:00Z", "harbour");
                Desk desk = Desk.of(stage.app())) {
            desk.deliver(
                    Desk.opened("9", "harbour.example", "S1", "email", stage.clock.instant()), stage.clock.instant());
            stage.ring("sla-sweep").to("2026-11-24T02:15:01Z").ring("sla-sweep");
            assertThat(firstResponse(stage, "9").verdict()).isEqualTo(Verdict.BREACHED);
            stage.to("2026-11-24T02:15:40Z").ring("delivery");
            assertThat(stage.lettersTo(MILLER)).hasSize(1);

            stage.to("2026-11-24T02:18:00Z");
            desk.deliver(Desk.answered("9", at("2026-11-24T02:13:30Z")), stage.clock.instant());
            stage.ring("sla-sweep");
            Clock met = firstResponse(stage, "9");
            assertThat(met.verdict()).isEqualTo(Verdict.MET);
            assertThat(met.usedSeconds()).isEqualTo(810);
            assertThat(met.confirmation()).isEqualTo(Confirmation.PROVISIONAL);
            stage.to("2026-11-24T02:18:40Z").ring("delivery");
            assertThat(stage.lettersTo(MILLER)).hasSize(2);
            assertThat(stage.lettersTo(MILLER).get(1).text())
                    .contains("Withdrawn: replied at 03:13, which reached us late; the promise was kept");
        }
    }

    @Test
    void manyBreachesAtOnceAreAllRecordedAndToldInOneShortList() throws Exception {
        try (Stage stage = stage("2026-11-24T02:00:00Z", "harbour");
                Desk desk = Desk.of(stage.app())) {
            for (int i = 0; i < 40; i++) {
                desk.deliver(
                        Desk.opened("m" + i, "harbour.example", "S1", "email", stage.clock.instant()),
                        stage.clock.instant());
            }
            stage.ring("sla-sweep").to("2026-11-24T02:15:01Z").ring("sla-sweep");
            for (int i = 0; i < 40; i++) {
                assertThat(firstResponse(stage, "m" + i).breachAt()).isEqualTo("2026-11-24T02:15:00Z");
            }
            stage.to("2026-11-24T02:15:40Z").ring("delivery");
            List<Letter> letters = stage.lettersTo(MILLER);
            assertThat(letters).as("few single mails, then a list").hasSizeLessThan(10);
            assertThat(letters)
                    .filteredOn(letter -> letter.text().contains("40"))
                    .singleElement()
                    .satisfies(list -> assertThat(list.text()).contains("Harbour #m0"));
        }
    }
}
