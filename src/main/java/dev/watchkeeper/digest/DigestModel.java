package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.tenant.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a digest says, before it is put into words. Counts that must agree are checked here, so that a mail whose numbers
 * do not add up cannot be written.
 *
 * @param cards all of them in order; a mail shows the first {@link #SHOWN}
 * @param changes in order of telling
 * @param firstRun nothing before this to compare with
 * @param newcomers customers that were not there at the baseline
 * @param rows every customer with something open, worst first; then those without, by name
 * @param open every unresolved finding somebody should hear of, for the attachment
 */
public record DigestModel(
        DigestFacts facts,
        boolean firstRun,
        Buckets buckets,
        List<Card> cards,
        List<Change> changes,
        Ledger ledger,
        List<Newcomer> newcomers,
        int leavers,
        List<CustomerRow> rows,
        List<Finding> open,
        List<Trace> traces) {
    /** Cards a mail shows. */
    public static final int SHOWN = 5;

    /** Rows the table shows before the rest is summed. */
    public static final int TABLE = 8;

    /** Change lines a mail shows. */
    public static final int LINES = 10;

    /** A customer that is here for the first time. */
    public record Newcomer(Tenant customer, Figures open) {}

    /** Why something is in a digest, or is not. */
    public record Trace(String item, String ref, String why) {}

    public DigestModel {
        cards = List.copyOf(cards);
        changes = List.copyOf(changes);
        newcomers = List.copyOf(newcomers);
        rows = List.copyOf(rows);
        open = List.copyOf(open);
        traces = List.copyOf(traces);
        Figures column = rows.stream().map(CustomerRow::open).reduce(Figures.NONE, Figures::plus);
        if (!column.equals(ledger.now())) {
            throw new IllegalArgumentException("the table adds up to " + column + ", the ledger to " + ledger.now());
        }
        if (rows.size() != buckets.total() || facts.customers().size() != buckets.total()) {
            throw new IllegalArgumentException(rows.size() + " rows for " + buckets.total() + " customers");
        }
        long acting = cards.stream()
                .flatMap(card -> card.customers().stream())
                .map(Tenant::id)
                .distinct()
                .count();
        if (acting != buckets.act()) {
            throw new IllegalArgumentException(acting + " customers have a card, " + buckets.act() + " are counted");
        }
    }

    public List<Card> shown() {
        return cards.subList(0, Math.min(SHOWN, cards.size()));
    }

    /** Cards that did not fit. */
    public int overflow() {
        return Math.max(0, cards.size() - SHOWN);
    }

    /** What the next digest will compare itself with. */
    public Baseline asBaseline() {
        Map<String, Baseline.Customer> printed = new HashMap<>();
        rows.forEach(row -> printed.put(row.customer().id(), new Baseline.Customer(row.open(), row.score())));
        return new Baseline(
                DigestDrafts.id(facts),
                facts.now(),
                ledger.now(),
                printed,
                open.stream().collect(Collectors.toMap(Finding::id, Finding::severity)),
                facts.gaps().stream().map(Gap::key).collect(Collectors.toSet()),
                facts.google().claims().stream()
                        .filter(claim -> !claim.customers(facts.customers()).isEmpty())
                        .collect(Collectors.toMap(Claim::ref, Baseline.Claimed::of)));
    }

    /**
     * Why a daily digest that is sent on change need not be sent; empty if it must be: something to do, something
     * changed, or a gap that came or went.
     */
    public Optional<String> nothingToSay() {
        boolean gapsMoved = facts.baseline()
                .map(b -> !b.gaps().equals(facts.gaps().stream().map(Gap::key).collect(Collectors.toSet())))
                .orElse(true);
        boolean silent = cards.isEmpty()
                && changes.isEmpty()
                && newcomers.isEmpty()
                && leavers == 0
                && !gapsMoved
                && !firstRun
                && !facts.undelivered();
        return silent ? Optional.of("nothing to do, nothing changed, no gap came or went") : Optional.empty();
    }
}
