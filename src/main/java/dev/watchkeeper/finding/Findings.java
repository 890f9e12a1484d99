package dev.watchkeeper.finding;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps findings and their history. Every method joins the transaction of its thread. */
public interface Findings {
    /** Runs work in a transaction, in which changes to the tenant's findings wait for each other. */
    <T> T locked(String tenantId, Supplier<T> work);

    /** The open findings of a tenant, and of the given ids those that are resolved. */
    List<Finding> openOr(String tenantId, Collection<String> ids);

    /** Stores findings as they are now and appends their events. */
    void save(List<Life.Change> changes);

    Optional<Finding> byId(String id);

    /** Those of the given ids that there are, by id. */
    List<Finding> byIds(Collection<String> ids);

    /** Worst first, then oldest. */
    List<Finding> search(FindingQuery query);

    /** Open findings whose acknowledgement or mute has a date that has passed. */
    List<Finding> withDecisionsEnded(Instant now);

    /** Everything that happened to a finding, oldest first. */
    List<FindingEvent> history(String id);

    /**
     * What happened in {@code (from, to]}, oldest first.
     *
     * @param tenantIds empty for all
     */
    List<FindingEvent> eventsBetween(Collection<String> tenantIds, Instant from, Instant to);

    /** What one audit run brought about, oldest first. */
    List<FindingEvent> eventsOfRun(String runId);
}
