package dev.watchkeeper.finding;

import dev.watchkeeper.finding.Life.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies what was seen or decided to the stored findings, one tenant at a time. Safe for use by several threads. */
public final class FindingKeeper {
    private final Findings findings;
    private final Circumstances circumstances;
    private final Consumer<Change> decided;

    public FindingKeeper(Findings findings, Circumstances circumstances) {
        this(findings, circumstances, change -> {});
    }

    /**
     * A keeper.
     *
     * @param decided hears, in the same transaction, what a person decided or what decision ended
     */
    public FindingKeeper(Findings findings, Circumstances circumstances, Consumer<Change> decided) {
        this.findings = findings;
        this.circumstances = circumstances;
        this.decided = decided;
    }

    /**
     * Reconciles the checks named by the sightings, and only these; joins a running transaction.
     *
     * @param tenantId a customer, or {@link Finding#OURSELVES}
     * @return what changed, without findings that were merely seen again
     */
    public List<Change> reconcile(String tenantId, List<Sighting> sightings, Instant now, @Nullable String runId) {
        return findings.locked(tenantId, () -> {
            List<String> failing = sightings.stream()
                    .filter(s -> s.outcome() == Sighting.Outcome.FAIL)
                    .map(s -> Life.idOf(tenantId, s))
                    .toList();
            List<Finding> known = findings.openOr(tenantId, failing);
            List<Change> changes = Life.reconcile(tenantId, known, sightings, circumstances, now, runId);
            findings.save(changes);
            return changes.stream().filter(c -> !c.events().isEmpty()).toList();
        });
    }

    /** Empty if there is no such finding. */
    public Optional<Finding> acknowledge(String id, String author, String reason, Instant until, Instant now) {
        return change(id, finding -> Optional.of(Life.acknowledge(finding, author, reason, until, now)));
    }

    /** Empty if there is no such finding. */
    public Optional<Finding> mute(String id, String author, String reason, Instant until, Instant now) {
        return change(id, finding -> Optional.of(Life.mute(finding, author, reason, until, now)));
    }

    /** Empty if there is no such finding; unchanged if it is not muted. */
    public Optional<Finding> unmute(String id, String author, String reason, Instant now) {
        return change(id, finding -> Life.unmute(finding, author, reason, now));
    }

    /** Ends what has passed its date; returns how many findings are due again. */
    public int endDecisions(Instant now) {
        int ended = 0;
        RuntimeException first = null;
        for (Finding finding : findings.withDecisionsEnded(now)) {
            try {
                if (change(finding.id(), current -> Life.endings(current, now)).isPresent()) {
                    ended++;
                }
            } catch (RuntimeException e) {
                first = first == null ? e : first; // the others end all the same
            }
        }
        if (first != null) {
            throw first;
        }
        return ended;
    }

    private Optional<Finding> change(String id, Function<Finding, Optional<Change>> decide) {
        Optional<Finding> found = findings.byId(id);
        return found.isEmpty()
                ? found
                : findings.locked(found.get().tenantId(), () -> {
                    Finding current = findings.byId(id).orElseThrow();
                    Optional<Change> change = decide.apply(current);
                    change.ifPresent(c -> {
                        findings.save(List.of(c));
                        decided.accept(c);
                    });
                    return Optional.of(change.map(Change::finding).orElse(current));
                });
    }
}
