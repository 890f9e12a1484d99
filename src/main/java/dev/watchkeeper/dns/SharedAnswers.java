package dev.watchkeeper.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers about names that many domains point at, kept for their time to live but five minutes at most. Failures are
 * never kept. Safe for use by many threads.
 */
final class SharedAnswers {
    private static final int MOST = 20_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private record Kept(Answer answer, Instant until) {}

    private final Map<String, Kept> kept = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    Answer find(String key, Instant now) {
        synchronized (kept) {
            Kept found = kept.get(key);
            return found != null && now.isBefore(found.until()) ? found.answer() : null;
        }
    }

    void keep(String key, Answer answer, Instant now) {
        if (answer.hasRecords()) {
            Duration life = Duration.ofSeconds(answer.ttl());
            synchronized (kept) {
                kept.put(key, new Kept(answer, now.plus(life.compareTo(LONGEST) < 0 ? life : LONGEST)));
            }
        }
    }
}
