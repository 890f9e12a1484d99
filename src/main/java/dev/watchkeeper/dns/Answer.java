package dev.watchkeeper.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/**
 * How one question ended.
 *
 * @param reason why the state is unknown; null otherwise
 * @param records the records asked for, at the end of the chain of aliases; empty unless {@code ANSWER}
 * @param aliases targets of the aliases followed, in order, lower case without final dot
 * @param ttl smallest time to live of the records, or of their absence, in seconds; 0 if not known
 * @param resolver index of the resolver that answered; -1 if none
 */
record Answer(
        String name,
        int type,
        Kind kind,
        @Nullable Reason reason,
        List<Record> records,
        List<String> aliases,
        long ttl,
        int resolver) {
    /** The four ways a question ends. */
    enum Kind {
        ANSWER,
        /** The name exists, the type does not. */
        NODATA,
        NXDOMAIN,
        UNKNOWN
    }

    /** Why nothing is known. */
    enum Reason {
        TIMEOUT,
        SERVFAIL,
        REFUSED,
        UNREACHABLE,
        /** SERVFAIL, but an answer with checking disabled: broken DNSSEC. */
        BOGUS,
        /** A referral where an answer was due. */
        LAME,
        /** Aliases in a circle, or too many of them. */
        LOOP,
        MALFORMED,
        /** Two resolvers say different things. */
        DISAGREE,
        /** More questions or bytes than one domain may cost. */
        BUDGET
    }

    /** One MX record; the target is lower case without final dot, and {@code .} for the null MX. */
    record Mx(int preference, String target) {}

    Answer {
        records = List.copyOf(records);
        aliases = List.copyOf(aliases);
    }

    static Answer unknown(String name, int type, Reason reason) {
        return new Answer(name, type, Kind.UNKNOWN, reason, List.of(), List.of(), 0, -1);
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    boolean isAbsent() {
        return kind == Kind.NODATA || kind == Kind.NXDOMAIN;
    }

    boolean hasRecords() {
        return kind == Kind.ANSWER;
    }

    /** A measure of what the records weigh in memory. */
    int octets() {
        int sum = 0;
        for (Record one : records) {
            sum += 64;
            if (one instanceof TXTRecord txt) {
                for (byte[] string : txt.getStringsAsByteArrays()) {
                    sum += string.length;
                }
            }
        }
        return sum;
    }

    /** The reason as a lower-case word, empty if there is none. */
    String why() {
        if (reason == Reason.BUDGET) {
            return "not asked, the domain needs more questions or bytes than one look may cost";
        }
        return reason == null ? "" : reason.name().toLowerCase(Locale.ROOT);
    }

    List<Mx> mx() {
        return records.stream()
                .filter(MXRecord.class::isInstance)
                .map(MXRecord.class::cast)
                .map(r -> new Mx(r.getPriority(), plain(r.getTarget())))
                .sorted((a, b) -> a.preference() != b.preference()
                        ? Integer.compare(a.preference(), b.preference())
                        : a.target().compareTo(b.target()))
                .toList();
    }

    List<Txt> txts() {
        return records.stream()
                .filter(TXTRecord.class::isInstance)
                .map(r -> Txt.of(((TXTRecord) r).getStringsAsByteArrays()))
                .toList();
    }

    List<InetAddress> addresses() {
        return records.stream()
                .map(r -> r instanceof ARecord a
                        ? a.getAddress()
                        : r instanceof AAAARecord aaaa ? aaaa.getAddress() : null)
                .filter(java.util.Objects::nonNull)
                .map(InetAddress.class::cast)
                .toList();
    }

    List<String> nameServers() {
        return records.stream()
                .filter(NSRecord.class::isInstance)
                .map(r -> plain(((NSRecord) r).getTarget()))
                .distinct()
                .sorted()
                .toList();
    }

    /** A name in lower case without final dot; {@code .} for the root. */
    static String plain(Name name) {
        String text = name.toString(true).toLowerCase(Locale.ROOT);
        return text.isEmpty() || text.equals("@") ? "." : text;
    }
}
