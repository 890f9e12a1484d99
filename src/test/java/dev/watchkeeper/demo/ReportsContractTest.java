package dev.watchkeeper.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the emulator against Google's discovery document. */
class ReportsContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static JsonNode document;
    private static GoogleEmulator emulator;

    @BeforeAll
    static void start() throws IOException {
        try (InputStream in = ReportsContractTest.class.getResourceAsStream("/google/reports-discovery.json")) {
            document = JSON.readTree(in);
        }
        emulator = GoogleEmulator.start(Clock.fixed(NOW, ZoneOffset.UTC)).open(true);
        EmulatedCustomer customer = new EmulatedCustomer("C0doc", List.of("doc.example"), 30, 3, ZoneOffset.UTC);
        customer.rate("gmail", 100);
        emulator.add(customer);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static JsonNode method(String resource, String name) {
        return document.path("resources").path(resource).path("methods").path(name);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> queryParameters(JsonNode method) {
        return names(method.path("parameters")).stream()
                .filter(name -> method.path("parameters")
                        .path(name)
                        .path("location")
                        .asText()
                        .equals("query"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(emulator.rootUrl() + path)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void parametersAndPatternsAreThoseOfTheDocument() {
        JsonNode list = method("activities", "list");
        assertThat(ReportsContract.ACTIVITIES).isEqualTo(queryParameters(list));
        assertThat(ReportsContract.CUSTOMER_USAGE).isEqualTo(queryParameters(method("customerUsageReports", "get")));
        assertThat(ReportsContract.USER_USAGE).isEqualTo(queryParameters(method("userUsageReport", "get")));
        assertThat(ReportsContract.COMMON).isEqualTo(names(document.path("parameters")));
        JsonNode parameters = list.path("parameters");
        assertThat(ReportsContract.TIME.pattern())
                .isEqualTo(parameters.path("startTime").path("pattern").asText());
        assertThat(ReportsContract.CUSTOMER.pattern())
                .isEqualTo(parameters.path("customerId").path("pattern").asText());
        assertThat(ReportsContract.DATE.pattern())
                .isEqualTo(method("userUsageReport", "get")
                        .path("parameters")
                        .path("date")
                        .path("pattern")
                        .asText());
        Set<String> applications = new TreeSet<>();
        parameters.path("applicationName").path("enum").forEach(one -> applications.add(one.asText()));
        assertThat(ReportsContract.APPLICATIONS).isEqualTo(applications);
        assertThat(applications).doesNotContainAnyElementsOf(ReportsContract.LATER_APPLICATIONS);
    }

    @Test
    void pathsAreThoseOfTheDocument() throws Exception {
        Map<String, String> values = Map.of("userKey", "all", "applicationName", "login", "date", "2026-11-20");
        for (JsonNode method : List.of(
                method("activities", "list"),
                method("customerUsageReports", "get"),
                method("userUsageReport", "get"))) {
            String path = method.path("path").asText();
            for (Map.Entry<String, String> value : values.entrySet()) {
                path = path.replace("{" + value.getKey() + "}", value.getValue());
            }
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("admin/reports/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void answersHoldOnlyFieldsOfTheDocumentInItsTypes() throws Exception {
        String window = "?startTime=2026-11-20T00:00:00Z&endTime=2026-11-24T00:00:00Z";
        for (String application : List.of("login", "drive", "token", "admin", "calendar", "gmail", "groups")) {
            String body = get("admin/reports/v1/activity/users/all/applications/" + application + window)
                    .body();
            check(JSON.readTree(body), document.path("schemas").path("Activities"), application);
        }
        for (String path : List.of("dates/2026-11-20", "users/all/dates/2026-11-20")) {
            check(
                    JSON.readTree(get("admin/reports/v1/usage/" + path).body()),
                    document.path("schemas").path("UsageReports"),
                    path);
        }
    }

    private static void check(JsonNode value, JsonNode given, String where) {
        JsonNode schema = given.has("$ref")
                ? document.path("schemas").path(given.path("$ref").asText())
                : given;
        switch (schema.path("type").asText()) {
            case "object" -> {
                assertThat(value.isObject()).as(where).isTrue();
                JsonNode properties = schema.path("properties");
                names(value).forEach(name -> {
                    JsonNode property = properties.path(name);
                    if (property.isMissingNode()) {
                        property = schema.path("additionalProperties");
                    }
                    // Known contradiction: messages nest deeper in the data than in the schema.
                    boolean nestedMessage = name.equals("messageValue") || name.equals("multiMessageValue");
                    assertThat(property.isMissingNode() && !nestedMessage)
                            .as("%s.%s", where, name)
                            .isFalse();
                    if (!property.isMissingNode()) {
                        check(value.path(name), property, where + "." + name);
                    }
                });
            }
            case "array" -> value.forEach(one -> check(one, schema.path("items"), where + "[]"));
            case "string" -> assertThat(value.isTextual()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            default -> {}
        }
    }

    @Test
    void wrongParametersAreRefusedInGooglesWords() throws Exception {
        String login = "admin/reports/v1/activity/users/all/applications/login";
        String gmail = "admin/reports/v1/activity/users/all/applications/gmail";
        List<String> wrong = new ArrayList<>(Stream.of(
                        "?startTime=yesterday",
                        "?maxResults=0",
                        "?maxResults=1001",
                        "?maxResults=many",
                        "?colour=red",
                        "?orgUnitID=Sales",
                        "?startTime=2026-11-25T00:00:00Z",
                        "?startTime=2026-11-20T00:00:00Z&endTime=2026-11-19T00:00:00Z",
                        "?pageToken=nonsense",
                        "?filters=noop")
                .map(login::concat)
                .toList());
        wrong.add(gmail);
        wrong.add(gmail + "?startTime=2026-11-20T00:00:00Z");
        wrong.add(gmail + "?startTime=2026-10-01T00:00:00Z&endTime=2026-11-20T00:00:00Z");
        wrong.add("admin/reports/v1/activity/users/all/applications/nonsense");
        wrong.add("admin/reports/v1/usage/dates/2026-11-24");
        wrong.add("admin/reports/v1/usage/dates/2027-01-01");
        wrong.add("admin/reports/v1/usage/dates/2026-13-45");
        wrong.add("admin/reports/v1/usage/dates/2026-11-20?parameters=nonsense:x");
        wrong.add("admin/reports/v1/usage/users/all/dates/2026-11-20?parameters=meet:x");
        for (String path : wrong) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            JsonNode error = JSON.readTree(answer.body()).path("error");
            assertThat(error.path("code").asInt()).isEqualTo(400);
            assertThat(error.path("errors").path(0).path("reason").asText()).isNotBlank();
        }
        assertThat(get("admin/reports/v1/usage/dates/2026-11-24").body())
                .contains("Data for dates later than 2026-11-22 is not yet available");
        assertThat(get(gmail).body()).contains("should not be greater than 30 days");
    }

    @Test
    void filtersSelectWholeActivitiesAndPagesGoOn() throws Exception {
        String login = "admin/reports/v1/activity/users/all/applications/login?startTime=2026-11-10T00:00:00Z";
        JsonNode failures =
                JSON.readTree(get(login + "&eventName=login_failure").body()).path("items");
        assertThat(failures.size()).isPositive();
        failures.forEach(
                f -> assertThat(f.path("events").path(0).path("name").asText()).isEqualTo("login_failure"));
        JsonNode passwords = JSON.readTree(
                        get(login + "&filters=login_type%3D%3DGoogle_Password").body())
                .path("items");
        assertThat(passwords.size()).isGreaterThan(failures.size());
        int total = 0;
        String token = "";
        do {
            JsonNode page = JSON.readTree(
                    get(login + "&maxResults=37&pageToken=" + token).body());
            total += page.path("items").size();
            token = page.path("nextPageToken").asText();
        } while (!token.isEmpty());
        assertThat(total).isEqualTo(passwords.size());
    }

    @Test
    void whatIsGeneratedIsTheSameEveryTime() throws Exception {
        String path = "admin/reports/v1/activity/users/all/applications/drive?startTime=2026-11-01T00:00:00Z";
        assertThat(get(path).body()).isEqualTo(get(path).body());
    }
}
