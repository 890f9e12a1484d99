package dev.watchkeeper.status;

import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.incidents.FeedState;
import dev.watchkeeper.health.incidents.IncidentBoard;
import dev.watchkeeper.health.incidents.IncidentChanges;
import dev.watchkeeper.health.incidents.IncidentEvent;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the feed, compares it with what we kept, and keeps both the rows and what is worth telling. */
public final class IncidentPoller {
    private static final Logger log = LoggerFactory.getLogger(IncidentPoller.class);
    private static final int LEAST_TO_SHRINK = 4;
    private static final int READINGS_TO_BELIEVE = 3;

    private final Feed feed;
    private final Incidents incidents;
    private final Clock clock;
    private final Duration staleAfter;

    public IncidentPoller(Feed feed, Incidents incidents, Clock clock, Duration staleAfter) {
        this.feed = feed;
        this.incidents = incidents;
        this.clock = clock;
        this.staleAfter = staleAfter;
    }

    /**
     * What one poll gave.
     *
     * @param problem why the reading does not count; empty if it does
     * @param notices odd entries, for operators
     * @param read false if there was no document to find odd entries in
     */
    public record Poll(List<IncidentEvent> events, String problem, List<String> notices, boolean read) {
        public Poll {
            events = List.copyOf(events);
            notices = List.copyOf(notices);
        }
    }

    /** One poll; a failure of the feed is told, never thrown. */
    public Poll poll() {
        Instant now = clock.instant();
        FeedState state = incidents.feed();
        Feed.Fetched fetched = feed.fetch(state.entityTag(), state.lastModified());
        return switch (fetched.outcome()) {
            case FAILED -> failed(state, fetched.reason(), now);
            case NOT_MODIFIED -> {
                // What was in the feed is in it still; only time may have ended an incident.
                yield take(state.read(state.entityTag(), state.lastModified(), now), null, state, now);
            }
            case FETCHED -> fetched(state, fetched, now);
        };
    }

    private Poll fetched(FeedState state, Feed.Fetched fetched, Instant now) {
        IncidentReader.Document document;
        try {
            document = IncidentReader.read(fetched.body());
        } catch (IllegalArgumentException e) {
            return failed(state, String.valueOf(e.getMessage()), now);
        }
        long expected = incidents.all().stream()
                .filter(k -> k.vanishedAt() == null
                        && state.okAt() != null
                        && !k.lastSeen().isBefore(state.okAt()))
                .count();
        int size = document.incidents().size();
        if (expected >= LEAST_TO_SHRINK && size * 2L < expected && state.refused() + 1 < READINGS_TO_BELIEVE) {
            String why = "the feed shrank from " + expected + " to " + size + " incidents; held back until it stays so";
            log.warn("{}", why);
            incidents.keep(List.of(), List.of(), state.held(why, now));
            return new Poll(List.of(), why, document.problems(), true);
        }
        return take(state.read(fetched.entityTag(), fetched.lastModified(), now), document, state, now);
    }

    private Poll failed(FeedState state, String reason, Instant now) {
        String why = Plain.line(reason, 300);
        log.warn("the status feed could not be read: {}", why);
        incidents.keep(List.of(), List.of(), state.failed(why, now));
        return new Poll(List.of(), why, List.of(), false);
    }

    private Poll take(
            FeedState next,
            IncidentReader.@org.jspecify.annotations.Nullable Document document,
            FeedState before,
            Instant now) {
        Map<String, KeptIncident> known = new LinkedHashMap<>();
        incidents.all().forEach(k -> known.put(k.incident().id(), k));
        List<KeptIncident> rows = new ArrayList<>();
        List<IncidentEvent> events = new ArrayList<>();
        if (document == null) {
            for (KeptIncident kept : known.values()) {
                if (kept.vanishedAt() == null && kept.lastSeen().equals(before.okAt())) {
                    KeptIncident after = IncidentChanges.keep(kept, kept.incident(), kept.raw(), now);
                    rows.add(after);
                    events.addAll(IncidentChanges.events(kept, after, before.okAt(), now));
                }
            }
        } else {
            for (IncidentReader.Read read : document.incidents()) {
                KeptIncident kept = known.remove(read.incident().id());
                KeptIncident after = IncidentChanges.keep(kept, read.incident(), read.raw(), now);
                rows.add(after);
                events.addAll(IncidentChanges.events(kept, after, before.okAt(), now));
            }
            for (KeptIncident missing : known.values()) {
                IncidentChanges.miss(missing, now).ifPresent(after -> {
                    rows.add(after);
                    events.addAll(IncidentChanges.events(missing, after, before.okAt(), now));
                });
            }
        }
        incidents.keep(rows, events, next);
        List<String> notices = document == null ? List.of() : document.problems();
        log.info("status feed read: {} incidents, {} news, {} oddities", rows.size(), events.size(), notices.size());
        return new Poll(events, "", notices, document != null);
    }

    /** What Google publishes at present; unavailable while the last whole reading is too old. */
    public Fact<IncidentBoard> board() {
        Instant now = clock.instant();
        FeedState state = incidents.feed();
        Instant okAt = state.okAt();
        if (okAt == null || okAt.isBefore(now.minus(staleAfter))) {
            String since = okAt == null ? "has never been read" : "was not read since " + okAt;
            String sinceZh = okAt == null ? "从未成功读取" : "自 " + okAt + " 起未能读取";
            String why = state.problem().isEmpty() ? "" : ": " + state.problem();
            return Fact.unavailable(new Text("Google's status feed " + since + why, "Google 状态公告" + sinceZh + why));
        }
        return Fact.known(new IncidentBoard(okAt, incidents.open(now)), okAt);
    }
}
