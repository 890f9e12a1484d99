package dev.watchkeeper.finding;

import dev.watchkeeper.finding.Finding.Decision;
import dev.watchkeeper.finding.FindingEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of findings as a pure function of what was stored, what was seen and the instant.
 *
 * <p>A finding is resolved by evidence only: its check passed for the subject, or the check was judged completely and
 * no longer names the subject. One UNKNOWN anywhere in a check means that it was not judged completely. What does not
 * apply any more (a check switched off, a domain without mail) is neither good nor bad: its findings are held back with
 * the reason, and the next failure speaks again. What lasts
 * ({@link Sighting#LASTS}) is resolved by a pass of its subject only.
 */
public final class Life {
    /** The author of decisions that stand in the configuration. */
    public static final String CONFIGURATION = "checks.yaml";

    /** More new findings of one check are kept and not told one by one: nobody reads the two hundred and first. */
    public static final int TOLD_ONE_BY_ONE = 200;

    /** Begins the cause that holds back findings of checks or subjects that do not apply. */
    static final String NOT_APPLICABLE = "not_applicable: ";

    /** Begins the cause that holds back what is told as a number only. */
    static final String ONE_OF_MANY = "one_of_many: ";

    private static final int LONGEST_CAUSE = 200;

    private Life() {}

    /** A finding as it is to be stored, and what happened to it; no events if it was merely seen again. */
    public record Change(Finding finding, List<FindingEvent> events) {
        public Change {
            events = List.copyOf(events);
        }
    }

    /** The id under which the finding of a sighting is stored. */
    public static String idOf(String tenantId, Sighting sighting) {
        return Fingerprint.of(tenantId, sighting.checkId(), sighting.subject());
    }

    /**
     * What the sightings of one run change.
     *
     * @param known the open findings of the tenant, and those resolved ones that failing sightings name
     */
    public static List<Change> reconcile(
            String tenantId,
            Collection<Finding> known,
            List<Sighting> sightings,
            Circumstances circumstances,
            Instant now,
            @Nullable String runId) {
        Map<String, Finding> byId =
                known.stream().collect(Collectors.toMap(Finding::id, Function.identity(), (a, b) -> a));
        Map<String, List<Sighting>> byCheck = sightings.stream()
                .collect(Collectors.groupingBy(Sighting::checkId, LinkedHashMap::new, Collectors.toList()));
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, List<Finding>> openByCheck = byId.values().stream()
                .filter(Finding::isOpen)
                .collect(Collectors.groupingBy(Finding::checkId, LinkedHashMap::new, Collectors.toList()));
        byCheck.forEach((checkId, seen) -> {
            Map<String, Sighting> failing = new LinkedHashMap<>();
            Set<String> passed = new HashSet<>();
            Map<String, String> inapplicable = new HashMap<>();
            boolean unknown = false;
            for (Sighting sighting : seen) {
                String id = idOf(tenantId, sighting);
                switch (sighting.outcome()) {
                    case FAIL -> failing.putIfAbsent(id, sighting);
                    case PASS -> passed.add(id);
                    case NOT_APPLICABLE -> inapplicable.put(id, sighting.reason());
                    case UNKNOWN -> unknown = true;
                }
            }
            Set<String> untold = beyondTelling(failing.keySet(), byId);
            failing.forEach((id, sighting) -> changes.put(
                    id,
                    failed(
                            tenantId,
                            id,
                            byId.get(id),
                            sighting,
                            untold.contains(id) ? Optional.of(ONE_OF_MANY + checkId) : Optional.empty(),
                            circumstances,
                            now,
                            runId)));
            boolean judged = !failing.isEmpty() || !passed.isEmpty();
            String nothingApplies = judged || unknown || inapplicable.isEmpty()
                    ? null
                    : inapplicable.values().iterator().next();
            for (Finding finding : openByCheck.getOrDefault(checkId, List.of())) {
                String id = finding.id();
                String why = inapplicable.getOrDefault(id, nothingApplies);
                if (failing.containsKey(id)) {
                    continue;
                }
                if (passed.contains(id)) {
                    changes.put(id, resolved(finding, now, runId));
                } else if (why != null) {
                    silenced(finding, why, now, runId).ifPresent(change -> changes.put(id, change));
                } else if (judged && !unknown && !finding.evidence().containsKey(Sighting.LASTS)) {
                    changes.put(id, resolved(finding, now, runId));
                }
            }
        });
        return List.copyOf(changes.values());
    }

    /**
     * The failing ones past {@link #TOLD_ONE_BY_ONE}. Those already told keep their places, so that a new order of the
     * same subjects says nothing new.
     */
    private static Set<String> beyondTelling(Set<String> failing, Map<String, Finding> byId) {
        if (failing.size() <= TOLD_ONE_BY_ONE) {
            return Set.of();
        }
        Set<String> untold = new LinkedHashSet<>(failing);
        failing.stream()
                .filter(id -> {
                    Finding known = byId.get(id);
                    return known != null && known.isOpen() && known.heldBy() == null;
                })
                .forEach(untold::remove);
        int places = Math.max(0, TOLD_ONE_BY_ONE - (failing.size() - untold.size()));
        untold.stream().limit(places).toList().forEach(untold::remove);
        return untold;
    }

    private static Change resolved(Finding finding, Instant now, @Nullable String runId) {
        Finding gone = finding.resolved(now);
        return new Change(
                gone, List.of(withQuiet(FindingEvent.of(gone, Kind.RESOLVED, now, runId), finding.isQuiet(now))));
    }

    /** Holds back what does not apply; empty if it is held back for that already. */
    private static Optional<Change> silenced(Finding finding, String why, Instant now, @Nullable String runId) {
        String cause = NOT_APPLICABLE + why;
        cause = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE - 1) + "…" : cause;
        if (cause.equals(finding.heldBy())) {
            return Optional.empty();
        }
        Finding held = finding.heldBy(cause);
        return Optional.of(new Change(
                held, List.of(FindingEvent.of(held, Kind.HELD, now, runId).by("watchkeeper", cause, null))));
    }

    private static Change failed(
            String tenantId,
            String id,
            @Nullable Finding previous,
            Sighting sighting,
            Optional<String> crowd,
            Circumstances circumstances,
            Instant now,
            @Nullable String runId) {
        List<FindingEvent> events = new ArrayList<>();
        Finding finding = previous == null
                ? opened(tenantId, id, sighting, now)
                : previous.isOpen()
                        ? previous.seen(sighting, now)
                        : previous.seen(sighting, now).reopened(now);
        Optional<String> cause = circumstances
                .heldBy(tenantId, sighting.checkId())
                .or(sighting::explainedBy)
                .or(() -> crowd);
        finding = held(finding, cause, now, runId, events);
        finding = excepted(
                finding, circumstances.exception(tenantId, sighting.checkId(), sighting.subject()), now, runId, events);
        Finding beforeEndings = finding;
        finding = endDecisions(finding, now, runId, events);
        if (previous == null) {
            events.add(0, FindingEvent.of(beforeEndings, Kind.OPENED, now, runId));
        } else if (!previous.isOpen()) {
            events.add(
                    0, FindingEvent.of(beforeEndings, Kind.REOPENED, now, runId).from(previous.severity()));
        } else if (finding.severity() != previous.severity()) {
            Kind kind = finding.severity().worseThan(previous.severity()) ? Kind.WORSENED : Kind.EASED;
            events.add(0, FindingEvent.of(finding, kind, now, runId).from(previous.severity()));
        }
        return new Change(finding, events);
    }

    private static Finding opened(String tenantId, String id, Sighting sighting, Instant now) {
        return new Finding(
                id,
                tenantId,
                sighting.checkId(),
                Evidence.text(sighting.subject()),
                sighting.severity(),
                sighting.title(),
                sighting.summary(),
                sighting.remedy(),
                Evidence.trimmed(sighting.evidence()),
                now,
                now,
                now,
                null,
                1,
                null,
                null,
                null);
    }

    private static Finding held(
            Finding finding, Optional<String> cause, Instant now, @Nullable String runId, List<FindingEvent> events) {
        if (cause.isPresent() && finding.heldBy() == null && finding.openedAt().equals(now)) {
            // Only what begins while the cause is there can be explained by it.
            Finding held = finding.heldBy(cause.get());
            events.add(FindingEvent.of(held, Kind.HELD, now, runId).by("watchkeeper", cause.get(), null));
            return held;
        }
        if (cause.isEmpty() && finding.heldBy() != null) {
            Finding released = finding.heldBy(null);
            events.add(FindingEvent.of(released, Kind.RELEASED, now, runId));
            return released;
        }
        return finding;
    }

    private static Finding excepted(
            Finding finding,
            Optional<Circumstances.Agreed> exception,
            Instant now,
            @Nullable String runId,
            List<FindingEvent> events) {
        Decision muted = finding.muted();
        boolean byConfiguration = muted != null && muted.author().equals(CONFIGURATION);
        if (exception.isPresent() && now.isBefore(exception.get().until())) {
            Instant until = exception.get().until();
            String reason = exception.get().reason();
            boolean same = byConfiguration
                    && muted != null
                    && muted.until().equals(until)
                    && muted.reason().equals(reason);
            if (same || (muted != null && !byConfiguration)) {
                return finding;
            }
            // What is agreed in writing holds for every severity.
            Decision decision = new Decision(CONFIGURATION, reason, now, until, Severity.CRITICAL);
            Finding silenced = finding.decided(finding.acknowledged(), decision);
            events.add(FindingEvent.of(silenced, Kind.MUTED, now, runId).by(CONFIGURATION, reason, until));
            return silenced;
        }
        if (exception.isEmpty() && byConfiguration) {
            Finding spoken = finding.decided(finding.acknowledged(), null);
            events.add(FindingEvent.of(spoken, Kind.UNMUTED, now, runId).by(CONFIGURATION, "exception removed", null));
            return spoken;
        }
        return finding;
    }

    /** Ends decisions whose date has passed or that do not cover the severity any more; for the sweep and for audits. */
    public static Optional<Change> endings(Finding finding, Instant now) {
        List<FindingEvent> events = new ArrayList<>();
        Finding ended = endDecisions(finding, now, null, events);
        return events.isEmpty() && ended.equals(finding) ? Optional.empty() : Optional.of(new Change(ended, events));
    }

    private static Finding endDecisions(
            Finding finding, Instant now, @Nullable String runId, List<FindingEvent> events) {
        Decision acknowledged = finding.acknowledged();
        Decision muted = finding.muted();
        boolean endAcknowledgement = acknowledged != null && !acknowledged.covers(finding.severity(), now);
        boolean endMute = muted != null && !muted.covers(finding.severity(), now);
        Finding result = finding.decided(endAcknowledgement ? null : acknowledged, endMute ? null : muted);
        if (endAcknowledgement && finding.isOpen()) {
            events.add(FindingEvent.of(result, Kind.ACKNOWLEDGEMENT_ENDED, now, runId));
        }
        if (endMute && finding.isOpen()) {
            events.add(FindingEvent.of(result, Kind.MUTE_ENDED, now, runId));
        }
        return result;
    }

    /**
     * Somebody takes care of it.
     *
     * @throws IllegalStateException if it is not open
     */
    public static Change acknowledge(Finding finding, String author, String reason, Instant until, Instant now) {
        requireOpen(finding);
        Decision decision = new Decision(author, reason, now, until, finding.severity());
        Finding result = finding.decided(decision, finding.muted());
        return new Change(
                result,
                List.of(FindingEvent.of(result, Kind.ACKNOWLEDGED, now, null).by(author, reason, until)));
    }

    /** The risk is accepted until a date; a resolved finding may be muted against its return. */
    public static Change mute(Finding finding, String author, String reason, Instant until, Instant now) {
        Decision decision = new Decision(author, reason, now, until, finding.severity());
        Finding result = finding.decided(finding.acknowledged(), decision);
        return new Change(
                result, List.of(FindingEvent.of(result, Kind.MUTED, now, null).by(author, reason, until)));
    }

    /** Takes a mute back; no change if there is none. */
    public static Optional<Change> unmute(Finding finding, String author, String reason, Instant now) {
        if (finding.muted() == null) {
            return Optional.empty();
        }
        Finding result = finding.decided(finding.acknowledged(), null);
        return Optional.of(new Change(
                result, List.of(FindingEvent.of(result, Kind.UNMUTED, now, null).by(author, reason, null))));
    }

    private static void requireOpen(Finding finding) {
        if (!finding.isOpen()) {
            throw new IllegalStateException(finding.id() + " was resolved at " + finding.resolvedAt()
                    + "; only an open finding can be acknowledged");
        }
    }

    private static FindingEvent withQuiet(FindingEvent event, boolean quiet) {
        return new FindingEvent(
                event.seq(),
                event.findingId(),
                event.tenantId(),
                event.checkId(),
                event.kind(),
                event.at(),
                event.severity(),
                event.before(),
                event.runId(),
                event.author(),
                event.reason(),
                event.until(),
                quiet);
    }
}
