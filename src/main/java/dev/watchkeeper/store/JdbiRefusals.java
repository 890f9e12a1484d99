package dev.watchkeeper.store;

import dev.watchkeeper.audit.Refusals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Refusals as the cursors in {@code event_cursor} remember them. */
public final class JdbiRefusals implements Refusals {
    private final Jdbi jdbi;

    public JdbiRefusals(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Map<String, Refused> bySource(Instant triedSince) {
        return jdbi.withHandle(handle -> {
            Map<String, List<Instant>> refused = new HashMap<>();
            // Not every edition has these two logs: a refusal from the start is no loss.
            handle.createQuery("""
                            select source, denied_since from event_cursor
                            where denied_since is not null and tried_at >= :since
                            and (until is not null or source not in ('reports:gmail', 'reports:takeout'))
                            """)
                    .bind("since", triedSince)
                    .map((row, context) -> Map.entry(row.getString(1), FindingRow.required(row, "denied_since")))
                    .forEach(one -> refused.computeIfAbsent(one.getKey(), source -> new ArrayList<>())
                            .add(one.getValue()));
            Map<String, Refused> result = new HashMap<>();
            if (!refused.isEmpty()) {
                handle.createQuery("select source, count(*) from event_cursor where tried_at >= :since group by source")
                        .bind("since", triedSince)
                        .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                        .forEach(one -> {
                            List<Instant> since = refused.get(one.getKey());
                            if (since != null) {
                                result.put(one.getKey(), new Refused(one.getValue(), since));
                            }
                        });
            }
            return result;
        });
    }
}
