package dev.watchkeeper.dns;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Asks recursive resolvers and name servers, and tells every way of failing apart. Safe for use by many threads: no more
 * questions are under way at once than the settings allow, the rest wait.
 */
public final class DnsClient {
    private static final int LONGEST_CHAIN = 16;

    private final List<SimpleResolver> resolvers;
    private final boolean onLoopback;
    private final DnsSettings settings;
    private final Semaphore underWay;
    private final LongAdder sent = new LongAdder();

    public DnsClient(DnsSettings settings) {
        // A hook of its own would fail when the first question is asked during our stop, and close the line under it.
        System.setProperty("dnsjava.nio.register_shutdown_hook", "false");
        List<InetSocketAddress> addresses = settings.resolvers().isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : settings.resolvers().stream().map(ResolverAddress::parse).toList();
        this.settings = settings;
        this.resolvers =
                addresses.stream().map(a -> resolver(a, settings.timeout())).toList();
        this.onLoopback = addresses.stream()
                .allMatch(a -> a.getAddress() != null && a.getAddress().isLoopbackAddress());
        this.underWay = new Semaphore(settings.parallel());
    }

    /** Questions put on the wire since the start. */
    public long sent() {
        return sent.sum();
    }

    DnsSettings settings() {
        return settings;
    }

    /** True if every resolver is on loopback: then, and only then, other loopback addresses may be asked as well. */
    boolean onLoopback() {
        return onLoopback;
    }

    /** Asks the resolvers in order, several rounds, until one is definite. */
    Answer ask(String name, int type) {
        return askExcept(-1, name, type);
    }

    /** Asks the resolvers other than the given one; the given one if there is no other. */
    Answer askExcept(int index, String name, int type) {
        Answer last = Answer.unknown(name, type, Answer.Reason.UNREACHABLE);
        for (int round = 0; round < settings.tries(); round++) {
            for (int i = 0; i < resolvers.size(); i++) {
                if (i == index && resolvers.size() > 1) {
                    continue;
                }
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

    /** Asks one server itself, without recursion: what it holds with authority. Null if the name cannot be sent. */
    @Nullable
    Exchange askDirectly(InetSocketAddress server, String name, int type) {
        Message query = query(name, type, false, false);
        return query == null ? null : exchange(resolver(server, settings.timeout()), query);
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
        SimpleResolver resolver = resolvers.get(index);
        Message query = query(name, type, true, false);
        if (query == null) {
            return Answer.unknown(name, type, Answer.Reason.MALFORMED);
        }
        Answer answer = read(name, type, exchange(resolver, query));
        if (answer.reason() != Answer.Reason.SERVFAIL) {
            return answer;
        }
        Answer unchecked = read(name, type, exchange(resolver, query(name, type, true, true)));
        if (unchecked.isUnknown()) {
            return answer;
        }
        // A passing fault looks the same for a moment; only a third question tells.
        Answer again = read(name, type, exchange(resolver, query));
        return again.reason() == Answer.Reason.SERVFAIL ? Answer.unknown(name, type, Answer.Reason.BOGUS) : again;
    }

    /** What one server did with one question: a message, or the reason why there is none. */
    record Exchange(@Nullable Message reply, Answer.@Nullable Reason failure) {}

    private Exchange exchange(SimpleResolver resolver, @Nullable Message query) {
        if (query == null) {
            return new Exchange(null, Answer.Reason.MALFORMED);
        }
        underWay.acquireUninterruptibly();
        try {
            sent.increment();
            Message reply = resolver.send(query);
            if (reply.getRcode() == Rcode.FORMERR || reply.getRcode() == Rcode.NOTIMP) {
                sent.increment();
                reply = withoutEdns(resolver).send(query);
            }
            return new Exchange(reply, null);
        } catch (IOException e) {
            return new Exchange(null, reason(e));
        } finally {
            underWay.release();
        }
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
        return new Answer(name, type, kind == null ? Answer.Kind.UNKNOWN : kind, reason, List.of(), aliases, 0, -1);
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

    private static SimpleResolver resolver(InetSocketAddress address, Duration timeout) {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTimeout(timeout);
        return resolver;
    }

    private static SimpleResolver withoutEdns(SimpleResolver like) {
        SimpleResolver plain = resolver(like.getAddress(), like.getTimeout());
        plain.setEDNS(-1);
        return plain;
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
