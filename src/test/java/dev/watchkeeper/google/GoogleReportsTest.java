package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.demo.Activity;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.Fault;
import dev.watchkeeper.health.ActivityEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoogleReportsTest {
    private static EmulatedGoogle world;
    private static final Instant NOW = EmulatedGoogle.NOW;

    @BeforeAll
    static void start() {
        world = new EmulatedGoogle();
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    private static List<ActivityEvent> read(String application, Instant from, Instant to) throws SourceException {
        List<ActivityEvent> events = new ArrayList<>();
        world.google.reports().activities(world.tenant, application, from, to, Deadline.NONE, events::addAll);
        return events;
    }

    private static List<ActivityEvent> readDay() throws SourceException {
        return read("login", NOW.minus(Duration.ofDays(1)), NOW);
    }

    private static long calls() {
        return world.emulator.calls("activities:login");
    }

    @Test
    void aLogIsReadNewestFirstPageByPageWithoutLossOrRepeat() throws Exception {
        AtomicInteger pages = new AtomicInteger();
        Set<String> keys = new HashSet<>();
        List<Instant> times = new ArrayList<>();
        Instant from = NOW.minus(Duration.ofDays(90));
        world.google.reports().activities(world.tenant, "drive", from, NOW, Deadline.NONE, page -> {
            pages.incrementAndGet();
            assertThat(page.size()).isLessThanOrEqualTo(1000);
            page.forEach(e -> {
                keys.add(e.time() + "/" + e.qualifier() + "/" + e.index());
                times.add(e.time());
            });
        });
        assertThat(pages.get()).isGreaterThan(5);
        assertThat(keys).hasSameSizeAs(times);
        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(times).allMatch(t -> !t.isBefore(from) && t.isBefore(NOW));
    }

    @Test
    void anErrorUnderStatus200IsNoEmptyLog() {
        world.emulator
                .faults()
                .plan(
                        "C0one",
                        "activities:login",
                        Fault.text(200, "application/json", "{\"error\":{\"code\":403,\"message\":\"no\"}}"),
                        100);

        assertThatThrownBy(GoogleReportsTest::readDay)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("error");
    }

    @Test
    void anActivityWithoutReadableEventsIsCountedNotDropped() throws Exception {
        int all = readDay().size();
        world.emulator
                .faults()
                .plan(
                        "C0one",
                        "activities:login",
                        Fault.text(
                                200,
                                "application/json",
                                "{\"items\":[{\"id\":{\"time\":5},\"events\":\"x\"},{\"events\":[]},7]}"),
                        1);

        assertThat(all).isPositive();
        assertThat(readDay())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.time()).isNull());
    }

    @Test
    void aPageWithoutItemsButWithATokenDoesNotEndTheReading() throws Exception {
        int all = readDay().size();
        world.emulator.faults().plan("C0one", "activities:login", Fault.of(Fault.Kind.EMPTY_PAGE), 2);
        assertThat(readDay()).hasSize(all);
    }

    @Test
    void theGmailLogIsCutIntoWindowsOfThirtyDays() throws Exception {
        EmulatedCustomer mail = new EmulatedCustomer("C0gm", List.of("gm.example"), 10, 5, ZoneOffset.UTC).silent();
        world.emulator.add(mail);
        long before = world.emulator.calls("activities:gmail");
        for (int day : List.of(1, 29, 30, 31, 100, 179)) {
            mail.plant(Activity.by(
                    "a@gm.example", NOW.minus(Duration.ofDays(day)), "gmail", "delivery_type", "delivery", Map.of()));
        }
        List<ActivityEvent> events = new ArrayList<>();
        world.google
                .reports()
                .activities(
                        EmulatedGoogle.tenant("gm", "C0gm", "admin@gm.example"),
                        "gmail",
                        Instant.EPOCH,
                        NOW.plusSeconds(60),
                        Deadline.NONE,
                        events::addAll);
        assertThat(events).hasSize(6);
        assertThat(world.emulator.calls("activities:gmail") - before).isEqualTo(6);
    }

    @Test
    void aWindowThatLiesInTheFutureAsksNothing() throws Exception {
        long before = calls();
        assertThat(read("login", NOW.plusSeconds(1), NOW.plusSeconds(60))).isEmpty();
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void oddAndHostileEntriesArriveAsDataAndSpoilNoOther() throws Exception {
        EmulatedCustomer odd = new EmulatedCustomer("C0odd", List.of("odd.example"), 3, 5, ZoneOffset.UTC).silent();
        world.emulator.add(odd);
        Instant t = NOW.minusSeconds(600);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("only_name", Activity.NOTHING);
        parameters.put("big", "x".repeat(1_000_000));
        parameters.put("crlf", "a\r\nBcc: victim@example.net\u0000\u202e<script>alert(1)</script>");
        parameters.put("count", 9_007_199_254_740_993L);
        parameters.put("flag", true);
        parameters.put("scopes", List.of("one", "two"));
        parameters.put("numbers", List.of(1L, 2L));
        parameters.put("info", Map.of("reply", 550L, "inner", Map.of("deep", "value")));
        parameters.put("many", List.of(Map.of("address", "ann@example.net"), Map.of("address", "bob@example.net")));
        odd.plant(Activity.by("u@odd.example", t, "admin", "T", "ODD", parameters));
        odd.plant(Activity.by("u@odd.example", t.minusSeconds(1), "admin", "T", "NO_ACTOR", Map.of())
                .from(null)
                .with(Map.of("actor", Map.of("callerType", "KEY", "key", "SYSTEM"))));
        odd.plant(Activity.by("u@odd.example", t.minusSeconds(2), "admin", "T", "BAD_TIME", Map.of())
                .with(Map.of("id", Map.of("time", "yesterday", "uniqueQualifier", -7, "applicationName", "admin"))));
        odd.plant(Activity.by("u@odd.example", t.minusSeconds(3), "admin", "T", "WRONG_TYPES", Map.of())
                .with(Map.of("events", "none", "ipAddress", List.of(1))));
        odd.plant(Activity.by("u@odd.example", t.minusSeconds(4), "admin", "T", "NETWORK", Map.of())
                .with(Map.of("networkInfo", Map.of("ipAsn", List.of(64500), "new", "field"), "isAgenticAction", true)));

        List<ActivityEvent> events = new ArrayList<>();
        world.google
                .reports()
                .activities(
                        EmulatedGoogle.tenant("odd", "C0odd", "admin@odd.example"),
                        "admin",
                        NOW.minusSeconds(3600),
                        NOW,
                        Deadline.NONE,
                        events::addAll);

        assertThat(events)
                .extracting(ActivityEvent::name)
                .containsExactly("ODD", "NO_ACTOR", "BAD_TIME", "", "NETWORK");
        Map<String, Object> read = events.get(0).parameters();
        assertThat(read).containsEntry("only_name", "").containsEntry("count", 9_007_199_254_740_993L);
        assertThat(read).containsEntry("flag", true).containsEntry("scopes", List.of("one", "two"));
        assertThat(read).containsEntry("numbers", List.of(1L, 2L));
        assertThat(read)
                .containsEntry("info", Map.of("reply", 550L, "inner", Map.of("deep", "value")))
                .containsEntry(
                        "many", List.of(Map.of("address", "ann@example.net"), Map.of("address", "bob@example.net")));
        assertThat(events.get(0).text("big")).hasSizeLessThan(33_000).endsWith(JsonValues.CUT);
        assertThat(events.get(0).text("crlf")).isEqualTo(parameters.get("crlf"));
        assertThat(events.get(1).actor()).isNull();
        assertThat(events.get(1).actorId()).isEqualTo("SYSTEM");
        assertThat(events.get(1).ipAddress()).isNull();
        assertThat(events.get(2).time()).isNull();
        assertThat(events.get(2).qualifier()).isEqualTo(-7);
        assertThat(events.get(4).asn()).isEqualTo(64500);
    }

    static Stream<Arguments> passingFaults() {
        return Stream.of(
                Arguments.of("429", Fault.throttled()),
                Arguments.of("403 rate", Fault.error(403, "rateLimitExceeded", "", "Rate Limit Exceeded")),
                Arguments.of("403 user rate", Fault.error(403, "userRateLimitExceeded", "", "User Rate")),
                Arguments.of("403 quota", Fault.error(403, "quotaExceeded", "RESOURCE_EXHAUSTED", "Quota exceeded")),
                Arguments.of("403 plain text", Fault.rateText()),
                Arguments.of(
                        "503 quota", Fault.error(503, "quotaExceeded", "", "Quota exceeded for the current request")),
                Arguments.of("503", Fault.error(503, "backendError", "UNAVAILABLE", "The service is unavailable.")),
                Arguments.of("500", Fault.error(500, "internalError", "INTERNAL", "Internal error encountered.")),
                Arguments.of("502 html", Fault.html(502)),
                Arguments.of("504 empty", Fault.text(504, "text/plain", "")),
                Arguments.of("200 html", Fault.html(200)),
                Arguments.of("200 empty", Fault.text(200, "application/json", "")),
                Arguments.of("200 half", Fault.text(200, "application/json", "{\"items\":[{\"id\":")),
                Arguments.of("200 list", Fault.text(200, "application/json", "[]")),
                Arguments.of("200 items text", Fault.text(200, "application/json", "{\"items\":\"many\"}")),
                Arguments.of("cut", Fault.of(Fault.Kind.CUT)),
                Arguments.of("reset", Fault.of(Fault.Kind.RESET)),
                Arguments.of("expired token", Fault.expired()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingFaults")
    void aPassingFaultIsRepeatedUntilThereIsAnAnswer(String name, Fault fault) throws Exception {
        int all = readDay().size();
        world.emulator.faults().plan("C0one", "activities:login", fault, 1);
        long before = calls();
        assertThat(readDay()).hasSize(all);
        assertThat(calls() - before).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingFaults")
    void aFaultThatDoesNotPassIsGivenUpAndNamed(String name, Fault fault) {
        world.emulator.faults().forEver("C0one", "activities:login", fault);
        long before = calls();
        assertThatThrownBy(() -> readDay()).isInstanceOfSatisfying(SourceException.class, e -> {
            boolean throttle = name.startsWith("4") || name.equals("503 quota");
            Kind kind = name.equals("expired token") ? Kind.PERMISSION : throttle ? Kind.THROTTLED : Kind.UNAVAILABLE;
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.source()).isEqualTo("reports:login");
            assertThat(e.explanation()).doesNotContain("\n").hasSizeLessThan(500);
        });
        assertThat(calls() - before).isEqualTo(name.equals("expired token") ? 2 : 6);
    }

    static Stream<Arguments> finalRefusals() {
        return Stream.of(
                Arguments.of("401 privilege", Fault.notAuthorised(), Kind.PERMISSION),
                Arguments.of("403 forbidden", Fault.error(403, "forbidden", "", "Not Authorized"), Kind.PERMISSION),
                Arguments.of(
                        "403 scope",
                        Fault.error(403, "insufficientPermissions", "", "Insufficient Permission"),
                        Kind.PERMISSION),
                Arguments.of(
                        "403 api off",
                        Fault.error(403, "accessNotConfigured", "", "Admin SDK API has not been used"),
                        Kind.REFUSED),
                Arguments.of(
                        "403 domain",
                        Fault.error(403, "domainCannotUseApis", "", "Domain cannot use apis."),
                        Kind.PERMISSION),
                Arguments.of("400", Fault.error(400, "badRequest", "", "Bad Request"), Kind.REFUSED),
                Arguments.of(
                        "302",
                        Fault.text(302, "text/html", "").header("Location", "http://127.0.0.1:1/"),
                        Kind.REFUSED),
                Arguments.of("404", Fault.error(404, "notFound", "", "Not Found"), Kind.REFUSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("finalRefusals")
    void aRefusalIsNotRepeated(String name, Fault fault, Kind kind) {
        world.emulator.faults().forEver("C0one", "activities:login", fault);
        long before = calls();
        assertThatThrownBy(() -> readDay())
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        assertThat(calls() - before).isEqualTo(1);
        assertThat(world.pauses).isEmpty();
    }

    @Test
    void numbersWithoutQuotesAreReadAllTheSame() throws Exception {
        List<ActivityEvent> all = readDay();
        world.emulator.faults().plan("C0one", "activities:login", Fault.of(Fault.Kind.BARE_NUMBER), 1);
        assertThat(readDay()).isEqualTo(all);
    }

    @Test
    void theServersWishForAPauseIsHonoured() throws Exception {
        world.emulator
                .faults()
                .plan("C0one", "activities:login", Fault.throttled().header("Retry-After", "17"), 1);
        readDay();
        assertThat(world.pauses).containsExactly(Duration.ofSeconds(17));

        world.emulator
                .faults()
                .plan("C0one", "activities:login", Fault.throttled().header("Retry-After", "3600"), 1);
        assertThatThrownBy(() -> readDay()).isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(1));
        });
    }

    static Stream<Arguments> tokenFaults() {
        return Stream.of(
                Arguments.of(Fault.token(401, "unauthorized_client", "Client is unauthorized"), Kind.PERMISSION, 1),
                Arguments.of(Fault.token(400, "invalid_grant", "Invalid email or User ID"), Kind.PERMISSION, 1),
                Arguments.of(
                        Fault.token(400, "invalid_grant", "Invalid JWT: check your iat and exp values"),
                        Kind.REFUSED,
                        1),
                Arguments.of(Fault.token(400, "invalid_grant", "Account not associated"), Kind.PERMISSION, 1),
                Arguments.of(Fault.token(400, "invalid_grant", "Invalid JWT Signature."), Kind.REFUSED, 1),
                Arguments.of(Fault.token(401, "invalid_client", "The OAuth client was not found."), Kind.REFUSED, 1),
                Arguments.of(Fault.html(503), Kind.UNAVAILABLE, 6));
    }

    @ParameterizedTest
    @MethodSource("tokenFaults")
    void whatTheTokenEndpointSaysIsUnderstood(Fault fault, Kind kind, int tries) {
        String id = "C0tok" + fault.hashCode();
        String domain = "t" + Integer.toHexString(fault.hashCode()) + ".example";
        world.emulator.add(new EmulatedCustomer(id, List.of(domain), 3, 5, ZoneOffset.UTC));
        world.emulator.faults().forEver(id, "token", fault);
        long before = world.emulator.calls("token");
        long calls = calls();
        assertThatThrownBy(() -> world.google
                        .reports()
                        .activities(
                                EmulatedGoogle.tenant("t", id, "admin@" + domain),
                                "login",
                                NOW.minusSeconds(60),
                                NOW,
                                Deadline.NONE,
                                page -> {}))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        assertThat(world.emulator.calls("token") - before).isEqualTo(tries);
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void aTenantWithoutAdministratorIsNotConfigured() {
        assertThatThrownBy(() -> world.google
                        .reports()
                        .activities(
                                EmulatedGoogle.tenant("x", "C0one", ""),
                                "login",
                                NOW.minusSeconds(60),
                                NOW,
                                Deadline.NONE,
                                page -> {}))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_CONFIGURED));
    }

    @Test
    void theDeadlineEndsAReadingBetweenPages() {
        AtomicInteger pages = new AtomicInteger();
        assertThatThrownBy(() -> world.google
                        .reports()
                        .activities(
                                world.tenant,
                                "drive",
                                NOW.minus(Duration.ofDays(90)),
                                NOW,
                                () -> pages.get() >= 2,
                                page -> pages.incrementAndGet()))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        assertThat(pages).hasValue(2);
    }

    @Test
    void lateEventsAppearOnlyWhenTheirTimeHasCome() throws Exception {
        EmulatedCustomer late = new EmulatedCustomer("C0late", List.of("late.example"), 3, 5, ZoneOffset.UTC).silent();
        world.emulator.add(late);
        late.plant(Activity.by("u@late.example", NOW.minusSeconds(500), "login", "login", "login_success", Map.of())
                .visibleAt(NOW.plusSeconds(1)));
        late.plant(Activity.by("u@late.example", NOW.minusSeconds(900), "login", "login", "login_success", Map.of())
                .visibleAt(NOW.minusSeconds(1)));
        List<ActivityEvent> events = new ArrayList<>();
        world.google
                .reports()
                .activities(
                        EmulatedGoogle.tenant("late", "C0late", "admin@late.example"),
                        "login",
                        NOW.minusSeconds(3600),
                        NOW,
                        Deadline.NONE,
                        events::addAll);
        assertThat(events).hasSize(1);
    }

    @Test
    void withoutCredentialsTheCustomerIsTheOneNamed() throws Exception {
        world.emulator.open(true);
        try (Google open = world.open("none")) {
            List<ActivityEvent> events = new ArrayList<>();
            open.reports()
                    .activities(
                            EmulatedGoogle.tenant("one", "C0one", ""),
                            "login",
                            NOW.minus(Duration.ofDays(1)),
                            NOW,
                            Deadline.NONE,
                            events::addAll);
            assertThat(events).isEqualTo(readDay());
        } finally {
            world.emulator.open(false);
        }
    }
}
