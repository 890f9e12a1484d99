package dev.watchkeeper.store;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.sla.Policy;
import dev.watchkeeper.sla.RuleVersions;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Versions of policies and calendars as JSON documents; equal content gives equal text in every process. */
public final class JdbiRuleVersions implements RuleVersions {
    /** Stands for "from ever" in a column that must not be empty. */
    private static final Instant EVER = Instant.EPOCH;

    private final Jdbi jdbi;

    public JdbiRuleVersions(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<String> record(Collection<Policy> policies, Collection<CalendarSpec> calendars, Instant now) {
        return jdbi.inTransaction(handle -> {
            List<String> changed = new ArrayList<>();
            for (Policy policy : policies) {
                if (store(
                        handle,
                        "policy_version",
                        "policy",
                        policy.policy(),
                        policy.version(),
                        policy.effectiveFrom(),
                        policy,
                        now)) {
                    changed.add("policy " + policy.policy() + " version " + policy.version());
                }
            }
            for (CalendarSpec calendar : calendars) {
                if (store(
                        handle,
                        "calendar_version",
                        "calendar_id",
                        calendar.id(),
                        calendar.version(),
                        calendar.effectiveFrom(),
                        calendar,
                        now)) {
                    changed.add("calendar " + calendar.id() + " version " + calendar.version());
                }
            }
            return changed;
        });
    }

    /** True if the version was there with other content. */
    private static boolean store(
            Handle handle,
            String table,
            String column,
            String id,
            int version,
            @Nullable Instant effectiveFrom,
            Object document,
            Instant now) {
        String text = RuleJson.write(document);
        String hash = EventJson.hash(text);
        Optional<String> stored = handle.createQuery(
                        "select content_hash from " + table + " where " + column + " = :id and version = :version")
                .bind("id", id)
                .bind("version", version)
                .mapTo(String.class)
                .findOne();
        if (stored.isPresent() && stored.get().equals(hash)) {
            return false;
        }
        boolean calendar = table.equals("calendar_version");
        String sql = stored.isPresent()
                ? "update " + table + " set content_hash = :hash, document = :document, known_at = :now,"
                        + " effective_from = :from" + (calendar ? ", tzdb_version = :tzdb" : "") + " where " + column
                        + " = :id and version = :version"
                : "insert into " + table + " (" + column + ", version, effective_from, known_at, content_hash, document"
                        + (calendar ? ", tzdb_version" : "") + ") values (:id, :version, :from, :now, :hash, :document"
                        + (calendar ? ", :tzdb" : "") + ")";
        var update = handle.createUpdate(sql)
                .bind("id", id)
                .bind("version", version)
                .bind("from", effectiveFrom == null ? EVER : effectiveFrom)
                .bind("now", now)
                .bind("hash", hash)
                .bind("document", text);
        if (calendar) {
            update.bind("tzdb", ZoneRulesProvider.getVersions("UTC").lastEntry().getKey());
        }
        boolean written = Once.insert(handle, update::execute);
        return stored.isPresent() && written;
    }
}
