package dev.watchkeeper.store;

import dev.watchkeeper.mail.Attempt;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of the mail tables as records. */
final class OutboxRows {
    /** Everything but the bytes. */
    static final String SELECT = """
            select id, kind, mode, dedupe_key, message_id, thread_root, incident_id, recipient_id, to_addr, locale, tz,
                subject, mime_sha256, html_bytes, priority, not_before, expires_at, state, hold_reason, superseded_by,
                attempts, tries, uncertain, next_attempt_at, lease_owner, lease_until, smtp_code, smtp_reply,
                accepted_at, created_at
            from outbox
            """;

    private OutboxRows() {}

    static OutboxEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new OutboxEntry(
                row.getLong("id"),
                MailKind.of(row.getString("kind")),
                MailMode.of(row.getString("mode")),
                row.getString("dedupe_key"),
                row.getString("message_id"),
                row.getString("thread_root"),
                row.getString("incident_id"),
                row.getString("recipient_id"),
                row.getString("to_addr"),
                row.getString("locale"),
                row.getString("tz"),
                row.getString("subject"),
                row.getString("mime_sha256"),
                row.getInt("html_bytes"),
                Priority.ofRank(row.getInt("priority")),
                instant(row, "not_before"),
                instantOrNull(row, "expires_at"),
                EntryState.valueOf(row.getString("state")),
                row.getString("hold_reason"),
                row.getObject("superseded_by", Long.class),
                row.getInt("attempts"),
                row.getInt("tries"),
                row.getInt("uncertain"),
                instantOrNull(row, "next_attempt_at"),
                row.getString("lease_owner"),
                instantOrNull(row, "lease_until"),
                row.getObject("smtp_code", Integer.class),
                row.getString("smtp_reply"),
                instantOrNull(row, "accepted_at"),
                instant(row, "created_at"));
    }

    static Attempt attempt(ResultSet row, StatementContext context) throws SQLException {
        return new Attempt(
                row.getInt("n"),
                instant(row, "started_at"),
                instantOrNull(row, "data_started_at"),
                instantOrNull(row, "ended_at"),
                row.getString("phase"),
                row.getObject("code", Integer.class),
                row.getString("reply"),
                row.getString("error_class"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
