package dev.watchkeeper.audit;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Watch;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings one log of one tenant up to date. Pages are stored as they come, together with how far down the window is
 * known; the cursor advances in the transaction that stores the last page. What was interrupted is taken up again.
 */
final class LogReader {
    /** Longer values of parameters are cut before they are stored; real ones are far shorter. */
    private static final int LONGEST_TEXT = 20_000;

    /** A large tenant's second look costs no more than this many requests a day and log. */
    private static final int MOST_LATE_PAGES = 300;

    private final GoogleSource google;
    private final EventLog log;
    private final Cursors cursors;
    private final Transactions transactions;
    private final ReadingPlan plan;

    LogReader(GoogleSource google, EventLog log, Cursors cursors, Transactions transactions, ReadingPlan plan) {
        this.google = google;
        this.log = log;
        this.cursors = cursors;
        this.transactions = transactions;
        this.plan = plan;
    }

    /** What a reading gave: the cursor after it, and how many kept events were new. */
    record Reading(Cursor cursor, int added, int pages) {}

    Reading read(Tenant tenant, String application, Cursor cursor, Instant now, Deadline deadline)
            throws SourceException {
        Cursor at = cursor;
        int added = 0;
        Cursor.Window begun = cursor.window();
        if (begun != null) {
            Reading rest = window(tenant, application, at, begun, now, deadline);
            at = rest.cursor();
            added = rest.added();
        }
        Instant until = at.until();
        Instant from =
                until == null ? now.minus(plan.firstReach(application)) : until.minus(plan.overlapOf(application));
        Reading fresh = window(tenant, application, at, new Cursor.Window(from, now, now), now, deadline);
        return new Reading(fresh.cursor(), added + fresh.added(), fresh.pages());
    }

    /**
     * Reads what was read before once more, for events that became visible since; nothing but these is stored, and the
     * cursor stays. Ends early, without complaint, after {@link #MOST_LATE_PAGES}: the newest come first.
     *
     * @return how many kept events were new
     */
    int secondLook(Tenant tenant, String application, Cursor cursor, Instant now, Deadline deadline)
            throws SourceException {
        Duration reach = plan.late().get(application);
        Instant since = cursor.since();
        if (reach == null || since == null) {
            return 0;
        }
        Instant from = now.minus(reach).isBefore(since) ? since : now.minus(reach);
        Instant to = now.minus(plan.overlapOf(application));
        if (!from.isBefore(to)) {
            return 0;
        }
        Late late = new Late(tenant, application, now);
        try {
            google.activities(
                    tenant, application, from, to, () -> deadline.passed() || late.pages >= MOST_LATE_PAGES, late);
        } catch (SourceException e) {
            if (late.pages < MOST_LATE_PAGES) {
                throw e;
            }
        }
        return late.added;
    }

    private final class Late implements GoogleSource.PageConsumer {
        private final Tenant tenant;
        private final String application;
        private final Instant now;
        private int pages;
        private int added;

        Late(Tenant tenant, String application, Instant now) {
            this.tenant = tenant;
            this.application = application;
            this.now = now;
        }

        @Override
        public boolean wants(String log, String name) {
            return Watch.mayKeep(log, name);
        }

        @Override
        public void accept(List<ActivityEvent> events) {
            pages++;
            List<ActivityEvent> kept = events.stream()
                    .filter(event -> event.time() != null && Watch.keeps(event))
                    .map(event -> event.within(LONGEST_TEXT))
                    .toList();
            if (!kept.isEmpty()) {
                added += transactions.in(
                        () -> log.add(tenant.id(), application, kept, now.truncatedTo(ChronoUnit.MILLIS)));
            }
        }
    }

    private Reading window(
            Tenant tenant, String application, Cursor start, Cursor.Window window, Instant now, Deadline deadline)
            throws SourceException {
        // Ends are exclusive, and several events can share an instant: read the last millisecond again.
        Instant to = window.downTo().plusMillis(1).isBefore(window.to())
                ? window.downTo().plusMillis(1)
                : window.to();
        Storing storing = new Storing(tenant, application, start, window, now);
        if (window.from().isBefore(to)) {
            google.activities(tenant, application, window.from(), to, deadline, storing);
        }
        return storing.end();
    }

    /** Holds one page back, so that the last one can be stored together with the cursor. */
    private final class Storing implements GoogleSource.PageConsumer {
        private final Tenant tenant;
        private final String application;
        private final Cursor.Window window;
        private final Instant now;
        private Cursor cursor;
        private @Nullable List<ActivityEvent> held;
        private @Nullable Instant newest;
        private @Nullable Instant oldestSkipped;
        private Instant downTo;
        private int added;
        private int pages;

        Storing(Tenant tenant, String application, Cursor cursor, Cursor.Window window, Instant now) {
            this.tenant = tenant;
            this.application = application;
            this.cursor = cursor;
            this.window = window;
            this.downTo = window.downTo();
            this.now = now;
        }

        @Override
        public boolean wants(String log, String name) {
            return Watch.mayKeep(log, name);
        }

        @Override
        public void skipped(int count, @Nullable Instant oldest, @Nullable Instant latest) {
            oldestSkipped = oldest;
            newest = newest == null || (latest != null && latest.isAfter(newest)) ? latest : newest;
        }

        @Override
        public void accept(List<ActivityEvent> events) {
            pages++;
            List<ActivityEvent> kept = new ArrayList<>();
            Instant lowest = oldestSkipped;
            oldestSkipped = null;
            for (ActivityEvent event : events) {
                Instant time = event.time();
                if (time == null) {
                    kept.add(event.within(LONGEST_TEXT));
                    continue;
                }
                // A clock of the future must not pass for news for ever.
                if (!time.isAfter(now.plus(Duration.ofDays(1)))) {
                    newest = newest == null || time.isAfter(newest) ? time : newest;
                    lowest = lowest == null || time.isBefore(lowest) ? time : lowest;
                }
                if (Watch.keeps(event)) {
                    kept.add(event.within(LONGEST_TEXT));
                }
            }
            store(false);
            held = kept;
            if (lowest != null && lowest.isBefore(downTo)) {
                downTo = lowest.isBefore(window.from()) ? window.from() : lowest;
            }
        }

        private void store(boolean last) {
            List<ActivityEvent> events = held;
            if (events == null && !last) {
                return;
            }
            Cursor after = last
                    ? cursor.readTo(window.from(), window.to(), newest, now)
                    : cursor.reading(new Cursor.Window(window.from(), window.to(), downTo), newest);
            int fresh = transactions.in(() -> {
                int count = events == null || events.isEmpty()
                        ? 0
                        : log.add(tenant.id(), application, events, now.truncatedTo(ChronoUnit.MILLIS));
                cursors.save(tenant.id(), after);
                return count;
            });
            added += fresh;
            cursor = after;
            held = null;
        }

        Reading end() {
            store(true);
            return new Reading(cursor, added, pages);
        }
    }
}
