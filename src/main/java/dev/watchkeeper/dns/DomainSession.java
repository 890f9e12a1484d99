package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.ZoneRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

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

    /**
     * The same questions over a zone in which some records are removed and others stand: answers that a change does not
     * touch are taken from here.
     */
    DomainSession with(List<ZoneRecord> publish, List<ZoneRecord> remove) {
        DomainSession other = new DomainSession(client, shared, domain, clock);
        other.asked.putAll(asked);
        List<ZoneRecord> all = new ArrayList<>(remove);
        all.addAll(publish);
        for (ZoneRecord one : all) {
            int type = Type.value(one.type());
            String key = one.name() + "/" + type;
            Answer before = ask(one.name(), type);
            List<Record> records = new ArrayList<>(before.records());
            for (ZoneRecord gone : remove) {
                if (isAt(gone, one)) {
                    Record record = record(gone);
                    records.removeIf(r -> same(r, record));
                }
            }
            for (ZoneRecord added : publish) {
                if (isAt(added, one)) {
                    Record record = record(added);
                    records.removeIf(r -> same(r, record));
                    records.add(record);
                }
            }
            Answer after = new Answer(
                    one.name(),
                    type,
                    records.isEmpty() ? Answer.Kind.NODATA : Answer.Kind.ANSWER,
                    null,
                    records,
                    List.of(),
                    one.ttl(),
                    0);
            other.asked.put(key, after);
            other.asked.put("2 " + key, after);
        }
        return other;
    }

    /** How long others may go on seeing what they have seen at a record's place, in seconds; 0 if not known. */
    long seenTtl(ZoneRecord record) {
        Answer seen = asked.get(record.name() + "/" + Type.value(record.type()));
        return seen == null ? 0 : seen.ttl();
    }

    private static boolean isAt(ZoneRecord a, ZoneRecord b) {
        return a.name().equals(b.name()) && a.type().equals(b.type());
    }

    private static Record record(ZoneRecord record) {
        try {
            return Record.fromString(
                    Name.fromString(record.name() + "."),
                    Type.value(record.type()),
                    DClass.IN,
                    record.ttl(),
                    record.data(),
                    Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(record.line() + " is no record", e);
        }
    }

    /** True for equal content; the strings of a TXT may be cut at other places. */
    private static boolean same(Record a, Record b) {
        if (a instanceof TXTRecord one && b instanceof TXTRecord other) {
            return Txt.of(one.getStringsAsByteArrays()).equals(Txt.of(other.getStringsAsByteArrays()));
        }
        return a.rdataToString().equalsIgnoreCase(b.rdataToString());
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
