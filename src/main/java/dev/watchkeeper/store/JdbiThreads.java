package dev.watchkeeper.store;

import dev.watchkeeper.mail.alert.AlertThread;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.mail.alert.Threads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** {@link Threads} in the tables {@code mail_thread}, {@code mail_deferred} and {@code mail_note}. */
public final class JdbiThreads implements Threads {
    private static final String SELECT = """
            select incident_id, epoch, tenant_id, subject_zh, subject_en, opened_at, due_at, state, breached_at, repeats,
                last_notice_at, acknowledged_by, facts_json
            from mail_thread
            """;

    private final Jdbi jdbi;

    public JdbiThreads(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Optional<AlertThread> latest(String incident) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT
                        + " where incident_id = :incident order by epoch desc fetch first 1 rows only for update")
                .bind("incident", incident)
                .map(JdbiThreads::thread)
                .findOne());
    }

    @Override
    public Optional<AlertThread> find(String key) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where id = :key")
                .bind("key", key)
                .map(JdbiThreads::thread)
                .findOne());
    }

    @Override
    public List<AlertThread> find(Collection<String> keys) {
        List<AlertThread> found = new ArrayList<>();
        jdbi.useHandle(handle -> JdbiTicketEvents.chunks(
                List.copyOf(keys),
                chunk -> found.addAll(handle.createQuery(SELECT + " where id in (<keys>)")
                        .bindList("keys", chunk)
                        .map(JdbiThreads::thread)
                        .list())));
        return found;
    }

    @Override
    public void begin(AlertThread thread) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into mail_thread (id, incident_id, epoch, tenant_id, subject_zh, subject_en, opened_at,
                            due_at, state, breached_at, repeats, last_notice_at, acknowledged_by, facts_json)
                        values (:id, :incident, :epoch, :tenant, :zh, :en, :opened, :due, :state, :breached, :repeats,
                            :noticed, :acknowledged, :facts)""")
                .bind("id", thread.key())
                .bind("incident", thread.incident())
                .bind("epoch", thread.epoch())
                .bind("tenant", thread.tenantId())
                .bind("zh", thread.subjectZh())
                .bind("en", thread.subjectEn())
                .bind("opened", thread.openedAt())
                .bind("due", thread.dueAt())
                .bind("state", thread.state().name())
                .bind("breached", thread.breachedAt())
                .bind("repeats", thread.repeats())
                .bind("noticed", thread.lastNoticeAt())
                .bind("acknowledged", thread.acknowledgedBy())
                .bind("facts", AlertJson.write(thread.facts()))
                .execute());
    }

    @Override
    public boolean told(String key, SlaAlert newest) {
        String breach = newest.kind() == SlaAlert.Kind.BREACH ? ", breached_at = coalesce(breached_at, :at)" : "";
        return changed(
                "update mail_thread set facts_json = :facts" + breach + " where id = :key and state = 'OPEN'",
                update -> {
                    update.bind("key", key).bind("facts", AlertJson.write(newest));
                    if (!breach.isEmpty()) {
                        update.bind("at", newest.asOf());
                    }
                });
    }

    @Override
    public void noticed(String key, Instant at) {
        changed(
                "update mail_thread set last_notice_at = :at where id = :key",
                update -> update.bind("key", key).bind("at", at));
    }

    @Override
    public boolean repeated(String key, int before) {
        return changed(
                "update mail_thread set repeats = repeats + 1 where id = :key and repeats = :before"
                        + " and state = 'OPEN' and acknowledged_by is null",
                update -> update.bind("key", key).bind("before", before));
    }

    @Override
    public boolean acknowledge(String key, String by) {
        return changed(
                "update mail_thread set acknowledged_by = :by where id = :key",
                update -> update.bind("key", key).bind("by", by));
    }

    @Override
    public boolean close(String key) {
        return changed(
                "update mail_thread set state = 'CLOSED' where id = :key and state = 'OPEN'",
                update -> update.bind("key", key));
    }

    private boolean changed(String sql, Consumer<Update> bind) {
        return jdbi.withHandle(handle -> {
            Update update = handle.createUpdate(sql);
            bind.accept(update);
            return update.execute() > 0;
        });
    }

    @Override
    public List<AlertThread> open() {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT + """
                        where state = 'OPEN'
                        order by case when due_at is null then 1 else 0 end, due_at, incident_id""").map(JdbiThreads::thread).list());
    }

    @Override
    public List<AlertThread> breachedBefore(Instant before, int repeatsBelow) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where state = 'OPEN' and breached_at <= :before and repeats < :repeats
                        order by breached_at, incident_id
                        for update skip locked""")
                .bind("before", before)
                .bind("repeats", repeatsBelow)
                .map(JdbiThreads::thread)
                .list());
    }

    @Override
    public void defer(Deferred deferred) {
        jdbi.useTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate("""
                        insert into mail_deferred (recipient_id, finding_id, tenant_id, until_at)
                        values (:recipient, :finding, :tenant, :until)""")
                        .bind("recipient", deferred.recipientId())
                        .bind("finding", deferred.findingId())
                        .bind("tenant", deferred.tenantId())
                        .bind("until", deferred.until())
                        .execute()));
    }

    @Override
    public List<Deferred> deferredUntil(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select recipient_id, finding_id, tenant_id, until_at from mail_deferred
                        where until_at <= :now order by recipient_id, until_at, finding_id""")
                .bind("now", now)
                .map((rows, context) -> new Deferred(
                        rows.getString("recipient_id"),
                        rows.getString("finding_id"),
                        rows.getString("tenant_id"),
                        OutboxRows.instant(rows, "until_at")))
                .list());
    }

    @Override
    public void undefer(String recipientId, String findingId) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from mail_deferred where recipient_id = :recipient and finding_id = :finding")
                .bind("recipient", recipientId)
                .bind("finding", findingId)
                .execute());
    }

    @Override
    public void note(String incident, Instant at, String note) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into mail_note (incident_id, noted_at, note) values (:incident, :at, :note)")
                .bind("incident", incident)
                .bind("at", at)
                .bind("note", note)
                .execute());
    }

    @Override
    public List<Note> notes(String incident) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select noted_at, note from mail_note where incident_id = :incident order by n")
                .bind("incident", incident)
                .map((rows, context) -> new Note(OutboxRows.instant(rows, "noted_at"), rows.getString("note")))
                .list());
    }

    private static AlertThread thread(ResultSet rows, StatementContext context) throws SQLException {
        return new AlertThread(
                rows.getString("incident_id"),
                rows.getInt("epoch"),
                rows.getString("tenant_id"),
                rows.getString("subject_zh"),
                rows.getString("subject_en"),
                OutboxRows.instant(rows, "opened_at"),
                OutboxRows.instantOrNull(rows, "due_at"),
                AlertThread.State.valueOf(rows.getString("state")),
                OutboxRows.instantOrNull(rows, "breached_at"),
                rows.getInt("repeats"),
                OutboxRows.instantOrNull(rows, "last_notice_at"),
                rows.getString("acknowledged_by"),
                AlertJson.read(rows.getString("facts_json")));
    }
}
