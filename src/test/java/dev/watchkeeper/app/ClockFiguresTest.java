package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.OpenClock;
import dev.watchkeeper.digest.SlaWeek;
import dev.watchkeeper.fixture.MemoryClockBook;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.Confirmation;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.RunState;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What digests print of promises. Tuesday 2026-09-15, 10:00 in Shanghai. */
class ClockFiguresTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-09-15T02:00:00Z");
    private static final List<String> MINE = List.of("t1");

    private final MemoryClockBook book = new MemoryClockBook(new MemoryTicketEvents(new MemorySourceStates()));
    private final ClockFigures figures = new ClockFigures(
            book,
            book,
            ClockFiguresTest::portfolio,
            () -> true,
            (source, subject) -> "https://" + source + "/" + subject);

    private static Portfolio portfolio() {
        Tenant tenant = new Tenant(
                "t1",
                "Xinghai Technology",
                "Xinghai",
                List.of("example.cn"),
                "my_customer",
                null,
                List.of(new Contract("basic", null, null)),
                "wang",
                SHANGHAI,
                Language.ZH_CN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "");
        return new Portfolio(List.of(tenant), List.of(reader()));
    }

    private static Person reader() {
        return new Person(
                "wang",
                "Wang Lei",
                "wang" + "@reseller.example",
                Language.ZH_CN,
                SHANGHAI,
                "cn-workdays",
                Person.DigestMode.ON_CHANGE,
                LocalTime.of(8, 45),
                DayOfWeek.MONDAY,
                LocalTime.of(9, 0),
                "high",
                "critical",
                List.of("50", "warn", "breach"),
                "warn",
                List.of(),
                null,
                null,
                null,
                true,
                false);
    }

    @BeforeEach
    void fill() {
        // Last week: two kept, one broken and answered late; the week before: one kept. Today: one warned of, one not.
        put("1", Verdict.MET, "2026-09-08T02:00:00Z", 600);
        put("2", Verdict.MET, "2026-09-09T02:00:00Z", 3600);
        put("3", Verdict.BREACHED, "2026-09-10T02:00:00Z", 5400);
        put("4", Verdict.MET, "2026-09-02T02:00:00Z", 60);
        put("5", Verdict.OPEN, "2026-09-15T02:10:00Z", 3000);
        put("6", Verdict.OPEN, "2026-09-15T02:50:00Z", 600);
    }

    private void put(String subject, Verdict verdict, String at, long used) {
        put(subject, verdict, at, used, verdict == Verdict.OPEN);
    }

    private void put(String subject, Verdict verdict, String at, long used, boolean open) {
        Instant end = Instant.parse(at);
        Instant start = end.minusSeconds(verdict == Verdict.MET ? used : 3600);
        Clock clock = new Clock(
                "desk/" + subject,
                "example.cn",
                Metric.FIRST_RESPONSE,
                1,
                open ? RunState.RUNNING : RunState.STOPPED,
                verdict,
                open ? null : Confirmation.CONFIRMED,
                start,
                start.plusSeconds(3600),
                start.plusSeconds(3600),
                open ? null : start.plusSeconds(used),
                null,
                null,
                3600L,
                used,
                NOW,
                Math.max(0, 3600 - used),
                Math.max(0, used - 3600),
                0,
                0,
                "basic",
                TicketSeverity.S2,
                null,
                "ALL",
                1,
                1,
                1,
                List.of(new Clock.Mark("50", 1800, start.plusSeconds(1800))),
                null,
                null,
                new Clock.Deciding(null, null, null, null),
                List.of(),
                List.of(),
                NOW);
        ClockBook.TicketCard card = new ClockBook.TicketCard(
                "desk/" + subject,
                "example.cn",
                "open",
                TicketSeverity.S2,
                "basic",
                "email",
                "Title " + subject,
                nobody(),
                start,
                open,
                List.of(),
                null,
                null,
                null,
                null);
        book.write(List.of(new ClockBook.Change(
                card, null, List.of(clock), Set.of(clock.id()), List.of(), List.of(), List.of(), NOW)));
    }

    private static @Nullable String nobody() {
        return null;
    }

    @Test
    void manyOldBreachesDoNotHideWhatRunsOut() {
        for (int i = 0; i < 600; i++) {
            put("old" + i, Verdict.BREACHED, "2026-09-01T02:00:00Z", 9000, true);
        }

        assertThat(figures.atRisk(MINE, reader(), NOW))
                .extracting(OpenClock::ticket)
                .hasSize(601)
                .contains("5");
        assertThat(figures.week(MINE, SHANGHAI, NOW).orElseThrow().atRisk()).isEqualTo(1);
    }

    @Test
    void whatRunsOutIsShownOnceItsMarkHasFallenWithItsPage() {
        List<OpenClock> open = figures.atRisk(MINE, reader(), NOW);

        assertThat(open).extracting(OpenClock::ticket).containsExactly("5");
        OpenClock one = open.get(0);
        assertThat(one.title()).isEqualTo("Title 5");
        assertThat(one.remaining()).isEqualTo(Duration.ofMinutes(10));
        assertThat(one.breached()).isFalse();
        assertThat(one.replied()).isFalse();
        assertThat(one.url()).isEqualTo("https://desk/5");
        assertThat(figures.atRisk(List.of("t2"), reader(), NOW)).isEmpty();
    }

    @Test
    void whoIsOnItIsNotWarnedAgain() {
        put("7", Verdict.OPEN, "2026-09-15T02:05:00Z", 3300);
        assertThat(figures.atRisk(MINE, reader(), NOW)).hasSize(2);
        book.acknowledge("desk/5", "wang", NOW);
        assertThat(figures.atRisk(MINE, reader(), NOW))
                .extracting(OpenClock::ticket)
                .containsExactly("7");
    }

    @Test
    void theWeekCountsVerdictsOfItsSevenDaysAndNothingThatRuns() {
        SlaWeek week = figures.week(MINE, SHANGHAI, NOW).orElseThrow();

        assertThat(week.from()).isEqualTo(LocalDate.parse("2026-09-08"));
        assertThat(week.now().part()).isEqualTo(2);
        assertThat(week.now().whole()).isEqualTo(3);
        assertThat(week.before().whole()).isEqualTo(1);
        assertThat(week.atRisk()).isEqualTo(1);
        ClockFigures unused = new ClockFigures(book, book, ClockFiguresTest::portfolio, () -> false, (a, b) -> null);
        assertThat(unused.week(MINE, SHANGHAI, NOW)).isEmpty();
    }

    @Test
    void attainmentHasARowOnlyWhereSomethingWasDecided() {
        assertThat(figures.attainment(MINE, LocalDate.parse("2026-09-08"), LocalDate.parse("2026-09-14"), SHANGHAI))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.metric()).isEqualTo("first_response");
                    assertThat(row.severity()).isEqualTo("S2");
                    assertThat(row.share().part()).isEqualTo(2);
                    assertThat(row.share().whole()).isEqualTo(3);
                    assertThat(row.worst()).isEqualTo(Duration.ofMinutes(30));
                });
    }
}
