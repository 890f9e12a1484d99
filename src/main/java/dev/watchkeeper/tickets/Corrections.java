package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events as they count: repeats dropped, corrections applied, in the order of the fold. Pure.
 */
public final class Corrections {
    /**
     * What is left of the events that arrived.
     *
     * @param events in fold order; corrections themselves are gone
     * @param problems corrections that could not be applied, in words
     */
    public record Effective(List<TicketEvent> events, List<String> problems) {}

    private Corrections() {}

    /** Without corrections dated later, which have not been made yet. */
    public static List<TicketEvent> saidBy(Instant now, Collection<TicketEvent> arrived) {
        return arrived.stream()
                .filter(event ->
                        event.correction() == null || !event.occurredAt().isAfter(now))
                .toList();
    }

    /**
     * Of repeats the one received first counts. Several corrections of one event are laid over it in their own order;
     * a correction that was itself superseded has no effect.
     */
    public static Effective apply(Collection<TicketEvent> arrived) {
        Map<TicketEvent.Key, TicketEvent> byKey = new LinkedHashMap<>();
        List<TicketEvent> corrections = new ArrayList<>();
        Set<TicketEvent.Key> seenCorrections = new HashSet<>();
        for (TicketEvent event : arrived) {
            if (event.correction() == null) {
                byKey.merge(event.key(), event, Corrections::firstReceived);
            } else if (seenCorrections.add(event.key())) {
                corrections.add(event);
            }
        }
        List<String> problems = new ArrayList<>();
        if (!corrections.isEmpty()) {
            corrections.sort(EventOrder.FOLD);
            nameCircles(corrections, problems);
            Map<TicketEvent.Key, TicketEvent> originals = new HashMap<>(byKey);
            for (TicketEvent one : active(corrections)) {
                TicketEvent.Correction correction = one.correction();
                if (correction != null) {
                    applyOne(one, correction, byKey, originals, problems);
                }
            }
        }
        List<TicketEvent> events = new ArrayList<>(byKey.values());
        events.sort(EventOrder.FOLD);
        return new Effective(events, problems);
    }

    private static void applyOne(
            TicketEvent one,
            TicketEvent.Correction correction,
            Map<TicketEvent.Key, TicketEvent> byKey,
            Map<TicketEvent.Key, TicketEvent> originals,
            List<String> problems) {
        TicketEvent.Key key = correction.supersedes();
        TicketEvent original = originals.get(key);
        if (original == null) {
            problems.add("correction " + one.source() + " " + one.id() + " supersedes " + key.source() + " " + key.id()
                    + ", which is not there; check source and id");
            return;
        }
        Map<String, Object> replacement = correction.replacement();
        if (replacement == null) {
            byKey.remove(key);
            return;
        }
        try {
            byKey.put(key, EventForm.overlay(byKey.getOrDefault(key, original), replacement));
        } catch (InvalidEvent e) {
            problems.add("correction " + one.source() + " " + one.id() + " cannot be applied: " + e.getMessage());
        }
    }

    /** Corrections that supersede each other in a circle correct nothing; each circle is named once. */
    private static void nameCircles(List<TicketEvent> corrections, List<String> problems) {
        Map<TicketEvent.Key, TicketEvent.Key> supersedes = new HashMap<>();
        for (TicketEvent one : corrections) {
            TicketEvent.Correction correction = one.correction();
            if (correction != null) {
                supersedes.put(one.key(), correction.supersedes());
            }
        }
        Set<TicketEvent.Key> walked = new HashSet<>();
        for (TicketEvent one : corrections) {
            Set<TicketEvent.Key> path = new LinkedHashSet<>();
            TicketEvent.Key key = one.key();
            while (supersedes.containsKey(key) && walked.add(key)) {
                path.add(key);
                key = supersedes.get(key);
            }
            if (path.contains(key)) {
                List<TicketEvent.Key> circle = new ArrayList<>(path);
                List<String> names = circle.subList(circle.indexOf(key), circle.size()).stream()
                        .map(k -> k.source() + " " + k.id())
                        .toList();
                problems.add("the corrections " + String.join(", ", names)
                        + " supersede each other in a circle, so none of them counts; send one correction that names the"
                        + " event itself");
            }
        }
    }

    /** Later corrections decide first, so a superseded correction never acts. */
    private static List<TicketEvent> active(List<TicketEvent> inOrder) {
        Set<TicketEvent.Key> superseded = new HashSet<>();
        List<TicketEvent> active = new ArrayList<>();
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            TicketEvent one = inOrder.get(i);
            TicketEvent.Correction correction = one.correction();
            if (correction != null && !superseded.contains(one.key())) {
                superseded.add(correction.supersedes());
                active.add(one);
            }
        }
        Collections.reverse(active);
        Set<TicketEvent.Key> keys = new HashSet<>();
        inOrder.forEach(c -> keys.add(c.key()));
        active.removeIf(c -> {
            TicketEvent.Correction correction = c.correction();
            return correction != null && keys.contains(correction.supersedes());
        });
        return active;
    }

    private static final Comparator<TicketEvent> RECEIVED =
            Comparator.comparing(TicketEvent::receivedAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private static TicketEvent firstReceived(TicketEvent one, TicketEvent other) {
        return RECEIVED.compare(other, one) < 0 ? other : one;
    }
}
