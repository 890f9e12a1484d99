package dev.watchkeeper.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the outbox should treat a draft.
 *
 * @param recipientId id of the person, for customers of the tenant
 * @param incident matter it belongs to
 * @param customerDomains for mail to a customer: the customer's own domains
 */
public record Handling(
        String recipientId,
        Priority priority,
        @Nullable String incident,
        Instant notBefore,
        @Nullable Instant expiresAt,
        List<String> customerDomains) {
    public Handling {
        customerDomains = List.copyOf(customerDomains);
    }

    public static Handling of(String recipientId, Priority priority, Instant notBefore, @Nullable Instant expiresAt) {
        return new Handling(recipientId, priority, null, notBefore, expiresAt, List.of());
    }
}
