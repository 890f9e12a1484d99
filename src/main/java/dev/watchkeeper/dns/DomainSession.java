package dev.watchkeeper.dns;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The questions of one look at one domain: asked once each, until the domain's time is over. Used by one thread.
 */
final class DomainSession implements Lookup {
    private final DnsClient client;
    private final SharedAnswers shared;
    private final String domain;
    private final Clock clock;
    private final Instant deadline;
    private final Map<String, Answer> asked = new HashMap<>();

    DomainSession(DnsClient client, SharedAnswers shared, String domain, Clock clock) {
        this.client = client;
        this.shared = shared;
        this.domain = domain;
        this.clock = clock;
        this.deadline = clock.instant().plus(client.settings().domainTimeout());
    }

    @Override
    public Answer ask(String name, int type) {
        String key = name + "/" + type;
        Answer known = asked.get(key);
        if (known != null) {
            return known;
        }
        // Names of others, such as _spf.google.com, are the same for every customer.
        boolean foreign = !DomainName.isUnder(name, domain);
        Answer answer = foreign ? shared.find(key, clock.instant()) : null;
        if (answer == null) {
            answer = timeIsOver() ? Answer.unknown(name, type, Answer.Reason.TIMEOUT) : client.ask(name, type);
            if (foreign) {
                shared.keep(key, answer, clock.instant());
            }
        }
        asked.put(key, answer);
        return answer;
    }

    @Override
    public Answer askAnother(String name, int type) {
        Answer first = ask(name, type);
        String key = "2 " + name + "/" + type;
        Answer known = asked.get(key);
        if (known == null) {
            known = timeIsOver()
                    ? Answer.unknown(name, type, Answer.Reason.TIMEOUT)
                    : client.askExcept(first.resolver(), name, type);
            asked.put(key, known);
        }
        return known;
    }

    boolean timeIsOver() {
        return clock.instant().isAfter(deadline);
    }
}
