package dev.watchkeeper.store;

import static dev.watchkeeper.store.JdbiSourceStates.instant;

import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.Confirmation;
import dev.watchkeeper.sla.Metric;
import dev.watchkeeper.sla.RunState;
import dev.watchkeeper.sla.Verdict;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import dev.watchkeeper.tickets.WireTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Clocks as rows of {@code sla_clock}, both ways without loss, but for watermarks beyond all time. */
final class ClockRows {
    private static final List<String> COLUMNS = List.of(
            "clock_id",
            "ticket_key",
            "customer",
            "metric",
            "cycle",
            "run_state",
            "verdict",
            "confirmation",
            "start_at",
            "due_at",
            "breach_at",
            "fulfilled_at",
            "cancelled_at",
            "verdict_at",
            "reason",
            "target_s",
            "used_s",
            "as_of",
            "remaining_s",
            "overrun_s",
            "paused_business_s",
            "paused_real_s",
            "plan",
            "severity",
            "channel",
            "calendar_id",
            "policy_version",
            "calendar_version",
            "tzdb_version",
            "target_version",
            "marks",
            "pauses",
            "silent_until",
            "next_at",
            "start_event",
            "pause_event",
            "fulfil_event",
            "regrade_event",
            "flags",
            "watermark_at",
            "computed_at",
            "engine_version");
    static final String SELECT = "select " + String.join(", ", COLUMNS) + " from sla_clock ";
    static final String INSERT = "insert into sla_clock (" + String.join(", ", COLUMNS) + ") values ("
            + COLUMNS.stream().map(c -> "?").collect(Collectors.joining(", ")) + ")";
    /** Takes the values of {@link #INSERT} and the id once more. */
    static final String UPDATE = "update sla_clock set "
            + COLUMNS.stream().map(c -> c + " = ?").collect(Collectors.joining(", ")) + " where clock_id = ?";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private ClockRows() {}

    /** In the order of the columns, for {@link #INSERT}. */
    static @Nullable Object[] values(Clock clock, Instant computedAt, String tzdb) {
        Confirmation confirmation = clock.confirmation();
        Channel channel = clock.channel();
        return new @Nullable Object[] {
            clock.id(),
            clock.ticket(),
            clock.customer(),
            clock.metric().word(),
            clock.cycle(),
            clock.runState().word(),
            clock.verdict().word(),
            confirmation == null ? null : confirmation.word(),
            clock.startedAt(),
            clock.dueAt(),
            clock.breachAt(),
            clock.fulfilledAt(),
            clock.cancelledAt(),
            clock.verdictAt().orElse(null),
            clock.reason(),
            clock.targetSeconds(),
            clock.usedSeconds(),
            clock.asOf(),
            clock.remainingSeconds(),
            clock.overrunSeconds(),
            clock.pausedSeconds(),
            clock.pausedRealSeconds(),
            clock.plan(),
            clock.severity().name(),
            channel == null ? null : channel.word(),
            clock.calendar(),
            clock.policyVersion(),
            clock.calendarVersion(),
            tzdb,
            clock.targetVersion(),
            marks(clock.marks()),
            pauses(clock.pauses()),
            clock.silentUntil(),
            clock.nextAt(),
            key(clock.deciding().start()),
            key(clock.deciding().lastPause()),
            key(clock.deciding().end()),
            key(clock.deciding().regrade()),
            String.join(",", clock.flags()),
            storable(clock.watermark()),
            computedAt,
            Clock.ENGINE_VERSION
        };
    }

    /** The same for {@link #UPDATE}. */
    static @Nullable Object[] valuesAndId(Clock clock, Instant computedAt, String tzdb) {
        @Nullable Object[] values = values(clock, computedAt, tzdb);
        @Nullable Object[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = clock.id();
        return more;
    }

    static Clock read(ResultSet row) throws SQLException {
        String confirmation = row.getString("confirmation");
        String channel = row.getString("channel");
        Instant watermark = at(row, "watermark_at");
        return new Clock(
                row.getString("ticket_key"),
                row.getString("customer"),
                Metric.valueOf(upper(row.getString("metric"))),
                row.getInt("cycle"),
                RunState.valueOf(upper(row.getString("run_state"))),
                Verdict.valueOf(upper(row.getString("verdict"))),
                confirmation == null ? null : Confirmation.valueOf(upper(confirmation)),
                known(row, "start_at"),
                at(row, "due_at"),
                at(row, "breach_at"),
                at(row, "fulfilled_at"),
                at(row, "cancelled_at"),
                row.getString("reason"),
                number(row, "target_s"),
                row.getLong("used_s"),
                known(row, "as_of"),
                number(row, "remaining_s"),
                row.getLong("overrun_s"),
                row.getLong("paused_business_s"),
                row.getLong("paused_real_s"),
                row.getString("plan"),
                TicketSeverity.valueOf(row.getString("severity")),
                channel == null ? null : Channel.of(channel),
                row.getString("calendar_id"),
                row.getInt("policy_version"),
                row.getObject("calendar_version", Integer.class),
                row.getInt("target_version"),
                marks(row.getString("marks")),
                at(row, "next_at"),
                at(row, "silent_until"),
                new Clock.Deciding(
                        key(row.getString("start_event")),
                        key(row.getString("pause_event")),
                        key(row.getString("fulfil_event")),
                        key(row.getString("regrade_event"))),
                pauses(row.getString("pauses")),
                split(row.getString("flags"), ","),
                watermark == null ? Instant.MIN : watermark);
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    private static Instant known(ResultSet row, String column) throws SQLException {
        Instant at = at(row, column);
        if (at == null) {
            throw new IllegalStateException("sla_clock." + column + " is empty; was the table edited by hand?");
        }
        return at;
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Instant storable(Instant watermark) {
        return watermark.isBefore(EARLIEST) || watermark.isAfter(LATEST) ? null : watermark;
    }

    private static @Nullable String key(TicketEvent.@Nullable Key key) {
        return key == null ? null : key.source() + " " + key.id();
    }

    private static TicketEvent.@Nullable Key key(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int blank = text.indexOf(' ');
        return new TicketEvent.Key(text.substring(0, blank), text.substring(blank + 1));
    }

    private static String marks(List<Clock.Mark> marks) {
        return marks.stream()
                .map(mark -> mark.name() + "=" + mark.at() + "/" + mark.seconds())
                .collect(Collectors.joining(", "));
    }

    private static List<Clock.Mark> marks(String text) {
        List<Clock.Mark> marks = new ArrayList<>();
        for (String one : split(text, ", ")) {
            int equals = one.indexOf('=');
            int slash = one.indexOf('/');
            marks.add(new Clock.Mark(
                    one.substring(0, equals),
                    Long.parseLong(one.substring(slash + 1)),
                    WireTime.parse(one.substring(equals + 1, slash))));
        }
        return marks;
    }

    private static String pauses(List<Clock.Pause> pauses) {
        return pauses.stream()
                .map(pause -> pause.from() + "/" + (pause.to() == null ? "" : pause.to()) + "/" + pause.reason())
                .collect(Collectors.joining(", "));
    }

    private static List<Clock.Pause> pauses(String text) {
        List<Clock.Pause> pauses = new ArrayList<>();
        for (String one : split(text, ", ")) {
            String[] parts = one.split("/", 3);
            pauses.add(new Clock.Pause(
                    WireTime.parse(parts[0]), parts[1].isEmpty() ? null : WireTime.parse(parts[1]), parts[2]));
        }
        return pauses;
    }

    /** By hand: a separator of two characters would be compiled as an expression for every row. */
    static List<String> split(String text, String separator) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to));
            from = to + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
