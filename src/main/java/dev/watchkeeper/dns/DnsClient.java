package dev.watchkeeper.dns;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Asks recursive resolvers and name servers, and tells every way of failing apart. Safe for use by many threads: no more
 * questions are under way at once than the settings allow, the rest wait.
 */
public final class DnsClient {
    private static final int LONGEST_CHAIN = 16;
    private static final int PAYLOAD = 1232;
    /** So many failures in a row, and a resolver is asked last, but for every so many-th question. */
    private static final int DEAD_AFTER = 3;

    private static final int RETRY_EVERY = 50;
    private static final int TOGETHER = 16;

    private final List<InetSocketAddress> resolvers;
    private final AtomicIntegerArray failures;
    private final AtomicInteger turn = new AtomicInteger();
    private final boolean laboratory;
    private final DnsSettings settings;
    private final DnsTransport transport = new DnsTransport();
    private final Semaphore underWay;
    private final LongAdder sent = new LongAdder();

    public DnsClient(DnsSettings settings) {
        this.settings = settings;
        this.resolvers = settings.resolvers().isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : settings.resolvers().stream().map(ResolverAddress::parse).toList();
        this.failures = new AtomicIntegerArray(resolvers.size());
        this.laboratory = isLaboratory(resolvers);
        this.underWay = new Semaphore(settings.parallel());
    }

    /** True if nothing asked is the real DNS: a resolver of the machine itself listens at port 53. */
    static boolean isLaboratory(List<InetSocketAddress> resolvers) {
        return resolvers.stream()
                .allMatch(a -> a.getAddress() != null && a.getAddress().isLoopbackAddress() && a.getPort() != 53);
    }

    /** Questions put on the wire since the start. */
    public long sent() {
        return sent.sum();
    }

    DnsSettings settings() {
        return settings;
    }

    /** True if every resolver is a test's: then, and only then, servers at special addresses are asked as well. */
    boolean inLaboratory() {
        return laboratory;
    }

    /**
     * Asks the first resolver many questions at once, without waiting for one before the next. Only definite answers
     * are returned; the others are to be asked by {@link #ask}.
     */
    List<Answer> askTogether(List<Question> questions) {
        List<Answer> answers = new ArrayList<>();
        if (resolvers.isEmpty()) {
            return answers;
        }
        int index = order(-1).get(0);
        int together = Math.min(settings.parallel(), TOGETHER);
        for (int from = 0; from < questions.size(); from += together) {
            List<Question> some = questions.subList(from, Math.min(questions.size(), from + together));
            List<Message> queries = new ArrayList<>();
            List<Question> asked = new ArrayList<>();
            for (Question question : some) {
                Message query = query(question.name(), question.type(), true, false);
                if (query != null) {
                    queries.add(query);
                    asked.add(question);
                }
            }
            List<Exchange> exchanges = exchange(resolvers.get(index), queries, true);
            if (exchanges.stream().allMatch(e -> e.reply() == null)) {
                failures.incrementAndGet(index);
                return answers; // they wait for one time-out, not for one each
            }
            for (int i = 0; i < asked.size(); i++) {
                Question question = asked.get(i);
                Answer answer = read(question.name(), question.type(), exchanges.get(i));
                if (!answer.isUnknown()) {
                    answers.add(new Answer(
                            question.name(),
                            question.type(),
                            answer.kind(),
                            null,
                            answer.records(),
                            answer.aliases(),
                            answer.ttl(),
                            index));
                }
            }
        }
        return answers;
    }

    /** One question to come. */
    record Question(String name, int type) {}

    /** Asks the resolvers in order, several rounds, until one is definite. */
    Answer ask(String name, int type) {
        return askExcept(-1, name, type);
    }

    /** Asks the resolvers other than the given one; the given one if there is no other. */
    Answer askExcept(int index, String name, int type) {
        Answer last = Answer.unknown(name, type, Answer.Reason.UNREACHABLE);
        for (int round = 0; round < settings.tries(); round++) {
            for (int i : order(index)) {
                Answer answer = follow(i, name, type);
                if (!answer.isUnknown() || answer.reason() == Answer.Reason.BOGUS) {
                    return answer;
                }
                // What a server said weighs more than what another one did not say.
                if (last.reason() == Answer.Reason.UNREACHABLE || last.reason() == Answer.Reason.TIMEOUT) {
                    last = answer;
                }
            }
        }
        return last;
    }

