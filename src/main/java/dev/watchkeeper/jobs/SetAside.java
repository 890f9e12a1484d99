package dev.watchkeeper.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Remembers what failed by itself, so that it waits longer each time while everything else goes on. */
public interface SetAside {
    /** The longest key, in characters; longer ones are to be {@link dev.watchkeeper.tenant.Keys#bounded bounded}. */
    int LONGEST_KEY = 300;

    List<Duration> DELAYS = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    /**
     * A matter that failed.
     *
     * @param step what was to be done, for example {@code ticket} or {@code mail}
     * @param key which one
     * @param tries how often it failed
     * @param since when it failed first
     * @param until when it is to be tried again
     */
    record Matter(String step, String key, int tries, Instant since, Instant until, String error) {}

    /** Those of the keys that failed and have not worked since. */
    Map<String, Matter> among(String step, Collection<String> keys);

    /** One more failure. */
    Matter failed(String step, String key, String error, Instant now);

    /** It worked; true if it had failed before. */
    boolean worked(String step, String key);

    /** Everything that failed and has not worked since. */
    List<Matter> all();

    /** What should have been tried again before an instant, and was not: it is no longer there to be tried. */
    List<Matter> overdue(Instant before);

    /** How long to wait after so many failures: seconds at first, an hour in the end. */
    static Duration delay(int tries) {
        return DELAYS.get(Math.min(tries, DELAYS.size()) - 1);
    }

    /** True if not the matter is at fault but the database, so that others would fail alike. */
    boolean isOutage(Throwable failure);
}
