package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the reader has to do.
 *
 * @param deadline what is promised or ends then; null if nothing does
 * @param orderBy the deadline, or the end of today for a critical finding: it comes before what ends next week; what has
 *     been told for days comes after what is new today
 * @param since how long it has been so
 * @param customers the one it is about, or all of a group in order of name
 * @param why for {@code mail explain}
 */
public record Card(
        Subject subject,
        Severity severity,
        @Nullable Instant deadline,
        Instant orderBy,
        Instant since,
        List<Tenant> customers,
        String ref,
        String why) {
    /** What a card is about: exactly one of these. */
    public sealed interface Subject {}

    /**
     * A ticket with a clock past a mailed mark, or breached.
     *
     * @param clock the one to be told
     * @param others of the same ticket, nearest first
     */
    public record OfClock(OpenClock clock, List<OpenClock> others) implements Subject {
        public OfClock {
            others = List.copyOf(others);
        }
    }

    /**
     * Findings of one check: one, several of one customer, or one problem of three customers and more.
     *
     * @param change null for a critical one that goes on
     */
    public record OfFindings(List<Finding> findings, Change.@Nullable Kind change, Severity before) implements Subject {
        public OfFindings {
            findings = List.copyOf(findings);
        }

        public Finding first() {
            return findings.get(0);
        }
    }

    /** Something that ends soon. */
    public record OfEnding(Ending ending) implements Subject {}

    /** A credit that can be asked for from Google for a few days more; one card for all who use the product. */
    public record OfClaim(Claim claim) implements Subject {}

    /** Something we have not been able to look at for days. */
    public record OfGap(Gap gap) implements Subject {}

    /** Earliest deadline, then severity, then age, then name; total, so that the same data gives the same mail. */
    public static final Comparator<Card> ORDER = Comparator.comparing(Card::orderBy)
            .thenComparing(Card::severity)
            .thenComparing(Card::since)
            .thenComparing(card -> card.customers().get(0).name())
            .thenComparing(Card::ref);

    public Card {
        customers = List.copyOf(customers);
        if (customers.isEmpty()) {
            throw new IllegalArgumentException("card " + ref + " is about nobody");
        }
    }
}