    /** The resolvers to ask, in order: those that were silent of late come last, but are tried now and then. */
    private List<Integer> order(int except) {
        boolean retry = turn.incrementAndGet() % RETRY_EVERY == 0;
        List<Integer> order = new ArrayList<>();
        List<Integer> silent = new ArrayList<>();
        for (int i = 0; i < resolvers.size(); i++) {
            if (i != except || resolvers.size() == 1) {
                (failures.get(i) >= DEAD_AFTER && !retry ? silent : order).add(i);
            }
        }
        order.addAll(silent);
        return order;
    }

    /** Asks one server itself, without recursion: what it holds with authority. Null if the name cannot be sent. */
    @Nullable
    Exchange askDirectly(InetSocketAddress server, String name, int type) {
        Message query = query(name, type, false, false);
        return query == null ? null : exchange(server, List.of(query), false).get(0);
    }

    private Answer follow(int index, String name, int type) {
        List<String> aliases = new ArrayList<>();
        String current = name;
        for (int step = 0; step < LONGEST_CHAIN; step++) {
            Answer answer = askOnce(index, current, type);
            for (String alias : answer.aliases()) {
                if (aliases.contains(alias)) {
                    return Answer.unknown(name, type, Answer.Reason.LOOP);
                }
                aliases.add(alias);
            }
            boolean unfinished = answer.kind() == Answer.Kind.UNKNOWN && answer.reason() == null;
            if (!unfinished) {
                return new Answer(
                        name, type, answer.kind(), answer.reason(), answer.records(), aliases, answer.ttl(), index);
            }
            current = aliases.get(aliases.size() - 1);
        }
        return Answer.unknown(name, type, Answer.Reason.LOOP);
    }

    private Answer askOnce(int index, String name, int type) {
        Message query = query(name, type, true, false);
        Message unguarded = query(name, type, true, true);
        if (query == null || unguarded == null) {
            return Answer.unknown(name, type, Answer.Reason.MALFORMED);
        }
        Answer answer = read(name, type, exchange(index, query));
        if (answer.reason() != Answer.Reason.SERVFAIL) {
            return answer;
        }
        Answer unchecked = read(name, type, exchange(index, unguarded));
        if (unchecked.isUnknown()) {
            return answer;
        }
        // A passing fault looks the same for a moment; only a third question tells.
        Answer again = read(name, type, exchange(index, query));
        return again.reason() == Answer.Reason.SERVFAIL ? Answer.unknown(name, type, Answer.Reason.BOGUS) : again;
    }

    /** What one server did with one question: a message, or the reason why there is none. */
    record Exchange(@Nullable Message reply, Answer.@Nullable Reason failure) {}

    private Exchange exchange(int index, Message query) {
        Exchange exchange = exchange(resolvers.get(index), List.of(query), true).get(0);
        if (exchange.reply() == null && exchange.failure() != Answer.Reason.MALFORMED) {
            failures.incrementAndGet(index);
        } else {
            failures.set(index, 0);
        }
        return exchange;
    }

    private List<Exchange> exchange(InetSocketAddress server, List<Message> queries, boolean pooled) {
        int permits = Math.min(settings.parallel(), queries.size());
        underWay.acquireUninterruptibly(permits);
        try {
            sent.add(queries.size());
            List<Exchange> exchanges = new ArrayList<>();
            for (DnsTransport.Outcome outcome : transport.ask(server, queries, settings.timeout(), pooled)) {
                Message reply = outcome.reply();
                int rcode = reply == null ? Rcode.NOERROR : reply.getRcode();
                boolean withoutEdns = rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP;
                exchanges.add(withoutEdns ? askPlainly(server, queries.get(exchanges.size())) : exchange(outcome));
            }
            return exchanges;
        } finally {
            underWay.release(permits);
        }
    }

    /** Old servers refuse a question with EDNS. */
    private Exchange askPlainly(InetSocketAddress server, Message query) {
        query.removeAllRecords(Section.ADDITIONAL);
        sent.increment();
        return exchange(
                transport.ask(server, List.of(query), settings.timeout(), false).get(0));
    }

    private static Exchange exchange(DnsTransport.Outcome outcome) {
        IOException failure = outcome.failure();
        return new Exchange(outcome.reply(), failure == null ? null : reason(failure));
    }

