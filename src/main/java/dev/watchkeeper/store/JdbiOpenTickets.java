package dev.watchkeeper.store;

import dev.watchkeeper.tickets.OpenTickets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Open tickets by source, from the cards that folding keeps. */
public final class JdbiOpenTickets implements OpenTickets {
    private final Jdbi jdbi;

    public JdbiOpenTickets(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Map<String, String> open(String sourceId) {
        Map<String, String> open = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select subject, ticket_number from ticket where source_id = :source and is_open")
                .bind("source", sourceId)
                .map((row, context) -> {
                    String number = row.getString(2);
                    return Map.entry(row.getString(1), number == null ? "" : number);
                })
                .forEach(entry -> open.put(entry.getKey(), entry.getValue())));
        return open;
    }

    @Override
    public List<String> others(String sourceId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select subject from ticket where source_id = :source and"
                        + " not is_open order by opened_at desc nulls last fetch first :limit rows only")
                .bind("source", sourceId)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public Map<String, Instant> missing(String sourceId) {
        Map<String, Instant> missing = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select subject, missing_since from ticket_missing where source_id = :source")
                .bind("source", sourceId)
                .map((row, context) -> Map.entry(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .forEach(entry -> missing.put(entry.getKey(), entry.getValue())));
        return missing;
    }

    @Override
    public void missing(String sourceId, Map<String, Instant> since) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from ticket_missing where source_id = :source")
                    .bind("source", sourceId)
                    .execute();
            if (!since.isEmpty()) {
                PreparedBatch batch =
                        handle.prepareBatch("insert into ticket_missing (source_id, subject, missing_since)"
                                + " values (:source, :subject, :since)");
                since.forEach((subject, at) -> batch.bind("source", sourceId)
                        .bind("subject", subject)
                        .bind("since", at)
                        .add());
                batch.execute();
            }
        });
    }
}
