package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.tickets.OutboundEvent;
import dev.watchkeeper.tickets.OutboundEvents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Outbound events in SQL. */
public final class JdbiOutboundEvents implements OutboundEvents {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final Jdbi jdbi;

    public JdbiOutboundEvents(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void write(String target, OutboundEvent event, Instant now) {
        jdbi.useTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate(
                                "insert into outbound_event (target, event_id, type, subject, occurred_at, data, created_at,"
                                        + " state, tries, next_try_at) values (:target, :id, :type, :subject, :at, :data, :now,"
                                        + " 'pending', 0, :now)")
                        .bind("target", target)
                        .bind("id", event.id())
                        .bind("type", event.type())
                        .bind("subject", event.subject())
                        .bind("at", event.occurredAt())
                        .bind("data", json(event))
                        .bind("now", now)
                        .execute()));
    }

    @Override
    public List<String> targetsDue(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("select distinct target from outbound_event"
                        + " where next_try_at <= :now and state = 'pending' order by target")
                .bind("now", now)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Due> lease(String target, Instant now, Instant until, int limit) {
        return jdbi.inTransaction(handle -> {
            // First without a lock: H2 does not sort by an index when it locks, and would lock all that is due.
            List<Long> candidates = handle.createQuery("select event_no from outbound_event where next_try_at <= :now"
                            + " and state = 'pending' and target = :target"
                            + " order by next_try_at, event_no fetch first :limit rows only")
                    .bind("target", target)
                    .bind("now", now)
                    .bind("limit", 2 * limit)
                    .mapTo(Long.class)
                    .list();
            if (candidates.isEmpty()) {
                return List.of();
            }
            List<Due> due = handle.createQuery(
                            "select event_no, target, event_id, type, subject, occurred_at, data, tries"
                                    + " from outbound_event where event_no in (<ids>) and next_try_at <= :now"
                                    + " and state = 'pending' order by next_try_at, event_no fetch first :limit rows only"
                                    + " for update skip locked")
                    .bindList("ids", candidates)
                    .bind("now", now)
                    .bind("limit", limit)
                    .map((row, context) -> new Due(
                            row.getLong(1),
                            row.getString(2),
                            new OutboundEvent(
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getObject(6, java.time.OffsetDateTime.class)
                                            .toInstant(),
                                    data(row.getString(7))),
                            row.getInt(8)))
                    .list();
            if (!due.isEmpty()) {
                // Until then nobody else takes it; a sender that dies leaves it to the next one.
                handle.createUpdate("update outbound_event set next_try_at = :until, tries = tries + 1"
                                + " where event_no in (<ids>)")
                        .bind("until", until)
                        .bindList("ids", due.stream().map(Due::number).toList())
                        .execute();
            }
            return due;
        });
    }

    @Override
    public void delivered(long number, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("update outbound_event set state = 'delivered',"
                        + " delivered_at = :at, next_try_at = null, last_error = null where event_no = :number")
                .bind("at", at)
                .bind("number", number)
                .execute());
    }

    @Override
    public void failed(long number, String error, @Nullable Instant nextTry) {
        jdbi.useHandle(handle -> handle.createUpdate("update outbound_event set state = :state, next_try_at = :next,"
                        + " last_error = :error where event_no = :number")
                .bind("state", nextTry == null ? "failed" : "pending")
                .bind("next", nextTry)
                .bind("error", JdbiTicketEvents.cut(error, 500))
                .bind("number", number)
                .execute());
    }

    @Override
    public int waiting() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from outbound_event where state = 'pending'")
                        .mapTo(Integer.class)
                        .one());
    }

    private static String json(OutboundEvent event) {
        try {
            return MAPPER.writeValueAsString(event.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of ours cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> data(String json) {
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("outbound_event.data holds no JSON; was the table edited by hand?", e);
        }
    }
}
