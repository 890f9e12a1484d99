package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.MailDnsArea;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of one look at one domain: asked once each, within the domain's budget. Lints ask through {@link
 * #about}. Used by one thread.
 */
final class DomainSession {
    private final DnsClient client;
    private final SharedAnswers shared;
    private final String domain;
    private final Clock clock;
    private final Budget budget;
    private final Map<String, Answer> asked = new HashMap<>();

    DomainSession(DnsClient client, SharedAnswers shared, String domain, Clock clock) {
        this.client = client;
        this.shared = shared;
        this.domain = domain;
        this.clock = clock;
        this.budget = new Budget(clock, clock.instant().plus(client.settings().domainTimeout()));
    }

    /** The questions of one area; what stays unanswered becomes a gap in the list. */
    Questions about(MailDnsArea area, FindingList found) {
        return new Questions(this, area, found);
    }

    Budget budget() {
        return budget;
    }

    /** Asks several questions of the domain at once; those without a definite answer are asked again when needed. */
    boolean prefetch(List<DnsClient.Question> questions) {
        for (Answer answer : client.askTogether(questions)) {
            budget.asked(answer);
            asked.put(answer.name() + "/" + answer.type(), answer);
        }
        return true;
    }

    Answer ask(String name, int type) {
        String key = name + "/" + type;
        Answer known = asked.get(key);
        if (known != null) {
            return known;
        }
        // Names of others, such as _spf.google.com, are the same for every customer.
        boolean foreign = !DomainName.isUnder(name, domain);
        Answer answer = foreign ? shared.find(key, clock.instant()) : null;
        if (answer == null) {
            Answer.Reason spent = budget.spent();
            answer = spent == null ? client.ask(name, type) : Answer.unknown(name, type, spent);
            if (foreign) {
                shared.keep(key, answer, clock.instant());
            }
        }
        budget.asked(answer);
        asked.put(key, answer);
        return answer;
    }

    /** The same question to a resolver other than the one that answered first; to the same one if there is no other. */
    Answer askAnother(String name, int type) {
        Answer first = ask(name, type);
        String key = "2 " + name + "/" + type;
        Answer known = asked.get(key);
        if (known == null) {
            Answer.Reason spent = budget.spent();
            known = spent == null ? client.askExcept(first.resolver(), name, type) : Answer.unknown(name, type, spent);
            budget.asked(known);
            asked.put(key, known);
        }
        return known;
    }
}
