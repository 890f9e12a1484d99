package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.DatabaseExtension;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiOpenTicketsTest {
    private static final Instant SINCE = Instant.parse("2026-09-07T01:00:00Z");

    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    private static void ticket(String source, String subject, boolean open, @Nullable String number) {
        DATABASE.database()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into ticket (ticket_key, source_id, subject, is_open, flags, folded_at, ticket_number)"
                                + " values (?, ?, ?, ?, '', current_timestamp, ?)",
                        source + "/" + subject,
                        source,
                        subject,
                        open,
                        number));
    }

    @Test
    void openOnesAreToldOfOneSourceAndWhatIsMissingIsReplaced() {
        JdbiOpenTickets tickets = new JdbiOpenTickets(DATABASE.database());
        ticket("desk", "1", true, "5301");
        ticket("desk", "2", true, null);
        ticket("desk", "3", false, null);
        ticket("other", "4", true, null);

        assertThat(tickets.open("desk")).isEqualTo(Map.of("1", "5301", "2", ""));
        assertThat(tickets.others("desk", 20)).containsExactly("3");
        assertThat(tickets.missing("desk")).isEmpty();

        tickets.missing("desk", Map.of("1", SINCE, "2", SINCE));
        tickets.missing("desk", Map.of("2", SINCE));
        assertThat(tickets.missing("desk")).isEqualTo(Map.of("2", SINCE));
        assertThat(tickets.missing("other")).isEmpty();
        tickets.missing("desk", Map.of());
        assertThat(tickets.missing("desk")).isEmpty();
    }
}
