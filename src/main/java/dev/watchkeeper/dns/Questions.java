package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.MailDnsArea;
import java.util.function.Predicate;

/**
 * What a lint asks DNS with. An answer that is not definite is noted as a gap of the lint's area before the lint sees
 * it, so that no lint can end, and no domain pass, over a question that stayed unanswered. Never throws for what the
 * network does.
 */
final class Questions {
    private final DomainSession session;
    private final MailDnsArea area;
    private final FindingList found;

    Questions(DomainSession session, MailDnsArea area, FindingList found) {
        this.session = session;
        this.area = area;
        this.found = found;
    }

    /** The first definite answer of the resolvers; asking twice costs one question. */
    Answer ask(String name, int type) {
        return noted(session.ask(name, type));
    }

    /**
     * Asks, and believes in absence only if another resolver says the same: what only one of them holds, or only one
     * could be asked about, is unknown.
     *
     * @param present tells whether an answer holds what is looked for
     */
    Answer askForAbsence(String name, int type, Predicate<Answer> present) {
        Answer first = ask(name, type);
        if (first.isUnknown() || present.test(first)) {
            return first;
        }
        Answer second = noted(session.askAnother(name, type));
        if (second.isUnknown()) {
            return second;
        }
        return second.kind() != first.kind() || present.test(second)
                ? noted(Answer.unknown(name, type, Answer.Reason.DISAGREE))
                : first;
    }

    Answer askForAbsence(String name, int type) {
        return askForAbsence(name, type, Answer::hasRecords);
    }

    Budget budget() {
        return session.budget();
    }

    /** The area cannot be judged to its end for another reason than an unanswered question. */
    void gap(String reason) {
        found.gap(area, reason);
    }

    private Answer noted(Answer answer) {
        if (answer.isUnknown()) {
            found.gap(area, answer.name() + ": " + answer.why());
        }
        return answer;
    }
}
