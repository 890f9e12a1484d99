package dev.watchkeeper.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The thresholds that hold for one check and one tenant: the catalogue's, with what the operator tuned laid over.
 *
 * @param reason why the tenant has thresholds of its own; empty if it has none
 */
public record Limits(String checkId, Map<String, Double> numbers, Map<String, List<String>> lists, String reason) {
    public Limits {
        numbers = Map.copyOf(numbers);
        lists = Map.copyOf(lists);
    }

    public double number(String name) {
        Double number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("check " + checkId + " has no threshold '" + name + "'");
        }
        return number;
    }

    public long whole(String name) {
        return Math.round(number(name));
    }

    public Duration days(String name) {
        return Duration.ofMinutes(Math.round(number(name) * 24 * 60));
    }

    public Duration hours(String name) {
        return Duration.ofMinutes(Math.round(number(name) * 60));
    }

    public Duration minutes(String name) {
        return Duration.ofSeconds(Math.round(number(name) * 60));
    }

    /** A list of words, lower case as in the catalogue. */
    public List<String> list(String name) {
        return lists.getOrDefault(name, List.of());
    }
}
