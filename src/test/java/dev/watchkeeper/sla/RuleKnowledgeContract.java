package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.HolidayFile;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.tenant.Contract;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was known is kept word for word, with the instant at which it ceased to be all that was known. */
public interface RuleKnowledgeContract {
    Instant FIRST = Instant.parse("2026-09-07T01:00:00Z");

    RuleKnowledge knowledge();

    private static RuleSet rules(String target, String... customers) {
        Policy policy = Script.on("CN")
                .target(Metric.FIRST_RESPONSE, target)
                .rules(rules -> rules.regrade("keep_start_with_grace(30m)"))
                .policyChangesAt("2026-09-01T00:00:00Z")
                .override(
                        new CalendarOverride(List.of("basic"), List.of(), List.of(Metric.RESOLUTION), List.of(), "ALL"))
                .fold()
                .policies()
                .versions()
                .get(1);
        Map<String, List<Contract>> contracts = new java.util.TreeMap<>();
        for (String customer : customers) {
            contracts.put(customer, List.of(new Contract("basic", FIRST, null)));
        }
        return new RuleSet(
                List.of(policy),
                Script.CALENDARS.specs(),
                contracts,
                HolidaySets.shipped().listed());
    }

    /** An installation that noted no holidays before: those it has were known, those that come are news. */
    @Test
    default void holidaysAreKnownFromTheFirstNoteOnAndChangeForEverybody() {
        RuleSet all = rules("1h", "a.example");
        RuleSet none = new RuleSet(all.policies(), all.calendars(), all.contracts(), List.of());
        HolidayFile china = all.holidays().get(0);
        HolidayFile next =
                new HolidayFile("hk", Set.of(2027), Map.of(LocalDate.parse("2027-02-06"), "Lunar New Year"), Map.of());
        RuleSet more = new RuleSet(all.policies(), all.calendars(), all.contracts(), List.of(china, next));

        knowledge().learn(none, FIRST);
        assertThat(knowledge().learn(all, FIRST.plusSeconds(60))).isTrue();
        assertThat(knowledge().beliefs(Instant.EPOCH)).isEmpty();

        assertThat(knowledge().learn(more, FIRST.plusSeconds(120))).isTrue();
        assertThat(knowledge().learn(more, FIRST.plusSeconds(180))).isFalse();
        assertThat(knowledge().beliefs(Instant.EPOCH)).singleElement().satisfies(belief -> {
            assertThat(belief.until()).isEqualTo(FIRST.plusSeconds(120));
            assertThat(belief.customers()).isEmpty();
            assertThat(belief.rules().holidays()).containsExactly(china);
        });
    }

    @Test
    default void everyChangeIsKnownFromItsInstantAndWhatWasBelievedBeforeIsKept() {
        RuleSet one = rules("1h", "a.example");
        RuleSet two = rules("1h", "a.example", "b.example");
        RuleSet three = rules("2h", "b.example");

        assertThat(knowledge().learn(one, FIRST)).isTrue();
        assertThat(knowledge().learn(rules("1h", "a.example"), FIRST.plusSeconds(60)))
                .isFalse();
        assertThat(knowledge().beliefs(Instant.EPOCH))
                .as("the first is known from ever")
                .isEmpty();

        assertThat(knowledge().learn(two, FIRST.plusSeconds(120))).isTrue();
        assertThat(knowledge().learn(three, FIRST.plusSeconds(180))).isTrue();
        assertThat(knowledge().learn(three, FIRST.plusSeconds(240))).isFalse();

        List<RuleKnowledge.Belief> beliefs = knowledge().beliefs(Instant.EPOCH);
        assertThat(beliefs)
                .extracting(RuleKnowledge.Belief::until)
                .containsExactly(FIRST.plusSeconds(120), FIRST.plusSeconds(180));
        assertThat(beliefs).extracting(RuleKnowledge.Belief::customers).containsExactly(Set.of("b.example"), Set.of());
        assertThat(beliefs.get(0).rules().policies()).isEqualTo(one.policies());
        assertThat(beliefs.get(0).rules().calendars()).containsExactlyInAnyOrderElementsOf(one.calendars());
        assertThat(beliefs.get(0).rules().contracts()).isEqualTo(one.contracts());
        assertThat(beliefs.get(1).rules().contracts()).isEqualTo(two.contracts());
        assertThat(knowledge().beliefs(FIRST.plusSeconds(120))).hasSize(1);
    }

    @Test
    default void aRepairOfThePastIsRememberedAndIsNoRule() {
        RuleSet rules = rules("1h", "a.example");
        knowledge().learn(rules, FIRST);
        assertThat(knowledge().repairedAt()).isEqualTo(Instant.MIN);

        knowledge().repaired(FIRST.plusSeconds(60));
        knowledge().repaired(FIRST.plusSeconds(90));
        knowledge().repaired(FIRST.plusSeconds(90));

        assertThat(knowledge().repairedAt()).isEqualTo(FIRST.plusSeconds(90));
        assertThat(knowledge().learn(rules, FIRST.plusSeconds(120))).isFalse();
        assertThat(knowledge().beliefs(Instant.EPOCH)).isEmpty();
    }
}
