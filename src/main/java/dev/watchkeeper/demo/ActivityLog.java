package dev.watchkeeper.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One application's log of one customer: the background and what was planted, read newest first. */
final class ActivityLog {
    private final Background background;
    private final NavigableSet<Activity> planted = new ConcurrentSkipListSet<>();

    ActivityLog(Background background) {
        this.background = background;
    }

    void plant(Activity activity) {
        planted.add(activity);
    }

    /** A window and what is wanted of it. */
    record Query(
            Instant from, Instant to, Instant now, @Nullable Place after, int limit, Predicate<Activity> wanted) {}

    /** Where the page before ended; this entry is not read again. */
    record Place(Instant time, long qualifier) {
        boolean isBefore(Activity activity) {
            int byTime = time.compareTo(activity.time());
            return byTime > 0 || (byTime == 0 && qualifier > activity.qualifier());
        }
    }

    /** A page, and where the next begins; null at the end. */
    record Page(List<Activity> items, @Nullable Place next) {}

    Page page(Query query) {
        List<Activity> items = new ArrayList<>();
        Place place = query.after();
        Instant to = place != null && place.time().isBefore(query.to())
                ? place.time().plusMillis(1)
                : query.to();
        Slots slots = new Slots(query.from(), to);
        Iterator<Activity> plants = planted.iterator();
        Activity a = slots.next();
        Activity b = plants.hasNext() ? plants.next() : null;
        while (a != null || b != null) {
            boolean first = b == null || (a != null && a.compareTo(b) < 0);
            Activity next = first ? a : b;
            if (first) {
                a = slots.next();
            } else {
                b = plants.hasNext() ? plants.next() : null;
            }
            if (next == null
                    || next.time().isBefore(query.from())
                    || !next.time().isBefore(query.to())
                    || next.visibleAt().isAfter(query.now())
                    || (query.after() != null && !query.after().isBefore(next))
                    || !query.wanted().test(next)) {
                continue;
            }
            if (items.size() == query.limit()) {
                Activity last = items.get(items.size() - 1);
                return new Page(items, new Place(last.time(), last.qualifier()));
            }
            items.add(next);
        }
        return new Page(items, null);
    }

    /** Walks the background's slots backwards. */
    private final class Slots {
        private final long oldest;
        private long slot;
        private Iterator<Activity> entries = List.<Activity>of().iterator();

        Slots(Instant from, Instant to) {
            oldest = background.slotOf(from);
            slot = background.isSilent() ? oldest - 1 : background.slotOf(to);
        }

        @Nullable
        Activity next() {
            while (!entries.hasNext()) {
                if (slot < oldest) {
                    return null;
                }
                entries = background.slot(slot--).iterator();
            }
            return entries.next();
        }
    }
}
