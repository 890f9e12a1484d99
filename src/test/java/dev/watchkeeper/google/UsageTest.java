package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.Fault;
import dev.watchkeeper.demo.UsageQuirks;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.UsageReport.Reading;
import dev.watchkeeper.health.UsageReport.Warning;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final LocalDate NEWEST = LocalDate.parse("2026-11-22");
    private static EmulatedGoogle world;
    private static int number;
    private EmulatedCustomer customer;
    private Tenant tenant;
    private UsageQuirks quirks;

    @BeforeAll
    static void start() {
        world = new EmulatedGoogle();
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @BeforeEach
    void newCustomer() {
        world.reset();
        number++;
        String domain = "u" + number + ".example";
        customer = new EmulatedCustomer("C0u" + number, List.of(domain), 2_300, 9, ZoneOffset.UTC);
        tenant = EmulatedGoogle.tenant("u" + number, customer.id(), "admin@" + domain);
        world.emulator.add(customer);
        quirks = world.emulator.quirks(customer.id());
    }

    private Reading newest() throws SourceException {
        return world.google.reports().newestCustomerUsage(tenant, TODAY, 7, Deadline.NONE);
    }

    private long calls() {
        return world.emulator.calls("usage:customer");
    }

    @Test
    void theRefusalsDateIsTaken() throws Exception {
        long before = calls();
        Reading reading = newest();
        assertThat(reading.date()).isEqualTo(NEWEST);
        assertThat(calls() - before).isEqualTo(2);
        UsageReport report = reading.reports().get(0);
        assertThat(report.number("accounts:num_users")).isEqualTo(2_300);
        assertThat(report.number("gmail:num_1day_pop_users")).isZero();
        assertThat(report.values().get("accounts:authorized_apps"))
                .isEqualTo(List.of(Map.of(
                        "client_name",
                        "Calendar helper",
                        "client_id",
                        "1001-calendar.apps.googleusercontent.com",
                        "num_users",
                        460L)));
    }

    @Test
    void withoutADateInTheRefusalItIsOneDayBack() throws Exception {
        quirks.dateless(true).lag(3);
        long before = calls();
        assertThat(newest().date()).isEqualTo(TODAY.minusDays(3));
        assertThat(calls() - before).isEqualTo(4);
    }

    @Test
    void theStepsAreBounded() {
        quirks.dateless(true).lag(30);
        assertThatThrownBy(this::newest)
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_DATA));
    }

    @Test
    void anEmptyReportIsADayBack() throws Exception {
        quirks.emptyOn(NEWEST);
        assertThat(newest().date()).isEqualTo(NEWEST.minusDays(1));
    }

    @Test
    void partialDataIsADayBackInBothStylesOfCode() throws Exception {
        quirks.gap(NEWEST, "gmail", true, false).gap(NEWEST.minusDays(1), "accounts", true, true);
        Reading reading = newest();
        assertThat(reading.date()).isEqualTo(NEWEST.minusDays(2));
        assertThat(reading.warnings())
                .extracting(Warning::code, Warning::application, Warning::date)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("PARTIAL_DATA_AVAILABLE", "gmail", NEWEST),
                        org.assertj.core.groups.Tuple.tuple("PARTIAL_DATA_AVAILABLE", "accounts", NEWEST.minusDays(1)));
    }

    @Test
    void partialDataOfAnApplicationNobodyNeedsDoesNotDelay() throws Exception {
        quirks.gap(NEWEST, "classroom", true, false).gap(NEWEST, "docs", true, false);
        Reading reading = newest();
        assertThat(reading.date()).isEqualTo(NEWEST);
        assertThat(reading.warnings()).extracting(Warning::application).containsExactly("classroom");
    }

    @Test
    void dataThatWillNeverComeIsToldAndTheRestTaken() throws Exception {
        quirks.gap(NEWEST, "gmail", false, true);
        Reading reading = newest();
        assertThat(reading.date()).isEqualTo(NEWEST);
        assertThat(reading.warnings()).extracting(Warning::code).containsExactly("DATA_NOT_AVAILABLE");
        assertThat(reading.reports().get(0).number("gmail:num_inbound_delivered_emails"))
                .isNull();
        assertThat(reading.reports().get(0).number("accounts:num_users")).isEqualTo(2_300);
    }

    @Test
    void oneDateOverSeveralPagesIsOneReport() throws Exception {
        Map<String, Object> whole = newest().reports().get(0).values();
        quirks.customerPages(3);
        Reading reading = newest();
        assertThat(reading.reports()).hasSize(1);
        assertThat(reading.reports().get(0).values()).isEqualTo(whole);
    }

    @Test
    void aDateThatIsNotThereIsNoData() {
        assertThatThrownBy(() -> world.google.reports().customerUsage(tenant, TODAY, Deadline.NONE))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_DATA));
    }

    @Test
    void usersArriveInPagesWithWhatIsMissingLeftOut() throws Exception {
        quirks.withoutAddress(1).referenceNames(true);
        customer.change(2, u -> u.lastSeen(null));
        List<UsageReport> users = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        Reading reading = world.google.reports().newestUserUsage(tenant, TODAY, 7, Deadline.NONE, page -> {
            pages.add(page.size());
            users.addAll(page);
        });
        assertThat(reading.date()).isEqualTo(NEWEST);
        assertThat(pages).containsExactly(1000, 1000, 300);
        assertThat(users.get(1).user()).isNull();
        assertThat(users.get(1).profileId()).isNotNull();
        assertThat(users.get(2).values()).containsEntry("accounts:last_login_time", Instant.EPOCH);
        assertThat(users.get(0).values()).containsKeys("accounts:last_login_time", "gmail:last_imap_time");
        assertThat(users.get(0).flag("accounts:is_2sv_enrolled")).isTrue();
    }

    @Test
    void aUsersDateIsChosenBeforeAnythingIsHandedOn() throws Exception {
        quirks.gap(NEWEST, "accounts", true, false);
        List<LocalDate> dates = new ArrayList<>();
        Reading reading = world.google
                .reports()
                .newestUserUsage(tenant, TODAY, 7, Deadline.NONE, page -> page.forEach(u -> dates.add(u.date())));
        assertThat(reading.date()).isEqualTo(NEWEST.minusDays(1));
        assertThat(dates).hasSize(2_300).containsOnly(NEWEST.minusDays(1));
    }

    @Test
    void anotherCustomersReportsAreRefused() {
        Tenant wrong = EmulatedGoogle.tenant("w", "C0else", customer.email(0));
        assertThatThrownBy(() -> world.google.reports().customerUsage(wrong, NEWEST, Deadline.NONE))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PERMISSION));
    }

    @Test
    void numbersWithoutQuotesAndCutBodiesAreSurvived() throws Exception {
        Reading whole = newest();
        world.emulator.faults().plan(customer.id(), "usage:customer", Fault.of(Fault.Kind.CUT), 1);
        world.emulator.faults().plan(customer.id(), "usage:customer", Fault.of(Fault.Kind.BARE_NUMBER), 2);
        assertThat(newest()).isEqualTo(whole);
    }
}
