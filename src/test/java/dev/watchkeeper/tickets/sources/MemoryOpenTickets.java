package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.OpenTickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Open tickets as a test says they are. */
final class MemoryOpenTickets implements OpenTickets {
    final Map<String, String> open = new TreeMap<>();
    final List<String> others = new ArrayList<>();
    private Map<String, Instant> missing = Map.of();

    @Override
    public Map<String, String> open(String sourceId) {
        return Map.copyOf(open);
    }

    @Override
    public List<String> others(String sourceId, int limit) {
        return others.stream().limit(limit).toList();
    }

    @Override
    public Map<String, Instant> missing(String sourceId) {
        return missing;
    }

    @Override
    public void missing(String sourceId, Map<String, Instant> since) {
        missing = Map.copyOf(since);
    }
}
