package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.audit.TicketCounts;
import dev.watchkeeper.health.TicketSign;
import dev.watchkeeper.tickets.EventType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Counts in {@code ticket}. */
public final class JdbiTicketCounts implements TicketCounts {
    private static final int MOST = 20_000;
    private static final int MOST_SIGNS = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;

    public JdbiTicketCounts(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Instant> opened(Collection<String> customers, Instant from, Instant to) {
        if (customers.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(
                handle -> handle.createQuery("select opened_at from ticket where customer in (<customers>)"
                                + " and opened_at >= :from and opened_at < :to order by opened_at desc fetch first "
                                + MOST
                                + " rows only")
                        .bindList("customers", List.copyOf(customers))
                        .bind("from", from)
                        .bind("to", to)
                        .mapTo(Instant.class)
                        .list());
    }

    @Override
    public List<TicketSign> signs(Collection<String> customers, Instant from, Instant to) {
        if (customers.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery("select t.ticket_key, t.opened_at, t.title,"
                        + " (select min(e.body) from ticket_event e where e.ticket_key = t.ticket_key and e.type = :opened)"
                        + " from ticket t where t.customer in (<customers>) and t.opened_at >= :from"
                        + " and t.opened_at < :to order by t.opened_at desc fetch first " + MOST_SIGNS + " rows only")
                .bind("opened", EventType.TICKET_OPENED.wire())
                .bindList("customers", List.copyOf(customers))
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> sign(
                        row.getString(1), row.getObject(2, OffsetDateTime.class), row.getString(3), row.getString(4)))
                .list());
    }

    private static TicketSign sign(String key, OffsetDateTime openedAt, @Nullable String title, @Nullable String body) {
        StringBuilder text = new StringBuilder(title == null ? "" : title);
        String reporter = "";
        try {
            JsonNode data = JSON.readTree(body == null ? "{}" : body).path("data");
            JsonNode attributes = data.path("attrs");
            for (String name : List.of("title", "tags", "category", "group")) {
                JsonNode value = attributes.path(name);
                value.forEach(one -> text.append(' ').append(one.asText()));
                text.append(' ').append(value.asText());
            }
            reporter = data.path("actor").path("id").asText("");
        } catch (JsonProcessingException unreadable) {
            // What the title says is left.
        }
        return new TicketSign(key, openedAt.toInstant(), text.toString(), reporter);
    }

    @Override
    public Optional<Instant> oldest() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select opened_at from ticket where opened_at is not null order by opened_at fetch first 1 rows"
                                + " only")
                .mapTo(Instant.class)
                .findOne());
    }
}
