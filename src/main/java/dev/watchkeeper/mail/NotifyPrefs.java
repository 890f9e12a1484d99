package dev.watchkeeper.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What people changed by a link or a command, laid over {@code people.yaml}; every change is kept. */
public interface NotifyPrefs {
    /** Stops the daily digest: {@code off}. */
    String DAILY_MODE = "digest.daily.mode";

    /** Stops the weekly digest: {@code off}. */
    String WEEKLY_MODE = "digest.weekly.mode";

    /** An instant; until then mails go to the delegate, or wait. */
    String PAUSED_UNTIL = "paused_until";

    /** The latest value of each key. */
    Map<String, String> of(String recipientId);

    void set(String recipientId, String key, String value, String by, Instant at);

    /** Every change of one person, oldest first. */
    List<Changed> history(String recipientId);

    /** One change. */
    record Changed(String key, String value, String by, Instant at) {}
}
