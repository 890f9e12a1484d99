package dev.watchkeeper.health;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Directory API says of accounts now, where the customer grants it.
 *
 * @param superAdministrators accounts with all rights that are not suspended
 * @param suspended suspended accounts by lower-case address
 */
public record Directory(List<Account> superAdministrators, Map<String, Account> suspended, long users) {
    public Directory {
        superAdministrators = List.copyOf(superAdministrators);
        suspended = Map.copyOf(suspended);
    }

    /** An account; null where the Directory did not say. */
    public record Account(
            String email,
            @Nullable Boolean enrolledIn2Sv,
            @Nullable String suspensionReason,
            @Nullable Instant lastLogin) {}

    public Optional<Account> suspendedAccount(String email) {
        return Optional.ofNullable(suspended.get(email.toLowerCase(Locale.ROOT)));
    }
}
