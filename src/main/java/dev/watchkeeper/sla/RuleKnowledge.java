package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What was known of the rules when: a change entered late must not break a promise before anybody knew of it. */
public interface RuleKnowledge {
    /**
     * Notes at {@code now} what differs from what was known; true if something does. The first rules of an installation
     * count as known from ever, and so do the first of a kind that an earlier program did not note.
     */
    boolean learn(RuleSet rules, Instant now);

    /** What was believed before each change known after {@code since}, in order of the changes. */
    List<Belief> beliefs(Instant since);

    /**
     * Notes that somebody repaired the past: what had become known before {@code now} is judged by from here on, also
     * where clocks had ended.
     */
    void repaired(Instant now);

    /** When the past was repaired last; {@link Instant#MIN} if it never was. */
    Instant repairedAt();

    /**
     * The rules as they were known up to a change.
     *
     * @param until when the change became known
     * @param customers whose contracts it touched; empty if it touched policies, calendars or holidays, so everybody
     */
    record Belief(Instant until, Set<String> customers, RuleSet rules) {
        public Belief {
            customers = Set.copyOf(customers);
        }

        boolean concerns(String customer) {
            return customers.isEmpty() || customers.contains(customer);
        }
    }
}
