package dev.watchkeeper.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people changed by a link or a command, laid over {@code people.yaml}; every change is kept. */
public interface NotifyPrefs {
    /** Stops the daily digest: {@code off}. */
    String DAILY_MODE = "digest.daily.mode";

    /** Stops the weekly digest: {@code off}. */
    String WEEKLY_MODE = "digest.weekly.mode";

    /** An instant; until then mails go to the delegate, or wait. */
    String PAUSED_UNTIL = "paused_until";

    /** Value of a mode: no digest of that kind. */
    String OFF = "off";

    /** Value of a mode: as {@code people.yaml} has it, after it was off. */
    String AS_CONFIGURED = "as_configured";

    /** The key that stops the digests of a kind; empty if {@code kind} is neither daily nor weekly. */
    static Optional<String> modeKey(String kind) {
        return switch (kind) {
            case "daily" -> Optional.of(DAILY_MODE);
            case "weekly" -> Optional.of(WEEKLY_MODE);
            default -> Optional.empty();
        };
    }

    /** The latest change of a key; empty if it was never changed. */
    default Optional<Changed> latest(String recipientId, String key) {
        return history(recipientId).stream()
                .filter(change -> change.key().equals(key))
                .reduce((earlier, later) -> later);
    }

    /** The latest value of each key. */
    Map<String, String> of(String recipientId);

    void set(String recipientId, String key, String value, String by, Instant at);

    /** Every change of one person, oldest first. */
    List<Changed> history(String recipientId);

    /** One change. */
    record Changed(String key, String value, String by, Instant at) {}
}
