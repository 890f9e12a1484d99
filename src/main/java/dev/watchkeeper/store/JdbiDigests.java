package dev.watchkeeper.store;

import dev.watchkeeper.digest.Baseline;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.DigestRecord;
import dev.watchkeeper.digest.Digests;
import dev.watchkeeper.digest.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link Digests} in the tables {@code digest} and {@code digest_due}. */
public final class JdbiDigests implements Digests {
    private static final String SELECT = """
            select id, kind, recipient_id, period_start, period_end, baseline_id, open_critical, open_high, counts_json,
                model_json, dedupe_key, skipped_reason
            from digest
            """;

    private final Jdbi jdbi;

    public JdbiDigests(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Optional<Instant> due(DigestKind kind, String recipientId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select next_due_at from digest_due where recipient_id = :recipient and kind = :kind")
                .bind("recipient", recipientId)
                .bind("kind", kind.word())
                .mapTo(Instant.class)
                .findOne());
    }

    @Override
    public boolean advance(DigestKind kind, String recipientId, @Nullable Instant from, Instant to) {
        return jdbi.inTransaction(handle -> {
            if (from == null) {
                return Once.insert(
                        handle,
                        () -> handle.createUpdate(
                                        "insert into digest_due (recipient_id, kind, next_due_at) values (:recipient, :kind, :to)")
                                .bind("recipient", recipientId)
                                .bind("kind", kind.word())
                                .bind("to", to)
                                .execute());
            }
            return handle.createUpdate("""
                            update digest_due set next_due_at = :to
                            where recipient_id = :recipient and kind = :kind and next_due_at = :from""")
                            .bind("recipient", recipientId)
                            .bind("kind", kind.word())
                            .bind("from", from)
                            .bind("to", to)
                            .execute()
                    == 1;
        });
    }

    @Override
    public boolean save(DigestRecord record) {
        Figures open = record.asBaseline() == null ? null : record.asBaseline().open();
        return jdbi.inTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate("""
                        insert into digest (id, kind, recipient_id, period_start, period_end, baseline_id,
                            open_critical, open_high, counts_json, model_json, dedupe_key, outbox_id, skipped_reason)
                        values (:id, :kind, :recipient, :from, :to, :baseline, :critical, :high, :counts, :model, :key,
                            (select o.id from outbox o where o.dedupe_key = cast(:key as varchar(200))), :skipped)""")
                        .bind("id", record.id())
                        .bind("kind", record.kind().word())
                        .bind("recipient", record.recipientId())
                        .bind("from", record.periodStart())
                        .bind("to", record.periodEnd())
                        .bind("baseline", record.baselineId())
                        .bind("critical", open == null ? null : open.critical())
                        .bind("high", open == null ? null : open.high())
                        .bind("counts", DigestJson.counts(record.asBaseline()))
                        .bind("model", DigestJson.traces(record.traces()))
                        .bind("key", record.key())
                        .bind("skipped", record.skipped())
                        .execute()));
    }

    @Override
    public Optional<Baseline> lastSent(DigestKind kind, String recipientId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.id, d.period_end, d.open_critical, d.open_high, d.counts_json
                        from digest d join outbox o on o.id = d.outbox_id
                        where d.recipient_id = :recipient and d.kind = :kind and o.state = 'SENT'
                        order by d.period_end desc fetch first 1 rows only""")
                .bind("recipient", recipientId)
                .bind("kind", kind.word())
                .map((rows, context) -> DigestJson.baseline(
                        rows.getString("id"),
                        OutboxRows.instant(rows, "period_end"),
                        rows.getInt("open_critical"),
                        rows.getInt("open_high"),
                        rows.getString("counts_json")))
                .findOne());
    }

    @Override
    public boolean undeliveredSince(DigestKind kind, String recipientId, Instant after) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from digest d join outbox o on o.id = d.outbox_id
                        where d.recipient_id = :recipient and d.kind = :kind and d.period_end > :after
                          and o.state in ('EXPIRED', 'FAILED', 'CANCELLED', 'SUPERSEDED', 'HELD')""")
                        .bind("recipient", recipientId)
                        .bind("kind", kind.word())
                        .bind("after", after)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    @Override
    public List<DigestRecord> skippedSince(DigestKind kind, String recipientId, Instant after) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                         where recipient_id = :recipient and kind = :kind and period_end > :after
                          and skipped_reason is not null order by period_end""")
                .bind("recipient", recipientId)
                .bind("kind", kind.word())
                .bind("after", after)
                .map(JdbiDigests::record)
                .list());
    }

    @Override
    public List<Integer> openInLast(DigestKind kind, String recipientId, int n) {
        List<Integer> newestFirst = new ArrayList<>(jdbi.withHandle(handle -> handle.createQuery("""
                        select open_critical + open_high from digest
                        where recipient_id = :recipient and kind = :kind and skipped_reason is null
                        order by period_end desc fetch first :n rows only""")
                .bind("recipient", recipientId)
                .bind("kind", kind.word())
                .bind("n", n)
                .mapTo(Integer.class)
                .list()));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public Optional<DigestRecord> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where id = :id")
                .bind("id", id)
                .map(JdbiDigests::record)
                .findOne());
    }

    @Override
    public List<Overdue> overdue(Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select recipient_id, kind, next_due_at from digest_due
                        where next_due_at < :before order by next_due_at, recipient_id""")
                .bind("before", before)
                .map((rows, context) -> new Overdue(
                        kind(rows.getString("kind")),
                        rows.getString("recipient_id"),
                        OutboxRows.instant(rows, "next_due_at")))
                .list());
    }

    @Override
    public int forgetTraces(Instant before) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "update digest set model_json = null where period_end < :before and model_json is not null")
                .bind("before", before)
                .execute());
    }

    private static DigestRecord record(ResultSet rows, StatementContext context) throws SQLException {
        String counts = rows.getString("counts_json");
        Instant end = OutboxRows.instant(rows, "period_end");
        return new DigestRecord(
                rows.getString("id"),
                kind(rows.getString("kind")),
                rows.getString("recipient_id"),
                OutboxRows.instantOrNull(rows, "period_start"),
                end,
                rows.getString("baseline_id"),
                counts == null
                        ? null
                        : DigestJson.baseline(
                                rows.getString("id"),
                                end,
                                rows.getInt("open_critical"),
                                rows.getInt("open_high"),
                                counts),
                DigestJson.traces(rows.getString("model_json")),
                rows.getString("dedupe_key"),
                rows.getString("skipped_reason"));
    }

    private static DigestKind kind(String word) {
        return DigestKind.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
