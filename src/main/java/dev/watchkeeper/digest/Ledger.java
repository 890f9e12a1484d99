package dev.watchkeeper.digest;

import java.util.List;

/**
 * Open critical and high findings then and now, with every step between; refuses to exist if the sum is wrong.
 *
 * @param previous as printed in the last digest
 * @param terms only those that are not zero
 */
public record Ledger(int previous, List<Term> terms, Figures now) {
    /** One step. */
    public record Term(Kind kind, int count) {}

    /** Kinds of steps, in the order in which they are printed. */
    public enum Kind {
        NEW(1),
        REOPENED(1),
        WORSENED(1),
        RULE_UPDATE(1),
        /** A customer came. */
        MOVED_IN(1),
        RESOLVED(-1),
        ACCEPTED(-1),
        EASED(-1),
        HELD(-1),
        /** A customer left. */
        MOVED_OUT(-1),
        /** What was printed then would be counted differently today. */
        CORRECTED_UP(1),
        CORRECTED_DOWN(-1);

        private final int sign;

        Kind(int sign) {
            this.sign = sign;
        }

        public int sign() {
            return sign;
        }
    }

    public Ledger {
        terms = List.copyOf(terms);
        int sum = previous
                + terms.stream().mapToInt(t -> t.kind().sign() * t.count()).sum();
        if (sum != now.total()) {
            throw new IllegalArgumentException("the ledger adds up to " + sum + ", open are " + now.total());
        }
        if (terms.stream().anyMatch(t -> t.count() <= 0)) {
            throw new IllegalArgumentException("a term of the ledger is not positive");
        }
    }

    public int count(Kind kind) {
        return terms.stream()
                .filter(t -> t.kind() == kind)
                .mapToInt(Term::count)
                .sum();
    }
}
