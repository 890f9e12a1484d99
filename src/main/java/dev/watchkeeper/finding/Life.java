package dev.watchkeeper.finding;

import dev.watchkeeper.finding.Finding.Decision;
import dev.watchkeeper.finding.FindingEvent.Kind;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of findings as a pure function of what was stored, what was seen and the instant.
 *
 * <p>A finding is resolved by evidence only: its check passed for the subject, or the check was judged completely and
 * no longer names the subject. One UNKNOWN anywhere in a check means that it was not judged completely.
 */
public final class Life {
    /** The author of decisions that stand in the configuration. */
    public static final String CONFIGURATION = "checks.yaml";

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
        byCheck.forEach((checkId, seen) -> {
            boolean complete = seen.stream().noneMatch(s -> s.outcome() == Outcome.UNKNOWN)
                    && seen.stream().anyMatch(s -> s.outcome() != Outcome.NOT_APPLICABLE);
            List<String> present = new ArrayList<>();
            for (Sighting sighting : seen) {
                String id = idOf(tenantId, sighting);
                if (sighting.outcome() == Outcome.FAIL && !changes.containsKey(id)) {
                    present.add(id);
                    changes.put(id, failed(tenantId, id, byId.get(id), sighting, circumstances, now, runId));
                }
            }
            List<String> passed = seen.stream()
                    .filter(s -> s.outcome() == Outcome.PASS)
                    .map(s -> idOf(tenantId, s))
                    .toList();
            for (Finding finding : known) {
                if (finding.isOpen()
                        && finding.checkId().equals(checkId)
                        && !present.contains(finding.id())
                        && (complete || passed.contains(finding.id()))) {
                    Finding gone = finding.resolved(now);
                    changes.put(
                            finding.id(),
                            new Change(
                                    gone,
                                    List.of(withQuiet(
                                            FindingEvent.of(gone, Kind.RESOLVED, now, runId), finding.isQuiet(now)))));
                }
            }
        });
        return List.copyOf(changes.values());
    }

    private static Change failed(
            String tenantId,
            String id,
            @Nullable Finding previous,
            Sighting sighting,
            Circumstances circumstances,
            Instant now,
            @Nullable String runId) {
        List<FindingEvent> events = new ArrayList<>();
        Finding finding = previous == null
                ? opened(tenantId, id, sighting, now)
                : previous.isOpen()
                        ? previous.seen(sighting, now)
                        : previous.seen(sighting, now).reopened(now);
        Optional<String> cause =
                circumstances.heldBy(tenantId, sighting.checkId()).or(sighting::explainedBy);
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
