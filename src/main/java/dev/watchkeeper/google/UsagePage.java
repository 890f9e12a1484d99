package dev.watchkeeper.google;

import com.google.api.client.json.JsonParser;
import com.google.api.client.json.JsonToken;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.UsageReport.Warning;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One page of usage reports and the warnings beside them. */
record UsagePage(
        List<UsageReport> reports,
        List<Warning> warnings,
        @Nullable String nextToken) {
    /** Names of Google's reference and those the API has been seen to send: the second is ours, whichever comes. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("accounts:timestamp_creation", "accounts:creation_time"),
            Map.entry("accounts:timestamp_last_login", "accounts:last_login_time"),
            Map.entry("accounts:timestamp_last_sso", "accounts:last_sso_time"),
            Map.entry("accounts:disabled", "accounts:is_disabled"),
            Map.entry("gmail:timestamp_last_access", "gmail:last_access_time"),
            Map.entry("gmail:timestamp_last_imap", "gmail:last_imap_time"),
            Map.entry("gmail:timestamp_last_pop", "gmail:last_pop_time"),
            Map.entry("gmail:timestamp_last_webmail", "gmail:last_webmail_time"),
            Map.entry("gmail:timestamp_last_interaction", "gmail:last_interaction_time"));

    /** Google still warns of this application, which has had no data since 2018. */
    private static final String RETIRED = "docs";

    private static final Pattern IN_WORDS = Pattern.compile("date (\\d{4}-\\d{2}-\\d{2}) for application \"([^\"]+)\"");
    private static final Set<String> CODES = Set.of("DATA_NOT_AVAILABLE", "PARTIAL_DATA_AVAILABLE");

    static UsagePage read(JsonParser body, LocalDate asked) throws IOException {
        List<UsageReport> reports = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        String token = null;
        while (JsonValues.next(body) == JsonToken.FIELD_NAME) {
            String name = body.getText();
            JsonToken value = JsonValues.next(body);
            if (name.equals("usageReports") && value == JsonToken.START_ARRAY) {
                while (JsonValues.next(body) != JsonToken.END_ARRAY) {
                    reports.add(report(JsonValues.object(JsonValues.read(body)), asked));
                }
            } else if (name.equals("error")) {
                throw new IOException("it holds an error although the status is 200");
            } else if (name.equals("usageReports") && value != JsonToken.VALUE_NULL) {
                throw new IOException("usageReports is not a list");
            } else {
                Object read = JsonValues.read(body);
                if (name.equals("nextPageToken")) {
                    token = JsonValues.text(read);
                } else if (name.equals("warnings")) {
                    for (Object one : JsonValues.list(read)) {
                        Warning warning = warning(JsonValues.object(one));
                        if (!warning.application().equals(RETIRED)) {
                            warnings.add(warning);
                        }
                    }
                }
            }
        }
        return new UsagePage(reports, warnings, token == null || token.isEmpty() ? null : token);
    }

    private static UsageReport report(Map<String, Object> report, LocalDate asked) {
        Map<String, Object> entity = JsonValues.object(report.get("entity"));
        String user = JsonValues.text(entity.get("userEmail"));
        String profile = JsonValues.text(entity.get("profileId"));
        LocalDate date = date(JsonValues.text(report.get("date")));
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object one : JsonValues.list(report.get("parameters"))) {
            Map<String, Object> parameter = JsonValues.object(one);
            String name = JsonValues.text(parameter.get("name"));
            Object value = value(parameter);
            if (!name.isEmpty() && value != null) {
                values.putIfAbsent(name, value);
                String canonical = ALIASES.get(name);
                if (canonical != null) {
                    values.putIfAbsent(canonical, value);
                }
            }
        }
        return new UsageReport(
                date == null ? asked : date, user.isEmpty() ? null : user, profile.isEmpty() ? null : profile, values);
    }

    /** Null if the value cannot be read: missing is honest, zero would not be. */
    private static @Nullable Object value(Map<String, Object> parameter) {
        if (parameter.containsKey("intValue")) {
            return JsonValues.whole(parameter.get("intValue"));
        }
        if (parameter.containsKey("boolValue")) {
            return JsonValues.flag(parameter.get("boolValue"));
        }
        if (parameter.containsKey("datetimeValue")) {
            Instant time = JsonValues.time(parameter.get("datetimeValue"));
            return time;
        }
        if (parameter.containsKey("stringValue")) {
            return JsonValues.text(parameter.get("stringValue"));
        }
        if (parameter.containsKey("msgValue")) {
            return JsonValues.list(parameter.get("msgValue")).stream()
                    .map(UsagePage::message)
                    .toList();
        }
        return null;
    }

    /** Counts inside a message come as text or as number; we give numbers. */
    private static Map<String, Object> message(@Nullable Object one) {
        Map<String, Object> message = new LinkedHashMap<>(JsonValues.object(one));
        message.replaceAll((key, value) -> {
            Long number = key.startsWith("num_") ? JsonValues.whole(value) : null;
            return number == null ? value : number;
        });
        return message;
    }

    /** The code is a word in the field and {@code 200} in the reference; then the text decides. */
    private static Warning warning(Map<String, Object> warning) {
        String code = JsonValues.text(warning.get("code"));
        String message = Failure.clean(JsonValues.text(warning.get("message")));
        String application = "";
        LocalDate date = null;
        for (Object one : JsonValues.list(warning.get("data"))) {
            Map<String, Object> pair = JsonValues.object(one);
            switch (JsonValues.text(pair.get("key"))) {
                case "application" -> application = JsonValues.text(pair.get("value"));
                case "date" -> date = date(JsonValues.text(pair.get("value")));
                default -> {}
            }
        }
        Matcher words = IN_WORDS.matcher(message);
        if (words.find()) {
            date = date == null ? date(words.group(1)) : date;
            application = application.isEmpty() ? words.group(2) : application;
        }
        if (!CODES.contains(code)) {
            boolean later = message.toLowerCase(Locale.ROOT).contains("try again");
            code = later ? "PARTIAL_DATA_AVAILABLE" : "DATA_NOT_AVAILABLE";
        }
        return new Warning(code, application, date, message);
    }

    /** A date in Google's words; null if there is no such day. */
    static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
