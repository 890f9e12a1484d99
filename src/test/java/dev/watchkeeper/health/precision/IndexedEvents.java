package dev.watchkeeper.health.precision;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events of a quarter, found by name and time, so that thousands of audits can look at them; seen up to one instant. */
final class IndexedEvents {
    private final Map<String, List<ActivityEvent>> byName = new HashMap<>();
    private final Map<String, Instant> firstSights = new HashMap<>();

    void add(ActivityEvent event) {
        if (Watch.keeps(event)) {
            byName.computeIfAbsent(event.name(), name -> new ArrayList<>()).add(event);
            if (Watch.remembersFirst(event)) {
                firstSights.merge(Watch.about(event), event.at(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
    }

    void sort() {
        byName.values().forEach(list -> list.sort(ActivityEvent.OLDEST_FIRST));
    }

    EventHistory until(Instant since, Instant now) {
        return new View(since, now);
    }

    private final class View implements EventHistory {
        private final Instant since;
        private final Instant now;

        View(Instant since, Instant now) {
            this.since = since;
            this.now = now;
        }

        @Override
        public Instant since() {
            return since;
        }

        @Override
        public Instant until() {
            return now;
        }

        private List<ActivityEvent> matching(EventQuery query) {
            List<ActivityEvent> found = new ArrayList<>();
            byName.forEach((name, events) -> {
                if (query.takes(name)) {
                    Instant end = query.to().isBefore(now) ? query.to() : now;
                    for (int i = first(events, query.from());
                            i < events.size() && events.get(i).at().isBefore(end);
                            i++) {
                        ActivityEvent event = events.get(i);
                        if (query.actor() == null || query.actor().equalsIgnoreCase(event.who())) {
                            found.add(event);
                        }
                    }
                }
            });
            found.sort(ActivityEvent.OLDEST_FIRST);
            return found;
        }

        private int first(List<ActivityEvent> events, Instant from) {
            int low = 0;
            int high = events.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (events.get(middle).at().isBefore(from)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public void each(EventQuery query, Consumer<ActivityEvent> consumer) {
            matching(query).forEach(consumer);
        }

        @Override
        public void eachTime(EventQuery query, Consumer<Instant> consumer) {
            matching(query).forEach(event -> consumer.accept(event.at()));
        }

        @Override
        public long count(EventQuery query) {
            return matching(query).size();
        }

        @Override
        public SortedMap<Instant, Long> counts(EventQuery query, int minutes) {
            SortedMap<Instant, Long> counts = new TreeMap<>();
            long slot = Duration.ofMinutes(minutes).toSeconds();
            for (ActivityEvent event : matching(query)) {
                long second = Math.floorDiv(event.at().getEpochSecond(), slot) * slot;
                counts.merge(Instant.ofEpochSecond(second), 1L, Long::sum);
            }
            return counts;
        }

        @Override
        public Map<String, Long> perActor(EventQuery query, long atLeast, int most) {
            Map<String, Long> counts = new HashMap<>();
            matching(query).forEach(event -> counts.merge(event.who(), 1L, Long::sum));
            Map<String, Long> busiest = new LinkedHashMap<>();
            counts.entrySet().stream()
                    .filter(e -> e.getValue() >= atLeast)
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                    .limit(most)
                    .forEach(e -> busiest.put(e.getKey(), e.getValue()));
            return busiest;
        }

        @Override
        public long peak(EventQuery query, int minutes) {
            var counts = counts(query, minutes).values();
            return counts.isEmpty() ? 0 : Collections.max(counts);
        }

        @Override
        public @Nullable Instant firstSight(String about) {
            Instant first = firstSights.get(about);
            return first == null || first.isAfter(now) ? null : first;
        }
    }
}
