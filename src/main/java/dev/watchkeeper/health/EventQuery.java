package dev.watchkeeper.health;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which kept events are asked for: those of {@code [from, to)}.
 *
 * @param names event names; one that ends in {@code *} stands for all names that start so; empty means all
 * @param actor only events of this actor; null for everybody's
 */
public record EventQuery(
        Set<String> names,
        Instant from,
        Instant to,
        @Nullable String actor) {
    public EventQuery {
        names = Set.copyOf(names);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window from " + from + " to " + to + " ends before it starts");
        }
    }

    public EventQuery(Set<String> names, Instant from, Instant to) {
        this(names, from, to, null);
    }

    public EventQuery of(String someone) {
        return new EventQuery(names, from, to, someone);
    }

    public EventQuery between(Instant otherFrom, Instant otherTo) {
        return new EventQuery(names, otherFrom, otherTo, actor);
    }

    public boolean takes(String name) {
        if (names.isEmpty() || names.contains(name)) {
            return true;
        }
        for (String wanted : names) {
            if (wanted.endsWith("*") && name.startsWith(wanted.substring(0, wanted.length() - 1))) {
                return true;
            }
        }
        return false;
    }
}
