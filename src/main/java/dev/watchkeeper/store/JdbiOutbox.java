package dev.watchkeeper.store;

import dev.watchkeeper.mail.Attempt;
import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.DeliveryRules;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letter;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@link Outbox} in the tables {@code outbox} and {@code mail_attempt}. Safe for use by several threads and nodes. */
public final class JdbiOutbox implements Outbox {
    private static final List<String> WAITING = List.of("PENDING", "HELD");

    /** How many are tried at once; more senders than this are not at work together. */
    private static final int CANDIDATES = 50;

    private final Jdbi jdbi;

    public JdbiOutbox(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public boolean write(Letter letter) {
        return jdbi.inTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate("""
                        insert into outbox (kind, mode, dedupe_key, message_id, thread_root, incident_id, recipient_id,
                            to_addr, locale, tz, subject, mime, mime_sha256, html_bytes, priority, not_before,
                            expires_at, state, hold_reason, attempts, tries, uncertain, next_attempt_at, created_at)
                        values (:kind, :mode, :key, :messageId, :root, :incident, :recipient,
                            :to, :locale, :tz, :subject, :mime, :sha, :html, :priority, :notBefore,
                            :expires, :state, :hold, 0, 0, 0, :next, :created)""")
                        .bind("kind", letter.kind().word())
                        .bind("mode", letter.mode().word())
                        .bind("key", letter.dedupeKey())
                        .bind("messageId", letter.messageId())
                        .bind("root", letter.threadRoot())
                        .bind("incident", letter.incident())
                        .bind("recipient", letter.recipientId())
                        .bind("to", letter.toAddress())
                        .bind("locale", letter.language())
                        .bind("tz", letter.zone())
                        .bind("subject", letter.subject())
                        .bind("mime", letter.mime())
                        .bind("sha", letter.sha256())
                        .bind("html", letter.htmlBytes())
                        .bind("priority", letter.priority().rank())
                        .bind("notBefore", letter.notBefore())
                        .bind("expires", letter.expiresAt())
                        .bind("state", letter.holdReason() == null ? "PENDING" : "HELD")
                        .bind("hold", letter.holdReason())
                        .bind("next", letter.holdReason() == null ? letter.notBefore() : null)
                        .bind("created", letter.createdAt())
                        .execute()));
    }

    @Override
    public Optional<OutboxEntry> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    private static Optional<OutboxEntry> find(Handle handle, long id) {
        return handle.createQuery(OutboxRows.SELECT + " where id = :id")
                .bind("id", id)
                .map(OutboxRows::entry)
                .findOne();
    }

    @Override
    public Optional<OutboxEntry> findByKey(String dedupeKey) {
        return jdbi.withHandle(handle -> handle.createQuery(OutboxRows.SELECT + " where dedupe_key = :key")
                .bind("key", dedupeKey)
                .map(OutboxRows::entry)
                .findOne());
    }

    @Override
    public Optional<OutboxEntry> findByMessageId(String messageId) {
        return jdbi.withHandle(handle -> handle.createQuery(OutboxRows.SELECT + " where message_id = :messageId")
                .bind("messageId", messageId)
                .map(OutboxRows::entry)
                .findOne());
    }

    @Override
    public Optional<byte[]> mime(long id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select mime from outbox where id = :id and mime is not null")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .findOne());
    }

    @Override
    public Optional<OutboxEntry> lease(Set<MailKind> kinds, MailMode mode, String owner, Instant now, Instant until) {
        return jdbi.inTransaction(handle -> {
            Optional<Long> next = candidates(handle, kinds, mode, now).stream()
                    .filter(id -> lockDue(handle, id, now))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            long id = next.get();
            handle.createUpdate("""
                            update outbox set state = 'SENDING', lease_owner = :owner, lease_until = :until,
                                next_attempt_at = null, tries = tries + 1
                            where id = :id""")
                    .bind("owner", owner)
                    .bind("until", until)
                    .bind("id", id)
                    .execute();
            handle.createUpdate("""
                            insert into mail_attempt (outbox_id, n, started_at)
                            select id, tries, cast(:now as timestamp with time zone) from outbox where id = :id""").bind("now", now).bind("id", id).execute();
            return find(handle, id);
        });
    }

    /** Without a lock: H2 does not sort by an index when it locks, and would lock all that is due. */
    private static List<Long> candidates(Handle handle, Set<MailKind> kinds, MailMode mode, Instant now) {
        return handle.createQuery("""
                        select id from outbox
                        where next_attempt_at <= :now and state in ('PENDING', 'UNCERTAIN') and not_before <= :now
                          and mode = :mode and kind in (<kinds>) and (expires_at is null or expires_at > :now)
                        order by priority, case when expires_at is null then 1 else 0 end, expires_at, id
                        fetch first :limit rows only""")
                .bind("now", now)
                .bind("mode", mode.word())
                .bind("limit", CANDIDATES)
                .bindList("kinds", kinds.stream().map(MailKind::word).toList())
                .mapTo(Long.class)
                .list();
    }

    /** False if another sender holds it, or has dealt with it in between. */
    private static boolean lockDue(Handle handle, long id, Instant now) {
        return handle.createQuery("""
                        select id from outbox
                        where id = :id and next_attempt_at <= :now and state in ('PENDING', 'UNCERTAIN')
                        for update skip locked""")
                .bind("id", id)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    @Override
    public boolean dataStarted(long id, String owner, Instant at) {
        return jdbi.inTransaction(handle -> {
            Instant until = at.plus(lengthOfLease(handle, id));
            boolean ours = handle.createUpdate("update outbox set lease_until = :until where id = :id"
                                    + " and state = 'SENDING' and lease_owner = :owner")
                            .bind("until", until)
                            .bind("id", id)
                            .bind("owner", owner)
                            .execute()
                    == 1;
            if (ours) {
                handle.createUpdate("update mail_attempt set data_started_at = :at where outbox_id = :id"
                                + " and n = (select o.tries from outbox o where o.id = :id)")
                        .bind("at", at)
                        .bind("id", id)
                        .execute();
            }
            return ours;
        });
    }

    private static Duration lengthOfLease(Handle handle, long id) {
        return handle.createQuery("select a.started_at, o.lease_until from outbox o join mail_attempt a"
                        + " on a.outbox_id = o.id and a.n = o.tries where o.id = :id and o.lease_until is not null")
                .bind("id", id)
                .map((row, context) -> Duration.between(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .findOne()
                .orElse(Duration.ZERO);
    }

    @Override
    public boolean settle(long id, String owner, @Nullable SendOutcome outcome, Decision decision, Instant now) {
        return jdbi.inTransaction(handle -> {
            boolean unknown = decision.state() == EntryState.UNCERTAIN
                    || decision.reason() == Decision.Reason.FATE_UNKNOWN_ASK_A_PERSON;
            int changed = handle.createUpdate("""
                            update outbox set state = :state, hold_reason = :hold, next_attempt_at = :next,
                                attempts = attempts + :burnt, uncertain = uncertain + :unknown,
                                lease_owner = null, lease_until = null,
                                smtp_code = coalesce(cast(:code as integer), smtp_code),
                                smtp_reply = coalesce(cast(:reply as text), smtp_reply),
                                accepted_at = coalesce(cast(:accepted as timestamp with time zone), accepted_at)
                            where id = :id and state = 'SENDING' and lease_owner = :owner""")
                    .bind("state", decision.state().name())
                    .bind("hold", decision.holdReason())
                    .bind("next", decision.nextAttemptAt())
                    .bind("burnt", decision.burnt() ? 1 : 0)
                    .bind("unknown", unknown ? 1 : 0)
                    .bind("code", outcome == null ? null : outcome.code())
                    .bind("reply", outcome == null ? null : outcome.reply())
                    .bind("accepted", decision.state() == EntryState.SENT ? now : null)
                    .bind("id", id)
                    .bind("owner", owner)
                    .execute();
            if (changed == 0) {
                return false;
            }
            handle.createUpdate("""
                            update mail_attempt set ended_at = :now, phase = :phase, code = :code, reply = :reply,
                                error_class = :error
                            where outbox_id = :id and n = (select o.tries from outbox o where o.id = :id)""")
                    .bind("now", now)
                    .bind("phase", outcome == null ? null : outcome.phase().name())
                    .bind("code", outcome == null ? null : outcome.code())
                    .bind("reply", outcome == null ? "the sender died" : outcome.reply())
                    .bind("error", outcome == null ? null : outcome.errorClass())
                    .bind("id", id)
                    .execute();
            return true;
        });
    }

    @Override
    public List<Abandoned> abandoned(Instant now) {
        return jdbi.withHandle(handle -> handle
                .createQuery(OutboxRows.SELECT + " where state = 'SENDING' and lease_until < :now order by id")
                .bind("now", now)
                .map(OutboxRows::entry)
                .list()
                .stream()
                .map(entry -> new Abandoned(entry, dataStartedAt(handle, entry)))
                .toList());
    }

    private static @Nullable Instant dataStartedAt(Handle handle, OutboxEntry entry) {
        return handle.createQuery("select data_started_at from mail_attempt where outbox_id = :id and n = :n"
                        + " and data_started_at is not null")
                .bind("id", entry.id())
                .bind("n", entry.tries())
                .mapTo(Instant.class)
                .findOne()
                .orElse(null);
    }

    @Override
    public List<OutboxEntry> expire(Instant now) {
        return jdbi.inTransaction(handle -> {
            List<Long> ids =
                    handle.createQuery("""
                            select id from outbox where expires_at <= :now and (state in ('PENDING', 'UNCERTAIN')
                                or (state = 'HELD' and kind <> 'customer' and uncertain = 0))
                            order by id for update skip locked""").bind("now", now).mapTo(Long.class).list();
            if (ids.isEmpty()) {
                return List.of();
            }
            handle.createUpdate("""
                            update outbox set next_attempt_at = null,
                                state = case when kind = 'customer' or uncertain > 0 then 'HELD' else 'EXPIRED' end,
                                hold_reason = case when uncertain > 0 then cast(:perhaps as text)
                                    when kind = 'customer' then cast(:late as text) end
                            where id in (<ids>)""")
                    .bind("perhaps", DeliveryRules.PERHAPS_AND_LATE)
                    .bind("late", DeliveryRules.LATE_FOR_A_CUSTOMER)
                    .bindList("ids", ids)
                    .execute();
            return handle.createQuery(OutboxRows.SELECT + " where id in (<ids>) order by id")
                    .bindList("ids", ids)
                    .map(OutboxRows::entry)
                    .list();
        });
    }

    @Override
    public int holdOtherModes(MailMode mode, Instant now) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                        update outbox set state = 'HELD', next_attempt_at = null,
                            hold_reason = 'composed in mode ' || mode || ', mail.mode is now ' || cast(:mode as varchar(10))
                        where state = 'PENDING' and mode <> :mode""").bind("mode", mode.word()).execute());
    }

    @Override
    public int supersede(Collection<Long> ids, String byKey, @Nullable String leasedBy) {
        if (ids.isEmpty()) {
            return 0;
        }
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update outbox set state = 'SUPERSEDED', next_attempt_at = null, hold_reason = null,
                            lease_owner = null, lease_until = null,
                            superseded_by = (select o.id from outbox o where o.dedupe_key = :key)
                        where id in (<ids>) and (state in ('PENDING', 'HELD')
                            or (state = 'SENDING' and lease_owner = cast(:owner as varchar(100))))""")
                .bind("key", byKey)
                .bind("owner", leasedBy)
                .bindList("ids", List.copyOf(ids))
                .execute());
    }

    @Override
    public boolean retry(long id, MailMode mode, Instant now) {
        return release(id, mode, now, List.of("HELD", "FAILED", "EXPIRED", "PENDING"));
    }

    @Override
    public boolean resend(long id, MailMode mode, Instant now) {
        return release(id, mode, now, List.of("SENT", "UNCERTAIN"));
    }

    /** A person decided: an expiry that has passed no longer counts. */
    private boolean release(long id, MailMode mode, Instant now, List<String> from) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update outbox set state = 'PENDING', hold_reason = null, next_attempt_at = :now, mode = :mode,
                            attempts = 0, uncertain = 0,
                            not_before = case when not_before > :now then cast(:now as timestamp with time zone)
                                else not_before end,
                            expires_at = case when expires_at <= :now then null else expires_at end
                        where id = :id and state in (<from>) and mime is not null""")
                        .bind("now", now)
                        .bind("mode", mode.word())
                        .bind("id", id)
                        .bindList("from", from)
                        .execute()
                == 1);
    }

    @Override
    public boolean cancel(long id) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update outbox set state = 'CANCELLED', hold_reason = null, next_attempt_at = null
                        where id = :id and state in (<waiting>)""")
                        .bind("id", id)
                        .bindList("waiting", WAITING)
                        .execute()
                == 1);
    }

    @Override
    public int withdraw(Collection<Long> ids, String reason) {
        if (ids.isEmpty()) {
            return 0;
        }
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update outbox set state = 'CANCELLED', hold_reason = :reason, next_attempt_at = null
                        where id in (<ids>) and state in (<waiting>)""")
                .bind("reason", reason)
                .bindList("ids", List.copyOf(ids))
                .bindList("waiting", WAITING)
                .execute());
    }

    @Override
    public List<OutboxEntry> ofIncident(String incident) {
        return jdbi.withHandle(
                handle -> handle.createQuery(OutboxRows.SELECT + " where incident_id = :incident order by id")
                        .bind("incident", incident)
                        .map(OutboxRows::entry)
                        .list());
    }

    @Override
    public List<OutboxEntry> waiting(MailKind kind, String recipientId) {
        return jdbi.withHandle(handle -> handle.createQuery(OutboxRows.SELECT
                        + " where recipient_id = :recipient and kind = :kind and state in (<waiting>) order by id")
                .bind("recipient", recipientId)
                .bind("kind", kind.word())
                .bindList("waiting", WAITING)
                .map(OutboxRows::entry)
                .list());
    }

    @Override
    public List<OutboxEntry> recent(MailKind kind, String recipientId, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(OutboxRows.SELECT
                        + " where recipient_id = :recipient and kind = :kind and created_at >= :since order by id")
                .bind("recipient", recipientId)
                .bind("kind", kind.word())
                .bind("since", since)
                .map(OutboxRows::entry)
                .list());
    }

    @Override
    public List<OutboxEntry> queue(Set<EntryState> states, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(OutboxRows.SELECT + """
                         where state in (<states>)
                        order by priority, case when expires_at is null then 1 else 0 end, expires_at, id
                        fetch first :limit rows only""")
                .bindList("states", states.stream().map(Enum::name).toList())
                .bind("limit", limit)
                .map(OutboxRows::entry)
                .list());
    }

    @Override
    public List<Attempt> attempts(long id) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select n, started_at, data_started_at, ended_at, phase, code, reply, error_class
                        from mail_attempt where outbox_id = :id order by n""").bind("id", id).map(OutboxRows::attempt).list());
    }

    @Override
    public List<Report> reports(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select received_at, permanent, status, words from mail_bounce
                        where outbox_id = :id order by received_at, file_hash""")
                .bind("id", id)
                .map((rows, context) -> new Report(
                        OutboxRows.instant(rows, "received_at"),
                        rows.getBoolean("permanent"),
                        rows.getString("status"),
                        rows.getString("words")))
                .list());
    }

    @Override
    public int sentSince(Instant from) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from mail_attempt where data_started_at >= :from")
                        .bind("from", from)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public Optional<OutboxEntry> longestDue(MailMode mode, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(OutboxRows.SELECT + """
                         where state in ('PENDING', 'SENDING', 'UNCERTAIN') and mode = :mode and not_before <= :now
                          and (expires_at is null or expires_at > :now)
                        order by not_before, id fetch first 1 rows only""")
                .bind("mode", mode.word())
                .bind("now", now)
                .map(OutboxRows::entry)
                .findOne());
    }

    @Override
    public List<Depth> depths() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select kind, state, count(*) as n, min(created_at) as oldest from outbox group by kind, state")
                .map((rows, context) -> new Depth(
                        MailKind.of(rows.getString("kind")),
                        EntryState.valueOf(rows.getString("state")),
                        rows.getInt("n"),
                        OutboxRows.instant(rows, "oldest")))
                .list());
    }

    @Override
    public int daysRefused(String toAddress) {
        return jdbi.withHandle(handle ->
                (int) handle.createQuery("""
                        select a.ended_at from outbox o join mail_attempt a on a.outbox_id = o.id
                        where o.to_addr = :to and o.state = 'FAILED' and a.n = o.tries
                          and (o.smtp_reply like '%5.1.1%' or o.smtp_reply like '%5.1.10%')
                          and a.ended_at > coalesce((select max(s.accepted_at) from outbox s where s.to_addr = o.to_addr),
                              timestamp with time zone '2000-01-01 00:00:00+00')""").bind("to", toAddress).mapTo(Instant.class).stream()
                        .map(at -> at.atOffset(ZoneOffset.UTC).toLocalDate())
                        .distinct()
                        .count());
    }

    @Override
    public boolean noteBounce(long id, Bounce bounce, Instant at) {
        return jdbi.inTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate("""
                        insert into mail_bounce (outbox_id, file_hash, received_at, permanent, status, words)
                        values (:id, :hash, :at, :permanent, :status, :words)""")
                        .bind("id", id)
                        .bind("hash", bounce.fileHash())
                        .bind("at", at)
                        .bind("permanent", bounce.permanent())
                        .bind("status", bounce.status())
                        .bind("words", bounce.words())
                        .execute()));
    }

    @Override
    public boolean bounced(long id, Bounce bounce) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update outbox set state = 'FAILED', hold_reason = null, next_attempt_at = null, accepted_at = null,
                            smtp_reply = cast(:told as text)
                        where id = :id and (state in ('SENT', 'UNCERTAIN') or (state = 'HELD' and uncertain > 0))""")
                        .bind("told", bounce.told())
                        .bind("id", id)
                        .execute()
                == 1);
    }

    @Override
    public boolean arrived(String toAddress, Instant after, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from outbox where to_addr = :to and state = 'SENT'
                          and accepted_at > :after and accepted_at <= :until""")
                        .bind("to", toAddress)
                        .bind("after", after)
                        .bind("until", until)
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    @Override
    public int forgetBytes(Instant before) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                        update outbox set mime = null where created_at < :before and mime is not null
                          and state in ('SENT', 'SUPERSEDED', 'CANCELLED', 'EXPIRED', 'FAILED')""").bind("before", before).execute());
    }
}
