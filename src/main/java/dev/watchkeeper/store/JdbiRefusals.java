package dev.watchkeeper.store;

import dev.watchkeeper.audit.Refusals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    public List<Refused> goingOn(Instant triedSince) {
        return jdbi.withHandle(handle -> {
            Map<Reason, List<Instant>> refused = new LinkedHashMap<>();
            // Not every edition has these two logs: a refusal from the start is no loss.
            handle.createQuery("""
                            select source, message, denied_since from event_cursor
                            where denied_since is not null and tried_at >= :since
                            and (until is not null or source not in ('reports:gmail', 'reports:takeout'))
                            order by source, message
                            """)
                    .bind("since", triedSince)
                    .map((row, context) -> Map.entry(
                            new Reason(row.getString("source"), row.getString("message")),
                            FindingRow.required(row, "denied_since")))
                    .forEach(one -> refused.computeIfAbsent(one.getKey(), reason -> new ArrayList<>())
                            .add(one.getValue()));
            if (refused.isEmpty()) {
                return List.of();
            }
            Map<String, Integer> tried = new HashMap<>();
            handle.createQuery("select source, count(*) from event_cursor where tried_at >= :since group by source")
                    .bind("since", triedSince)
                    .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                    .forEach(one -> tried.put(one.getKey(), one.getValue()));
            List<Refused> result = new ArrayList<>();
            refused.forEach((reason, since) -> result.add(new Refused(
                    reason.source(), reason.message(), tried.getOrDefault(reason.source(), since.size()), since)));
            return result;
        });
    }

    private record Reason(String source, String message) {}
}
