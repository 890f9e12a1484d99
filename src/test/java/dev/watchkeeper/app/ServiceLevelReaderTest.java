package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Placeholders;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.Plan;
import dev.watchkeeper.sla.Policy;
import dev.watchkeeper.sla.Rules;
import dev.watchkeeper.tickets.TicketSeverity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceLevelReaderTest {
    private static final Instant SPRING = Instant.parse("2026-03-01T00:00:00Z");
    private static final String CALENDAR = """
            calendar: office
            version: 3
            effective_from: 2026-01-01T00:00:00+08:00
            zone: Asia/Shanghai
            week: {mon-fri: ["09:00-12:00", "13:00-18:00"]}
            overnight: start_date
            holidays: {sets: [cn], observe: true}
            makeup_days: {set: cn, hours: copy:mon}
            dates:
              2026-02-16: ["09:00-12:00"]
            breaks: {2026-09-30: ["15:00-16:00"]}
            """;
    /** The form of the reference, nothing added. */
    private static final String PLANS = """
            policy: standard
            version: 7
            effective_from: 2026-01-01T00:00:00+08:00
            plans:
              basic:    {calendar: office, channels: [portal, email]}
              premier:  {calendar: office, channels: [hotline, portal, email, chat, remote]}
            overrides: [{plan: premier, severity: [S3, S4], channel: [email, portal], calendar: office}]
            targets:
              basic: {}
              premier: {S1: {first_response: 15m, next_response: 30m, periodic_update: 1h, resolution: 8h}, S4: {first_response: 8h, resolution: null}}
            rules: {pause_on: [waiting_customer], reopen_window: 7d, regrade: keep_start, close_without_reply: cancel,
                    hotline_first_response: answered_at_open, marks: [50, 75, 90], min_lead: 10m}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final Problems problems = new Problems();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("calendars"));
        Files.createDirectories(directory.resolve("holidays"));
        put("calendars/office.yaml", CALENDAR);
        put("plans.yaml", PLANS);
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Optional<ServiceLevels> read(Instant now) {
        return new ServiceLevelReader(new ConfigReader(problems, new Placeholders(name -> null, directory)), directory)
                .read(now);
    }

    @Test
    void theFormOfTheReferenceIsRead() {
        ServiceLevels levels = read(SPRING).orElseThrow(() -> new AssertionError(problems.all()));

        Policy policy = levels.policies().at(SPRING);
        assertThat(policy.version()).isEqualTo(7);
        assertThat(policy.rules()).isEqualTo(Rules.STANDARD);
        assertThat(Objects.requireNonNull(policy.targets().get("premier")).get(TicketSeverity.S4))
                .containsOnlyKeys(Metric.FIRST_RESPONSE)
                .containsValue(Duration.ofHours(8));
        assertThat(levels.calendars().ids()).containsExactly("office");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void theConfigurationThatIsShippedIsInOrder() {
        Path shipped = Path.of("config");
        ServiceLevels levels = new ServiceLevelReader(
                        new ConfigReader(problems, new Placeholders(name -> null, shipped)), shipped)
                .read(SPRING)
                .orElseThrow(() -> new AssertionError(problems.all()));

        Policy policy = levels.policies().at(SPRING);
        assertThat(policy.plans()).containsOnlyKeys("basic", "enhanced", "premier");
        Plan premier = Objects.requireNonNull(policy.plans().get("premier"));
        assertThat(premier.namedManager()).isTrue();
        assertThat(premier.entitlements())
                .containsEntry(EntitlementKind.TRAINING, Cadence.YEARLY)
                .containsKey(EntitlementKind.COMPLIANCE_REVIEW);
        assertThat(Objects.requireNonNull(policy.targets().get("premier")).get(TicketSeverity.S1))
                .containsEntry(Metric.FIRST_RESPONSE, Duration.ofMinutes(15));
        assertThat(policy.rules()).isEqualTo(Rules.STANDARD);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aVersionOfItsOwnFileTakesOver() throws IOException {
        Files.createDirectories(directory.resolve("plans"));
        put("plans/autumn.yaml", PLANS.replace("version: 7", "version: 8").replace("2026-01-01", "2026-10-01"));
        put(
                "calendars/office-4.yaml",
                CALENDAR.replace("version: 3", "version: 4").replace("2026-01-01", "2026-10-01"));

        ServiceLevels levels = read(SPRING).orElseThrow(() -> new AssertionError(problems.all()));
        Instant autumn = Instant.parse("2026-10-01T00:00:00Z");
        assertThat(levels.policies().at(SPRING).version()).isEqualTo(7);
        assertThat(levels.policies().at(autumn).version()).isEqualTo(8);
        assertThat(levels.calendars().find("office").orElseThrow().versionAt(autumn))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "basic:    {calendar: office, | basic:    {calendar: ofice, | plans.basic.calendar | 5 | 'ofice' does not exist",
                "overrides: [{plan: premier, | overrides: [{plan: gold, | overrides[0].plan | 7 | 'gold' does not exist",
                "  basic: {} | | targets.basic | 10 | has no targets",
                "  basic: {} | `basic: {}\n  gold: {}` | targets.gold | 10 | 'gold' does not exist",
                "first_response: 15m | first_response: 0s | targets.premier.S1.first_response | 10 | at least one second",
                "marks: [50, 75, 90] | marks: [50, 175] | rules.marks | 12 | 175 is not possible",
                "pause_on: [waiting_customer] | pause_on: [open] | rules.pauseOn | 11 | cannot pause",
                "regrade: keep_start | regrade: sometimes | rules.regrade | 11 | keep_start_with_grace",
                "channels: [portal, email] | channels: [fax] | plans.basic.channels[0] | 5 | accepted: hotline",
            })
    void aPolicyThatRefersToNothingIsNamedWithItsKey(String part, String by, String key, int line, String message)
            throws IOException {
        put("plans.yaml", PLANS.replace(part, by == null ? "" : by));

        assertThat(read(SPRING)).isEmpty();
        assertThat(problems.all()).filteredOn(p -> !p.warning()).hasSize(1);
        Problem problem = problems.all().get(0);
        assertThat(problem.path()).isEqualTo(key);
        assertThat(problem.place().file()).endsWith("plans.yaml");
        assertThat(problem.place().line()).isEqualTo(line);
        assertThat(problem.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Asia/Shanghai | Asia/Peking | zone | no region id",
                "09:00-12:00\", \"13:00 | 09:00-14:00\", \"13:00 | week.mon-fri | overlap",
                "start_date | end_date | overnight | accepted: start_date",
                "sets: [cn] | sets: [zz] | holidays.sets | 'zz' is not known",
                "{set: cn, hours | {set: zz, hours | makeup_days.set | 'zz' is not known",
                "hours: copy:mon | hours: copy:sun | makeup_days.hours | give the hours",
                "mon-fri: | mon-fry: | week | no weekday",
                "2026-02-16: | 2026-02-30: | dates.2026-02-30 | 2026-02-30",
            })
    void aCalendarsFaultIsNamedWithItsKey(String part, String by, String key, String message) throws IOException {
        put("calendars/office.yaml", CALENDAR.replace(part, by));

        assertThat(read(SPRING)).isEmpty();
        assertThat(problems.all()).isNotEmpty().allSatisfy(p -> {
            assertThat(p.place().file()).endsWith("office.yaml");
            assertThat(p.path()).startsWith(key);
            assertThat(p.toString()).contains(message);
        });
    }

    @Test
    void aNewYearOfHolidaysEndsTheWarning() throws IOException {
        Instant november = Instant.parse("2026-11-24T00:00:00Z");
        assertThat(read(november)).isPresent();
        assertThat(problems.all())
                .singleElement()
                .satisfies(p -> assertThat(p.toString()).contains("2027").contains("holidays/cn-2027.yaml"));

        put("holidays/cn-2027.yaml", """
                set: cn
                years: [2027]
                off:
                  2027-01-01: New Year's Day
                worked:
                  2027-02-07: Spring Festival
                """);
        Problems fresh = new Problems();
        ServiceLevels levels = new ServiceLevelReader(
                        new ConfigReader(fresh, new Placeholders(name -> null, directory)), directory)
                .read(november)
                .orElseThrow(() -> new AssertionError(fresh.all()));
        assertThat(fresh.all()).isEmpty();
        assertThat(levels.holidays().get("cn").isOff(LocalDate.parse("2027-01-01")))
                .isTrue();
        assertThat(levels.holidays().get("hk").isOff(LocalDate.parse("2026-07-01")))
                .isTrue();
    }

    @Test
    void aFaultOfACalendarHidesNoFaultOfThePlans() throws IOException {
        put("calendars/office.yaml", CALENDAR.replace("Asia/Shanghai", "Etc/GMT+8"));
        put("plans.yaml", PLANS.replace("{plan: premier, severity", "{plan: golden, severity"));

        assertThat(read(SPRING)).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anyMatch(text -> text.contains("Etc/GMT+8"))
                .anyMatch(text -> text.contains("golden"))
                .noneMatch(text -> text.contains("calendar 'office' does not exist"));
    }
}
