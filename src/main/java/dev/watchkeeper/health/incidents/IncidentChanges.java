package dev.watchkeeper.health.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a new reading of the feed means for what we kept. Pure. */
public final class IncidentChanges {
    private IncidentChanges() {}

    /** The row after a reading that held the incident. */
    public static KeptIncident keep(@Nullable KeptIncident before, Incident read, String raw, Instant now) {
        if (before == null) {
            return new KeptIncident(read, now, now, 1, raw, null);
        }
        boolean same = before.incident().equals(read);
        return new KeptIncident(
                read, before.firstSeen(), now, before.revision() + (same ? 0 : 1), same ? before.raw() : raw, null);
    }

    /** The row after a reading that lacked the incident; empty if nothing changes. */
    public static Optional<KeptIncident> miss(KeptIncident before, Instant now) {
        if (before.vanishedAt() != null || !before.incident().isOpen(now)) {
            return Optional.empty(); // ended ones leave the feed in time
        }
        return Optional.of(new KeptIncident(
                before.incident(), before.firstSeen(), before.lastSeen(), before.revision(), before.raw(), now));
    }

    /**
     * What is worth telling. An incident that had already ended when first seen is history, not news.
     *
     * @param seenBefore when the feed was last read before this time
     */
    public static List<IncidentEvent> events(
            @Nullable KeptIncident before, KeptIncident after, @Nullable Instant seenBefore, Instant now) {
        Incident read = after.incident();
        List<IncidentEvent.Kind> kinds = new ArrayList<>();
        if (before == null) {
            if (read.isOpen(now)) {
                kinds.add(IncidentEvent.Kind.OPENED);
            }
        } else if (after.vanishedAt() != null) {
            kinds.add(IncidentEvent.Kind.VANISHED);
        } else {
            Instant then = seenBefore == null ? before.lastSeen() : seenBefore;
            compare(before, read, then, now, kinds);
        }
        return kinds.stream().map(k -> new IncidentEvent(k, read, now)).toList();
    }

    private static void compare(
            KeptIncident before, Incident read, Instant then, Instant now, List<IncidentEvent.Kind> kinds) {
        Incident old = before.incident();
        boolean wasOpen = old.isOpen(then);
        boolean isOpen = read.isOpen(now);
        boolean returned = before.vanishedAt() != null;
        if (wasOpen && !isOpen) {
            kinds.add(IncidentEvent.Kind.CLOSED);
        } else if (!wasOpen && isOpen) {
            kinds.add(IncidentEvent.Kind.REOPENED);
        } else if (isOpen) {
            boolean wasRecovered = old.isRecovered(then);
            boolean isRecovered = read.isRecovered(now);
            if (!wasRecovered && isRecovered) {
                kinds.add(IncidentEvent.Kind.RECOVERED);
            } else if ((wasRecovered && !isRecovered) || returned) {
                kinds.add(IncidentEvent.Kind.REOPENED);
            } else if (read.state().isWorseThan(old.state()) || read.impact().isWorseThan(old.impact())) {
                kinds.add(IncidentEvent.Kind.IMPACT_RAISED);
            }
        }
        if (!wasOpen && !isOpen && countsDifferently(old, read)) {
            kinds.add(IncidentEvent.Kind.REVISED);
        }
    }

    private static boolean countsDifferently(Incident old, Incident read) {
        return !Objects.equals(old.begin(), read.begin())
                || !Objects.equals(old.end(), read.end())
                || old.impact() != read.impact()
                || !old.products().stream()
                        .map(Product::id)
                        .toList()
                        .equals(read.products().stream().map(Product::id).toList());
    }
}
