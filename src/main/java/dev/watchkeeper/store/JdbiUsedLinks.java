package dev.watchkeeper.store;

import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.link.UsedLinks;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link UsedLinks} in the table {@code mail_link}. */
public final class JdbiUsedLinks implements UsedLinks {
    private final Jdbi jdbi;

    public JdbiUsedLinks(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public boolean use(String id, Offer offer, Instant at) {
        Instant expiry = offer.expiresAt();
        if (expiry == null) {
            throw new IllegalArgumentException("a link that never expires may be used again and is not remembered");
        }
        return jdbi.inTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate("""
                        insert into mail_link (link_id, act, recipient_id, subject, used_at, expires_at)
                        values (:id, :act, :recipient, :subject, :at, :expiry)""")
                        .bind("id", id)
                        .bind("act", offer.act().word())
                        .bind("recipient", offer.recipientId())
                        .bind("subject", offer.subject())
                        .bind("at", at)
                        .bind("expiry", expiry)
                        .execute()));
    }

    @Override
    public Optional<Instant> usedAt(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select used_at from mail_link where link_id = :id")
                .bind("id", id)
                .map((rows, context) -> OutboxRows.instant(rows, "used_at"))
                .findOne());
    }

    @Override
    public int forget(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from mail_link where expires_at <= :now")
                .bind("now", now)
                .execute());
    }
}
