package dev.watchkeeper.sla;

import static dev.watchkeeper.sla.Script.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The proof of a clock adds up to its verdict, whatever happened. */
class ProofTest {
    private static final int STORIES = Integer.getInteger("watchkeeper.seeds", 400);

    private static List<ProofLine> proof(Script script, String now, Metric metric) {
        FoldResult result = script.explainAt(now);
        Clock clock = result.clocks().stream()
                .filter(one -> one.metric() == metric)
                .findFirst()
                .orElseThrow();
        assertAddsUp(clock, result, 0);
        return result.proofs().getOrDefault(clock.id(), List.of());
    }

    private static void assertAddsUp(Clock clock, FoldResult result, int seed) {
        List<ProofLine> lines = result.proofs().getOrDefault(clock.id(), List.of());
        Instant at = clock.startedAt();
        long used = 0;
        long paused = 0;
        for (ProofLine line : lines) {
            assertThat(line.from()).as("no gap, seed %d, %s", seed, clock.id()).isEqualTo(at);
            at = line.to();
            used += line.counted() ? line.seconds() : 0;
            paused += line.why() == ProofLine.Why.PAUSED ? line.seconds() : 0;
        }
        assertThat(at).as("seed %d, %s", seed, clock).isEqualTo(clock.asOf());
        assertThat(used).as("seed %d, %s", seed, clock).isEqualTo(clock.usedSeconds());
        assertThat(paused).as("seed %d, %s", seed, clock).isEqualTo(clock.pausedSeconds());
        Long target = clock.targetSeconds();
        if (clock.verdict() == Verdict.MET) {
            assertThat(used).isLessThanOrEqualTo(target);
        } else if (clock.verdict() == Verdict.BREACHED) {
            assertThat(used).isGreaterThan(target);
        }
        if (clock.endedAt() != null && clock.breachAt() != null && clock.verdict() == Verdict.BREACHED) {
            assertThat(clock.breachAt())
                    .as("nothing is late after it ended, seed %d, %s", seed, clock)
                    .isBeforeOrEqualTo(clock.endedAt());
        }
    }

    /** Worked example 2: a make-up day counts. */
    @Test
    void everyLineSaysWhyItCountedAndByWhat() {
        List<ProofLine> lines = proof(
                on("CN").target(Metric.FIRST_RESPONSE, "4h").opened("2026-05-08T17:30+08:00"),
                "2026-05-09T14:00+08:00",
                Metric.FIRST_RESPONSE);

        assertThat(lines)
                .extracting(line -> line.why().word() + " " + line.seconds())
                .containsExactly("open 1800", "closed 54000", "make_up_day 10800", "closed 5400", "make_up_day 1800");
        assertThat(lines.get(0).inForce())
                .isEqualTo(new ProofLine.InForce("CN@1", "basic", TicketSeverity.S2, Channel.EMAIL, "test@1"));
    }

    @Test
    void holidaysAndPausesAreToldApartAndWhatIsInForceChangesWithTheGrade() {
        Script script = on("CN9")
                .plan("premier", "ALL")
                .target(Metric.RESOLUTION, "40h")
                .target("premier", TicketSeverity.S2, Metric.RESOLUTION, "60h")
                .opened("2026-06-18T16:00+08:00")
                .status("2026-06-18T17:00+08:00", "waiting_customer")
                .status("2026-06-22T10:00+08:00", "open")
                .planChanged("2026-06-22T11:00+08:00", "premier");
        List<ProofLine> lines = proof(script, "2026-06-22T12:00+08:00", Metric.RESOLUTION);

        assertThat(lines)
                .extracting(line -> line.why().word() + " " + line.seconds() / 60 + " "
                        + line.inForce().plan())
                .containsExactly(
                        "open 60 basic",
                        "paused 60 basic",
                        "closed 360 basic",
                        "holiday 4320 basic",
                        "closed 540 basic",
                        "paused 60 basic",
                        "open 60 basic",
                        "open 60 premier");
        assertThat(lines.get(1).pausedFor()).isEqualTo("waiting_customer");
        assertThat(lines.get(7).inForce().calendar()).isEqualTo("ALL@1");
    }

    @Test
    void aCallAnsweredAsItCameIsOneLineOfNoTime() {
        Script script = on("ALL")
                .target(Metric.FIRST_RESPONSE, "15m")
                .opened(
                        "2026-09-07T09:00Z",
                        e -> e.channel(Channel.HOTLINE).actor(Actor.agent("u")).attr("live", true));

        assertThat(proof(script, "2026-09-07T12:00Z", Metric.FIRST_RESPONSE))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.why()).isEqualTo(ProofLine.Why.LIVE);
                    assertThat(line.counted()).isTrue();
                    assertThat(line.seconds()).isZero();
                });
    }

    @Test
    void theTableSumsToTheVerdictWhateverBecameKnownWhen() {
        for (int seed = 0; seed < STORIES; seed++) {
            Script script = FoldPropertiesTest.story(seed);
            SplittableRandom random = new SplittableRandom(seed);
            late(script, random);
            FoldResult result = script.explainAt("2026-05-18T00:00:00Z");
            for (Clock clock : result.clocks()) {
                assertAddsUp(clock, result, seed);
            }
            assertThat(script.foldAt("2026-05-18T00:00:00Z").clocks())
                    .as("seed %d: asking for the proof changes nothing", seed)
                    .isEqualTo(result.clocks());
        }
    }

    /** Plans told late, corrected and taken back, customers corrected into the opening, messages split off. */
    private static void late(Script script, SplittableRandom random) {
        List<TicketEvent> told = List.copyOf(script.events());
        long from = told.get(0).occurredAt().getEpochSecond();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Instant at = Instant.ofEpochSecond(from + random.nextInt(900_000));
            Instant known = at.plusSeconds(random.nextInt(300_000));
            TicketEvent some = told.get(random.nextInt(told.size()));
            switch (random.nextInt(4)) {
                case 0 ->
                    script.event(TicketEvent.builder(
                                    "/contracts", "late" + i, EventType.PLAN_CHANGED, "customer:" + Script.CUSTOMER, at)
                            .customer(Script.CUSTOMER)
                            .change(null, random.nextBoolean() ? "premier" : "basic")
                            .receivedAt(known)
                            .build());
                case 1 ->
                    script.event(correction(
                            "c" + i, known, told.get(0), Map.of("data", Map.of("attrs", Map.of("plan", "premier")))));
                case 2 -> {
                    if (!some.equals(told.get(0))) {
                        script.event(correction("c" + i, known, some, null));
                    }
                }
                default ->
                    script.event(
                            known.toString(),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "9").attr("message", some.id()));
            }
        }
    }

    private static TicketEvent correction(
            String id, Instant at, TicketEvent of, @org.jspecify.annotations.Nullable Map<String, Object> replacement) {
        return TicketEvent.builder("/operator", id, EventType.CORRECTION, "7", at)
                .correction(new TicketEvent.Correction(of.key(), replacement, null))
                .build();
    }

    @Test
    void anOpeningThatIsLaterHasNoLines() {
        Script script = on("ALL").target(Metric.FIRST_RESPONSE, "15m").opened("2026-09-07T09:00Z");

        assertThat(script.explainAt("2026-09-07T08:00Z").proofs()).isEmpty();
        assertThat(script.foldAt("2026-09-07T12:00Z").proofs())
                .as("unless asked for")
                .isEmpty();
    }
}
