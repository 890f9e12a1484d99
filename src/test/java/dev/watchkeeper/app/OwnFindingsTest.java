package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ListedHolidays;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.calendar.Window;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryClockBook;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.fixture.People;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.status.IncidentPoller.Poll;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.SourceNotices;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnFindingsTest {
    private final TestClock clock = TestClock.at("2026-11-24T08:00:00Z");
    private final InMemoryFindings findings = new InMemoryFindings();
    private final OwnFindings own = new OwnFindings(new FindingKeeper(findings, Circumstances.NONE), clock);

    private List<String> open() {
        return findings.search(FindingQuery.unresolved(clock.instant()).ofTenants(List.of(Finding.OURSELVES))).stream()
                .map(f -> f.severity().word() + " " + f.subject() + ": "
                        + f.summary().en())
                .sorted()
                .toList();
    }

    private static Poll fine() {
        return new Poll(List.of(), "", List.of(), true);
    }

    @Test
    void aFeedThatCannotBeReadIsOneFindingUntilItIsReadAgain() {
        own.feedRead(new Poll(List.of(), "answered 503", List.of(), false), false);
        assertThat(open()).containsExactly("low feed: answered 503");
        own.feedRead(new Poll(List.of(), "answered 502", List.of(), false), true);
        assertThat(open()).containsExactly("high feed: answered 502");

        own.feedRead(fine(), false);
        assertThat(open()).isEmpty();
    }

    @Test
    void oddEntriesStayUntilADocumentIsWithoutThem() {
        own.feedRead(new Poll(List.of(), "", List.of("a", "b", "c", "d", "e"), true), false);
        assertThat(open()).containsExactly("low entries: a; b; c; 2 more");

        own.feedRead(new Poll(List.of(), "", List.of(), false), false);
        assertThat(open()).as("not modified: nobody looked at the entries").hasSize(1);
        own.feedRead(new Poll(List.of(), "no answer", List.of(), false), false);
        assertThat(open()).hasSize(2);
        own.feedRead(fine(), false);
        assertThat(open()).isEmpty();
    }

    private static ServiceCalendars calendars(HolidaySets sets) {
        Map<DayOfWeek, List<Window>> week = Map.of(DayOfWeek.MONDAY, List.of(Window.of("09:00-17:00")));
        return ServiceCalendars.of(
                List.of(new CalendarSpec(
                        "desk", 1, null, ZoneId.of("Asia/Shanghai"), week, List.of("cn"), null, Map.of(), Map.of())),
                sets);
    }

    @Test
    void aYearWithoutHolidaysIsAFindingFromOctoberOnWorseFromMidDecemberUntilItsDaysAreThere() {
        YearWatch years = new YearWatch(own);
        ServiceCalendars lacking = calendars(HolidaySets.shipped());
        years.look(lacking, Instant.parse("2026-09-30T08:00:00Z"));
        assertThat(open()).isEmpty();

        years.look(lacking, Instant.parse("2026-10-01T08:00:00Z"));
        years.look(lacking, Instant.parse("2026-10-01T08:01:00Z"));
        assertThat(open())
                .containsExactly("medium years: holiday set 'cn' has no days for 2027 (used by desk): deadlines in 2027"
                        + " are computed as if it had no holidays");
        years.look(lacking, Instant.parse("2026-12-15T08:00:00Z"));
        assertThat(open()).singleElement().asString().startsWith("high years");

        ListedHolidays next =
                new ListedHolidays("cn", Set.of(2027), Map.of(LocalDate.parse("2027-01-01"), "元旦"), Map.of());
        years.look(calendars(HolidaySets.shipped().with(List.of(next))), Instant.parse("2026-12-16T08:00:00Z"));
        assertThat(open()).isEmpty();
    }

    @Test
    void aDigestThatCannotBeWrittenIsAFindingUntilOneOfItsKindIsWritten() {
        Person reader = People.inShanghai("am1", Person.DigestMode.ALWAYS, null, null);
        own.failed(DigestKind.DAILY, reader, new IllegalStateException("template broken"));
        own.failed(DigestKind.DAILY, reader, new IllegalStateException("template broken"));
        assertThat(open())
                .containsExactly("high person:am1/daily: am1, daily: java.lang.IllegalStateException: template broken");
        own.well(DigestKind.WEEKLY, reader);
        assertThat(open()).hasSize(1);
        own.well(DigestKind.DAILY, reader);
        assertThat(open()).isEmpty();
    }

    private static ClockBook.Change opened(String key, @Nullable String customer, @Nullable String plan) {
        ClockBook.TicketCard card = new ClockBook.TicketCard(
                key,
                customer,
                "open",
                null,
                plan,
                null,
                null,
                null,
                Instant.parse("2026-11-24T07:00:00Z"),
                true,
                List.of(),
                null,
                null,
                null,
                null);
        return new ClockBook.Change(
                card,
                null,
                List.of(),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                Instant.parse("2026-11-24T07:00:00Z"));
    }

    @Test
    void openTicketsWithoutAContractAreOneFindingUntilTheyHaveOne() {
        MemoryClockBook book = new MemoryClockBook(new MemoryTicketEvents(new MemorySourceStates()));
        ContractWatch watch = new ContractWatch(own);
        Instant now = clock.instant();
        book.write(List.of(
                opened("desk/1", "xinghai.example", "basic"),
                opened("desk/2", "stranger.example", null),
                opened("desk/3", "stranger.example", null),
                opened("desk/4", null, null)));
        watch.look(book, now);
        assertThat(open())
                .containsExactly("medium tickets: 3 open tickets are promised nothing: stranger.example 2 (for example"
                        + " desk/2), no customer named 1 (for example desk/4)");

        book.write(List.of(
                opened("desk/2", "stranger.example", "basic"),
                opened("desk/3", "stranger.example", "basic"),
                opened("desk/4", "xinghai.example", "basic")));
        watch.look(book, now.plusSeconds(60));
        assertThat(open()).as("looked a minute ago").hasSize(1);
        watch.look(book, now.plusSeconds(600));
        assertThat(open()).isEmpty();
    }

    @Test
    void whatIsNotSaidAgainAndWhatIsNoMoreEndsByItself() {
        own.raise("desk", SourceNotices.Kind.UNMAPPED_STATUS, Text.same("odd"));
        own.raise("desk", SourceNotices.Kind.STALE, Text.same("silent"));
        own.raise("gone", SourceNotices.Kind.STALE, Text.same("removed"));
        own.setAside(new SetAside.Matter("ticket", "desk/1", 1, clock.instant(), clock.instant(), "broken"));
        own.setAside(new SetAside.Matter("ticket", "desk/2", 1, clock.instant(), clock.instant(), "mended"));
        for (String route : List.of("smtp", "old", "all")) {
            own.raise("SELF-MAIL-ROUTE", "route:" + route, Severity.CRITICAL, Text.EMPTY, Text.same(route), Text.EMPTY);
        }
        Lapse lapse = new Lapse(
                findings,
                own,
                () -> new Lapse.World(Set.of("desk"), Set.of("desk"), Set.of("smtp"), Set.of("ticket:desk/1")));

        lapse.look(clock.instant());
        assertThat(open())
                .extracting(line -> line.replaceAll(".* (.*):.*", "$1"))
                .doesNotContain("source:gone", "ticket:desk/2", "route:old")
                .hasSize(5);
        clock.forward(java.time.Duration.ofHours(25));
        lapse.look(clock.instant());
        assertThat(open()).hasSize(4).noneMatch(line -> line.contains("odd"));
    }
}
