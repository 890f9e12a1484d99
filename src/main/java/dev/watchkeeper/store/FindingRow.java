package dev.watchkeeper.store;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Finding.Decision;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding and its row, both ways. */
final class FindingRow {
    private FindingRow() {}

    /** Stored numbers stay what they are, whatever becomes of the enum. */
    static int rank(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 0;
            case HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
        };
    }

    private static Severity severity(int rank) {
        return switch (rank) {
            case 0 -> Severity.CRITICAL;
            case 1 -> Severity.HIGH;
            case 2 -> Severity.MEDIUM;
            default -> Severity.LOW;
        };
    }

    static Map<String, @Nullable Object> of(Finding finding) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", finding.id());
        row.put("tenant_id", finding.tenantId());
        row.put("check_id", finding.checkId());
        row.put("subject", finding.subject());
        row.put("severity", finding.severity().word());
        row.put("rank", rank(finding.severity()));
        row.put("title_en", finding.title().en());
        row.put("title_zh", finding.title().zh());
        row.put("summary_en", finding.summary().en());
        row.put("summary_zh", finding.summary().zh());
        row.put("remedy_en", finding.remedy().en());
        row.put("remedy_zh", finding.remedy().zh());
        row.put("evidence", StoredJson.write(finding.evidence()));
        row.put("first_seen_at", finding.firstSeenAt());
        row.put("opened_at", finding.openedAt());
        row.put("last_seen_at", finding.lastSeenAt());
        row.put("resolved_at", finding.resolvedAt());
        row.put("episodes", finding.episodes());
        decision(row, "ack", finding.acknowledged());
        decision(row, "mute", finding.muted());
        row.put("held_by", finding.heldBy());
        return row;
    }

    private static void decision(Map<String, @Nullable Object> row, String prefix, @Nullable Decision decision) {
        row.put(prefix + "_author", decision == null ? null : decision.author());
        row.put(prefix + "_reason", decision == null ? null : decision.reason());
        row.put(prefix + "_at", decision == null ? null : decision.at());
        row.put(prefix + "_until", decision == null ? null : decision.until());
        row.put(prefix + "_rank", decision == null ? null : rank(decision.severity()));
    }

    static Finding read(ResultSet rows) throws SQLException {
        return new Finding(
                rows.getString("id"),
                rows.getString("tenant_id"),
                rows.getString("check_id"),
                rows.getString("subject"),
                Severity.of(rows.getString("severity")),
                new Text(rows.getString("title_en"), rows.getString("title_zh")),
                new Text(rows.getString("summary_en"), rows.getString("summary_zh")),
                new Text(rows.getString("remedy_en"), rows.getString("remedy_zh")),
                StoredJson.readMap(rows.getString("evidence")),
                required(rows, "first_seen_at"),
                required(rows, "opened_at"),
                required(rows, "last_seen_at"),
                instant(rows, "resolved_at"),
                rows.getInt("episodes"),
                decision(rows, "ack"),
                decision(rows, "mute"),
                rows.getString("held_by"));
    }

    private static @Nullable Decision decision(ResultSet rows, String prefix) throws SQLException {
        String author = rows.getString(prefix + "_author");
        return author == null
                ? null
                : new Decision(
                        author,
                        rows.getString(prefix + "_reason"),
                        required(rows, prefix + "_at"),
                        required(rows, prefix + "_until"),
                        severity(rows.getInt(prefix + "_rank")));
    }

    static FindingEvent readEvent(ResultSet rows) throws SQLException {
        String before = rows.getString("severity_before");
        return new FindingEvent(
                rows.getLong("seq"),
                rows.getString("finding_id"),
                rows.getString("tenant_id"),
                rows.getString("check_id"),
                FindingEvent.Kind.valueOf(rows.getString("kind").toUpperCase(Locale.ROOT)),
                required(rows, "at"),
                Severity.of(rows.getString("severity")),
                before == null ? null : Severity.of(before),
                rows.getString("run_id"),
                rows.getString("author"),
                rows.getString("reason"),
                instant(rows, "until_at"),
                rows.getBoolean("quiet"));
    }

    static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static Instant required(ResultSet rows, String column) throws SQLException {
        Instant value = instant(rows, column);
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }
}