    /** Reads a reply; UNKNOWN without a reason means that the chain of aliases goes on elsewhere. */
    static Answer read(String name, int type, Exchange exchange) {
        Message reply = exchange.reply();
        if (reply == null) {
            Answer.Reason failure = exchange.failure();
            return Answer.unknown(name, type, failure == null ? Answer.Reason.MALFORMED : failure);
        }
        int rcode = reply.getRcode();
        if (rcode == Rcode.SERVFAIL) {
            return Answer.unknown(name, type, Answer.Reason.SERVFAIL);
        }
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return Answer.unknown(name, type, Answer.Reason.REFUSED);
        }
        Record question = reply.getQuestion();
        if (question == null) {
            return Answer.unknown(name, type, Answer.Reason.MALFORMED);
        }
        List<String> aliases = new ArrayList<>();
        Name end = endOfChain(reply, question.getName(), type, aliases);
        if (end == null) {
            return Answer.unknown(name, type, Answer.Reason.LOOP);
        }
        List<Record> records = reply.getSection(Section.ANSWER).stream()
                .filter(r -> r.getType() == type && r.getName().equals(end))
                .toList();
        if (!records.isEmpty()) {
            long ttl = records.stream().mapToLong(Record::getTTL).min().orElse(0);
            return new Answer(name, type, Answer.Kind.ANSWER, null, records, aliases, ttl, -1);
        }
        Answer.Kind kind = rcode == Rcode.NXDOMAIN ? Answer.Kind.NXDOMAIN : absence(reply, !aliases.isEmpty());
        Answer.Reason reason = kind == null ? Answer.Reason.LAME : null;
        return new Answer(
                name,
                type,
                kind == null ? Answer.Kind.UNKNOWN : kind,
                reason,
                List.of(),
                aliases,
                absenceTtl(reply),
                -1);
    }

    /** How long receivers remember that there is nothing (RFC 2308). */
    private static long absenceTtl(Message reply) {
        return reply.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .mapToLong(soa -> Math.min(soa.getTTL(), ((SOARecord) soa).getMinimum()))
                .findFirst()
                .orElse(0);
    }

    private static Answer.@Nullable Kind absence(Message reply, boolean aliased) {
        Header header = reply.getHeader();
        boolean soa = reply.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.SOA);
        boolean referral = reply.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.NS);
        if (soa) {
            return Answer.Kind.NODATA;
        }
        if (aliased) {
            return Answer.Kind.UNKNOWN;
        }
        boolean authoritative = header.getFlag(Flags.AA);
        return authoritative || (header.getFlag(Flags.RA) && !referral) ? Answer.Kind.NODATA : null;
    }

    private static @Nullable Name endOfChain(Message reply, Name asked, int type, List<String> aliases) {
        Name current = asked;
        if (type == Type.CNAME) {
            return current;
        }
        Set<Name> seen = new HashSet<>();
        while (seen.add(current) && aliases.size() <= LONGEST_CHAIN) {
            Name here = current;
            var alias = reply.getSection(Section.ANSWER).stream()
                    .filter(r -> r instanceof CNAMERecord && r.getName().equals(here))
                    .findFirst();
            if (alias.isEmpty()) {
                return current;
            }
            current = ((CNAMERecord) alias.get()).getTarget();
            aliases.add(Answer.plain(current));
        }
        return null;
    }

    private static @Nullable Message query(String name, int type, boolean recursive, boolean unchecked) {
        try {
            Name absolute = name.equals(".") ? Name.root : Name.fromString(name + ".");
            Message query = Message.newQuery(Record.newRecord(absolute, type, DClass.IN));
            query.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
            if (!recursive) {
                query.getHeader().unsetFlag(Flags.RD);
            }
            if (unchecked) {
                query.getHeader().setFlag(Flags.CD);
            }
            return query;
        } catch (TextParseException e) {
            return null;
        }
    }

    private static Answer.Reason reason(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof WireParseException) {
                return Answer.Reason.MALFORMED;
            }
            if (t instanceof TimeoutException || t instanceof SocketTimeoutException) {
                return Answer.Reason.TIMEOUT;
            }
            if (t instanceof PortUnreachableException
                    || t instanceof ConnectException
                    || t instanceof NoRouteToHostException) {
                return Answer.Reason.UNREACHABLE;
            }
        }
        return Answer.Reason.UNREACHABLE;
    }
}
