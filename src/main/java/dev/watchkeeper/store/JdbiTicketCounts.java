package dev.watchkeeper.store;

import dev.watchkeeper.audit.TicketCounts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Counts in {@code ticket}. */
public final class JdbiTicketCounts implements TicketCounts {
    private static final int MOST = 20_000;

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
    public Optional<Instant> oldest() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select opened_at from ticket where opened_at is not null order by opened_at fetch first 1 rows"
                                + " only")
                .mapTo(Instant.class)
                .findOne());
    }
}
