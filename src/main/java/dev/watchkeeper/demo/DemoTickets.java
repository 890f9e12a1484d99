package dev.watchkeeper.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demo's tickets as canonical events (CloudEvents, one a line): answered, waiting, near its deadline, too late. */
final class DemoTickets {
    private static final String SOURCE = "/desk";

    private final List<String> lines = new ArrayList<>();
    private int number;

    /** The events up to the beginning of the demo. */
    static String begin(Instant now) {
        DemoTickets tickets = new DemoTickets();
        for (int day = 25; day >= 1; day--) {
            tickets.answeredInTime(now.minus(Duration.ofDays(day)), day);
        }
        tickets.open("1101", "xinghai", "S1", "hotline", now.minus(Duration.ofMinutes(11)));
        tickets.open("1102", "lvye", "S2", "email", now.minus(Duration.ofHours(30)));
        tickets.open("1103", "dune", "S2", "email", now.minus(Duration.ofMinutes(50)));
        tickets.open("1104", "harbour", "S3", "portal", now.minus(Duration.ofHours(2)));
        tickets.message("1104", "agent", now.minus(Duration.ofMinutes(100)));
        tickets.status("1104", "open", "waiting_customer", now.minus(Duration.ofMinutes(99)));
        tickets.open("1105", "northgate", "S3", "email", now.minus(Duration.ofDays(3)));
        tickets.message("1105", "agent", now.minus(Duration.ofDays(3)).plus(Duration.ofMinutes(20)));
        tickets.open("1106", "yunfan", "S2", "email", now.minus(Duration.ofMinutes(5)));
        return tickets.text();
    }

    /** What a day later has happened. */
    static String nextDay(Instant now) {
        DemoTickets tickets = new DemoTickets();
        tickets.message("1101", "agent", now.minus(Duration.ofHours(23)));
        tickets.change("1101", "watchkeeper.ticket.solved", "open", "solved", now.minus(Duration.ofHours(20)));
        tickets.message("1102", "agent", now.minus(Duration.ofHours(22)));
        tickets.message("1106", "agent", now.minus(Duration.ofHours(23)));
        tickets.open("1107", "pinewood", "S2", "email", now.minus(Duration.ofMinutes(15)));
        return tickets.text();
    }

    private void answeredInTime(Instant opened, int day) {
        List<DemoTenant> cast = DemoCast.tenants();
        String key = Integer.toString(1000 + day);
        open(key, cast.get(day % cast.size()).id(), day % 3 == 0 ? "S2" : "S3", "email", opened);
        message(key, "agent", opened.plus(Duration.ofMinutes(7)));
        change(key, "watchkeeper.ticket.solved", "open", "solved", opened.plus(Duration.ofHours(2)));
    }

    private void open(String key, String tenant, String severity, String channel, Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("customer", tenant + ".example");
        data.put("actor", Map.of("kind", "customer", "id", "c-" + tenant));
        data.put("channel", channel);
        data.put("public", true);
        data.put("automatic", false);
        data.put(
                "attrs",
                Map.of(
                        "severity",
                        severity,
                        "status_category",
                        "new",
                        "initiated_by",
                        "customer",
                        "title",
                        title(key)));
        add(key, "watchkeeper.ticket.opened", at, data);
    }

    private static String title(String key) {
        return switch (key) {
            case "1101" -> "全公司收不到外部邮件";
            case "1102" -> "新员工账号无法登录";
            case "1103" -> "Shared drive shows no files";
            case "1104" -> "How do we export a calendar?";
            case "1105" -> "Meet recordings are missing";
            case "1106" -> "群组邮件被退回";
            case "1107" -> "Two-step verification locked out the finance team";
            default -> "Question " + key;
        };
    }

    private void message(String key, String kind, Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("actor", Map.of("kind", kind, "id", "u88", "name", "Li Na"));
        data.put("channel", "email");
        data.put("public", true);
        data.put("automatic", false);
        add(key, "watchkeeper.message." + kind, at, data);
    }

    private void status(String key, String from, String to, Instant at) {
        change(key, "watchkeeper.status.changed", from, to, at);
    }

    private void change(String key, String type, @Nullable String from, String to, Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("actor", Map.of("kind", "agent", "id", "u88"));
        data.put("from", from);
        data.put("to", to);
        add(key, type, at, data);
    }

    private void add(String key, String type, Instant at, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put(
                "id",
                key + "-" + type.substring(type.lastIndexOf('.') + 1) + "-" + at.getEpochSecond() + "-" + ++number);
        event.put("source", SOURCE);
        event.put("type", type);
        event.put("subject", key);
        event.put("time", Wire.time(at));
        event.put("data", data);
        lines.add(new String(Wire.json(event), StandardCharsets.UTF_8));
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }
}
