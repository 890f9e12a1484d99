package dev.watchkeeper.dns;

import java.util.function.Predicate;

/** Asks DNS; never throws for what the network does. */
interface Lookup {
    /** The first definite answer of the resolvers; asking twice costs one question. */
    Answer ask(String name, int type);

    /** The same question to a resolver other than the one that answered first; to the same one if there is no other. */
    Answer askAnother(String name, int type);

    /**
     * Asks, and believes in absence only if another resolver says the same: what only one of them holds, or only one
     * could be asked about, is unknown.
     *
     * @param present tells whether an answer holds what is looked for
     */
    default Answer askForAbsence(String name, int type, Predicate<Answer> present) {
        Answer first = ask(name, type);
        if (first.isUnknown() || present.test(first)) {
            return first;
        }
        Answer second = askAnother(name, type);
        if (second.isUnknown()) {
            return second;
        }
        return second.kind() != first.kind() || present.test(second)
                ? Answer.unknown(name, type, Answer.Reason.DISAGREE)
                : first;
    }

    default Answer askForAbsence(String name, int type) {
        return askForAbsence(name, type, Answer::hasRecords);
    }
}
