package dev.watchkeeper.health.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthBoundTest {
    private static final Product GMAIL = Product.KNOWN.get(0);
    private static final Instant LATER = Instant.parse("2027-01-10T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // month, seconds, days
        "2026-02, 2419, 0",
        "2026-02, 2420, 3",
        "2026-02, 24192, 3",
        "2026-02, 24193, 7",
        "2026-02, 120960, 7",
        "2026-02, 120961, 15",
        "2028-02, 2505, 0",
        "2028-02, 2506, 3",
        "2028-02, 25056, 3",
        "2028-02, 25057, 7",
        "2026-06, 2592, 0",
        "2026-06, 2593, 3",
        "2026-06, 25920, 3",
        "2026-06, 25921, 7",
        "2026-06, 129600, 7",
        "2026-06, 129601, 15",
        "2026-10, 2678, 0",
        "2026-10, 2679, 3",
        "2026-10, 26784, 3",
        "2026-10, 26785, 7",
        "2026-10, 133920, 7",
        "2026-10, 133921, 15"
    })
    void exactlyOnALimitIsNotBelowIt(String month, long seconds, int days) {
        Instant start =
                YearMonth.parse(month).atDay(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant now = Instant.parse("2030-01-01T00:00:00Z");

        MonthBound bound = bound(month, now, outage("a", start, start.plusSeconds(seconds)));

        assertThat(bound.creditDays()).isEqualTo(days);
        assertThat(bound.provisional()).isFalse();
        assertThat(bound.claimUntil() == null).isEqualTo(days == 0);
    }

    @Test
    void overlappingAndTouchingIncidentsCountOnce() {
        MonthBound bound = bound(
                "2026-10",
                LATER,
                outage("a", at("2026-10-07T13:02:00Z"), at("2026-10-07T13:41:00Z")),
                incident("b", at("2026-10-07T13:30:00Z"), at("2026-10-07T14:10:00Z"), Impact.DISRUPTION),
                outage("c", at("2026-10-07T14:10:00Z"), at("2026-10-07T14:10:30Z")),
                incident("d", at("2026-10-01T00:00:00Z"), at("2026-10-30T00:00:00Z"), Impact.INFORMATION),
                incident("e", at("2026-10-01T00:00:00Z"), at("2026-10-30T00:00:00Z"), Impact.UNKNOWN));

        assertThat(bound.incidentSeconds()).isEqualTo(68 * 60 + 30);
        assertThat(bound.incidentMinutes()).isEqualTo(69);
        assertThat(bound.parts()).hasSize(3);
    }

    @Test
    void outagesAloneGiveTheSmallerFigure() {
        Incident outage = outage("a", at("2026-10-07T13:02:00Z"), at("2026-10-07T13:41:00Z"));
        Incident part = incident("b", at("2026-10-07T13:30:00Z"), at("2026-10-07T14:10:00Z"), Impact.DISRUPTION);

        MonthBound bound = MonthBound.of(
                List.of(outage, part),
                GMAIL.id(),
                YearMonth.of(2026, 10),
                ZoneOffset.UTC,
                LATER,
                Set.of(Impact.OUTAGE),
                null);

        assertThat(bound.incidentMinutes()).isEqualTo(39);
        assertThat(bound.uptimeTenThousandths()).isEqualTo(999126);
        assertThat(bound.creditDays()).isZero();
    }

    @Test
    void anIncidentOverTheBorderGivesEachMonthItsPart() {
        Incident incident = outage("a", at("2026-10-31T23:40:00Z"), at("2026-11-01T00:35:00Z"));

        assertThat(bound("2026-10", LATER, incident).incidentMinutes()).isEqualTo(20);
        assertThat(bound("2026-11", LATER, incident).incidentMinutes()).isEqualTo(35);
    }

    @Test
    void theZoneDecidesWhereAMonthBeginsAndHowLongItIs() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Incident incident = outage("a", at("2026-09-30T22:00:00Z"), at("2026-09-30T22:30:00Z"));

        MonthBound october = MonthBound.of(
                List.of(incident),
                GMAIL.id(),
                YearMonth.of(2026, 10),
                berlin,
                LATER,
                MonthBound.OUTAGE_AND_DISRUPTION,
                null);

        assertThat(october.monthSeconds()).isEqualTo(31 * 86_400 + 3_600);
        assertThat(october.incidentMinutes()).isEqualTo(30);
    }

    @Test
    void openRecoveredAndFutureEndsAreProvisional() {
        Instant now = at("2026-10-20T12:00:00Z");
        Instant begin = at("2026-10-20T10:00:00Z");
        Incident open = incident("a", begin, null, Impact.OUTAGE);
        Incident future = outage("b", begin, at("2026-10-21T00:00:00Z"));
        Incident recovered = new Incident(
                "c",
                "t",
                begin,
                null,
                Impact.OUTAGE,
                "",
                List.of(GMAIL),
                List.of(
                        new Incident.Update(at("2026-10-20T10:20:00Z"), Impact.AVAILABLE, ""),
                        new Incident.Update(at("2026-10-20T10:30:00Z"), Impact.OUTAGE, ""),
                        new Incident.Update(at("2026-10-20T11:00:00Z"), Impact.AVAILABLE, ""),
                        new Incident.Update(at("2026-10-20T11:30:00Z"), Impact.AVAILABLE, "")));

        assertThat(bound("2026-10", now, open).incidentMinutes()).isEqualTo(120);
        assertThat(bound("2026-10", now, future).incidentMinutes()).isEqualTo(120);
        assertThat(bound("2026-10", now, recovered).incidentMinutes()).isEqualTo(60);
        assertThat(bound("2026-10", now, recovered).provisional()).isTrue();
        assertThat(bound("2026-10", LATER, recovered).provisional()).isTrue();
    }

    @Test
    void whatEndsBeforeItBeginsOrHasNoBeginIsCountedNowhere() {
        Incident odd = outage("a", at("2026-10-07T13:00:00Z"), at("2026-10-07T12:00:00Z"));
        Incident without = incident("b", null, at("2026-10-07T12:00:00Z"), Impact.OUTAGE);

        assertThat(bound("2026-10", LATER, odd, without).incidentSeconds()).isZero();
    }

    @Test
    void theClaimRunsThirtyDaysFromTheCrossing() {
        Incident first = outage("a", at("2026-10-01T00:00:00Z"), at("2026-10-01T00:40:00Z"));
        Incident second = outage("b", at("2026-10-10T00:00:00Z"), at("2026-10-10T00:30:00Z"));

        MonthBound bound = bound("2026-10", LATER, first, second);

        assertThat(bound.crossedAt()).isEqualTo(at("2026-10-10T00:04:39Z"));
        assertThat(bound.claimUntil()).isEqualTo(at("2026-11-09T00:04:39Z"));
        assertThat(bound.claimIsDue(at("2026-10-29T00:00:00Z"), 10)).isFalse();
        assertThat(bound.claimIsDue(at("2026-10-31T00:00:00Z"), 10)).isTrue();
        assertThat(bound.claimIsDue(at("2026-11-10T00:00:00Z"), 10)).isFalse();
    }

    @Test
    void theUnionEqualsACountOfMarkedSeconds() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Instant start = at("2026-09-28T00:00:00Z");
            List<Incident> incidents = new ArrayList<>();
            Set<Long> marked = new HashSet<>();
            for (int i = 0; i < random.nextInt(1, 8); i++) {
                Instant from = start.plusSeconds(random.nextLong(7 * 86_400));
                Instant to = from.plusSeconds(random.nextLong(4_000));
                incidents.add(outage("i" + i, from, to));
                for (long s = from.getEpochSecond(); s < to.getEpochSecond(); s++) {
                    if (Instant.ofEpochSecond(s).atOffset(ZoneOffset.UTC).getMonthValue() == 10) {
                        marked.add(s);
                    }
                }
            }
            assertThat(bound("2026-10", LATER, incidents.toArray(Incident[]::new))
                            .incidentSeconds())
                    .as("seed %d", seed)
                    .isEqualTo(marked.size());
        }
    }

    @Test
    void wordsClaimNoMoreThanIsKnown() {
        Instant asOf = at("2026-12-01T00:00:00Z");
        Incident long52 = outage("a", at("2026-06-05T00:00:00Z"), at("2026-06-05T00:52:00Z"));

        String claim =
                BoundWording.of(bound("2026-06", LATER, long52), GMAIL, asOf).en();
        String none = BoundWording.of(bound("2026-06", LATER), GMAIL, asOf).en();
        String small = BoundWording.of(
                        bound("2026-06", LATER, outage("a", at("2026-06-05T00:00:00Z"), at("2026-06-05T00:10:00Z"))),
                        GMAIL,
                        asOf)
                .en();

        assertThat(claim)
                .contains(
                        "52 minutes",
                        "If every minute had been downtime",
                        "99.879%",
                        "3 days of service",
                        "5 July 2026")
                .contains("Google decides");
        assertThat(none)
                .startsWith("Google published no Gmail incident in June.")
                .doesNotContain("100");
        assertThat(small).contains("no claim to expect");
        for (String words : List.of(claim, none, small)) {
            assertThat(words).doesNotContain("SLA was missed", "Google owes", "your uptime was", "$");
        }
        assertThat(BoundWording.of(bound("2026-06", at("2026-06-20T00:00:00Z"), long52), GMAIL, asOf)
                        .en())
                .startsWith("So far in June: 52 minutes");
        assertThat(BoundWording.percent(999_999)).isEqualTo("99.999");
        assertThat(BoundWording.percent(998_999)).isEqualTo("99.899");
    }

    @Test
    void aTableThatBeganInMidMonthIsIncomplete() {
        MonthBound bound = MonthBound.of(
                List.of(),
                GMAIL.id(),
                YearMonth.of(2026, 10),
                ZoneOffset.UTC,
                LATER,
                MonthBound.OUTAGE_AND_DISRUPTION,
                LocalDate.of(2026, 10, 3).atStartOfDay(ZoneOffset.UTC).toInstant());

        assertThat(bound.incomplete()).isTrue();
        assertThat(BoundWording.of(bound, GMAIL, LATER).zh()).contains("数据不完整");
    }

    private static MonthBound bound(String month, Instant now, Incident... incidents) {
        return MonthBound.of(
                List.of(incidents),
                GMAIL.id(),
                YearMonth.parse(month),
                ZoneOffset.UTC,
                now,
                MonthBound.OUTAGE_AND_DISRUPTION,
                null);
    }

    private static Incident outage(String id, @Nullable Instant begin, @Nullable Instant end) {
        return incident(id, begin, end, Impact.OUTAGE);
    }

    private static Incident incident(String id, @Nullable Instant begin, @Nullable Instant end, Impact impact) {
        return new Incident(id, "title", begin, end, impact, "high", List.of(GMAIL), List.of());
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
