package dev.watchkeeper.store;

import dev.watchkeeper.mail.NotifyPrefs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** {@link NotifyPrefs} in the table {@code notify_pref}. */
public final class JdbiNotifyPrefs implements NotifyPrefs {
    private final Jdbi jdbi;

    public JdbiNotifyPrefs(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Map<String, String> of(String recipientId) {
        Map<String, String> latest = new LinkedHashMap<>();
        history(recipientId).forEach(change -> latest.put(change.key(), change.value()));
        return latest;
    }

    @Override
    public void set(String recipientId, String key, String value, String by, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into notify_pref (recipient_id, pref_key, pref_value, changed_by, changed_at)
                        values (:recipient, :key, :value, :by, :at)""")
                .bind("recipient", recipientId)
                .bind("key", key)
                .bind("value", value)
                .bind("by", by)
                .bind("at", at)
                .execute());
    }

    @Override
    public List<Changed> history(String recipientId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select pref_key, pref_value, changed_by, changed_at from notify_pref
                        where recipient_id = :recipient order by n""")
                .bind("recipient", recipientId)
                .map((rows, context) -> new Changed(
                        rows.getString("pref_key"),
                        rows.getString("pref_value"),
                        rows.getString("changed_by"),
                        OutboxRows.instant(rows, "changed_at")))
                .list());
    }
}
