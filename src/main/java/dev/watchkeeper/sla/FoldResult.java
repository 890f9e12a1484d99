package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fold of one ticket gives.
 *
 * @param clocks in the order first response, next response, resolution, periodic update, then by cycle
 * @param timeline what happened and what it did; empty unless asked for
 * @param warnings about events that could not be used as they are
 * @param waitingSince the customer's oldest unanswered message; null if nobody waits; of a merged ticket, who waited then
 * @param ended the ticket was merged or deleted
 * @param proofs by clock, what counted and what did not; empty unless asked for
 */
public record FoldResult(
        String ticket,
        @Nullable Instant openedAt,
        @Nullable String customer,
        @Nullable String plan,
        TicketSeverity severity,
        StatusCategory category,
        List<Clock> clocks,
        List<Step> timeline,
        List<String> warnings,
        @Nullable TicketEvent waitingSince,
        Map<String, List<ProofLine>> proofs,
        boolean ended) {
    /**
     * One line of the explanation.
     *
     * @param clock {@code first_response 1}, or empty if the step concerns the ticket
     * @param event the cause; null for a change of policy, contract or calendar and for computed instants
     */
    public record Step(
            Instant at, String clock, String text, @Nullable TicketEvent event) {}

    public FoldResult {
        clocks = List.copyOf(clocks);
        timeline = List.copyOf(timeline);
        warnings = List.copyOf(warnings);
        proofs = Map.copyOf(proofs);
    }
}
