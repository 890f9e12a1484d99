package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Asks each name server of a domain itself: does it hold the zone, and the same as the others? Where no server can be
 * reached although the resolvers answer, the way out is blocked here and nothing is said.
 */
final class NameServerLint {
    private static final int MOST_SERVERS = 8;

    /** What one server did when asked for the zone. */
    enum State {
        HOLDS,
        LAME,
        SILENT
    }

    private record Server(String name, State state, long serial, long refresh, String why) {
        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("host", Txt.printable(name));
            shown.put("state", state.name().toLowerCase(Locale.ROOT));
            if (state == State.HOLDS) {
                shown.put("serial", serial);
            } else {
                shown.put("reason", why);
            }
            return shown;
        }
    }

    private final DnsClient client;
    private final Questions dns;
    private final String domain;
    private final FindingList found;

    NameServerLint(DnsClient client, Questions dns, String domain, FindingList found) {
        this.client = client;
        this.dns = dns;
        this.domain = domain;
        this.found = found;
    }

    List<Map<String, Object>> lint(DnsHistory history, Instant now) {
        Answer answer = dns.ask(domain, Type.NS);
        if (answer.isUnknown()) {
            return List.of();
        }
        if (!answer.hasRecords()) {
            return List.of(); // no zone of its own: its parent's servers hold it
        }
        List<Server> servers = new ArrayList<>();
        Map<String, Set<String>> mxSets = new LinkedHashMap<>();
        for (String name : answer.nameServers().stream().limit(MOST_SERVERS).toList()) {
            Answer addresses = dns.ask(name, Type.A);
            if (addresses.isUnknown()) {
                continue;
            }
            InetSocketAddress address = usable(addresses.addresses());
            if (address == null) {
                continue; // IPv6 only, or inside our own network: not for us to judge
            }
            Answer.Reason spent = dns.budget().spent();
            if (spent != null) {
                dns.gap(name + ": not asked, the time for this domain is over");
                break;
            }
            Server server = ask(name, address);
            servers.add(server);
            if (server.state() == State.HOLDS) {
                Answer mx = DnsClient.read(domain, Type.MX, orNothing(client.askDirectly(address, domain, Type.MX)));
                if (mx.isUnknown()) {
                    dns.gap(name + " did not say what MX it holds: " + mx.why());
                } else {
                    mxSets.put(
                            name,
                            new TreeSet<>(mx.mx().stream()
                                    .map(m -> m.preference() + " " + m.target())
                                    .toList()));
                }
            }
        }
        if (servers.isEmpty() || servers.stream().allMatch(s -> s.state() == State.SILENT)) {
            found.outOfReach(MailDnsArea.NAME_SERVERS, "name servers cannot be asked directly from here");
            return servers.stream().map(Server::shown).toList();
        }
        judge(servers, mxSets, history, now);
        judgeDelegation(answer.nameServers());
        return servers.stream().map(Server::shown).toList();
    }

    private void judge(List<Server> servers, Map<String, Set<String>> mxSets, DnsHistory history, Instant now) {
        List<Map<String, Object>> lame = servers.stream()
                .filter(s -> s.state() != State.HOLDS)
                .map(Server::shown)
                .toList();
        if (!lame.isEmpty()) {
            found.add(DnsCode.NS_LAME, Severity.HIGH, domain + " NS", "servers", lame);
        }
        if (Set.copyOf(mxSets.values()).size() > 1) {
            Map<String, Object> shown = new LinkedHashMap<>();
            mxSets.forEach((server, mx) -> shown.put(server, Few.of(List.copyOf(mx))));
            found.add(DnsCode.NS_INCONSISTENT, Severity.HIGH, domain + " MX", "servers", shown);
        }
        List<Server> holding =
                servers.stream().filter(s -> s.state() == State.HOLDS).toList();
        if (holding.stream().map(Server::serial).distinct().count() > 1) {
            long refresh = holding.stream().mapToLong(Server::refresh).max().orElse(0);
            Instant since = history.serialsDifferSince();
            boolean lasting = since != null && now.isAfter(since.plusSeconds(refresh));
            found.add(
                    DnsCode.NS_SERIAL_DIFFERS,
                    lasting ? Severity.LOW : null,
                    domain + " SOA",
                    "servers",
                    holding.stream().map(Server::shown).toList());
        }
    }

    /** Compares the delegation at the parent with the zone's own list. */
    private void judgeDelegation(List<String> child) {
        Set<String> parent = delegation();
        if (parent != null && !parent.isEmpty() && !parent.equals(new TreeSet<>(child))) {
            found.add(
                    DnsCode.NS_PARENT_CHILD,
                    Severity.LOW,
                    domain + " NS",
                    "at_parent",
                    List.copyOf(parent),
                    "in_zone",
                    child);
        }
    }

    /**
     * For a domain the resolvers cannot read: are all its servers dead? Says so only if the parent's server could be
     * asked directly from here, which proves that the way out is open.
     */
    void lintSilence() {
        Message referral = parentReply();
        if (referral == null) {
            return;
        }
        List<Server> servers = new ArrayList<>();
        for (String name : names(referral)) {
            List<InetAddress> glue = referral.getSection(Section.ADDITIONAL).stream()
                    .filter(r ->
                            r instanceof ARecord && Answer.plain(r.getName()).equals(name))
                    .map(r -> ((ARecord) r).getAddress())
                    .toList();
            InetSocketAddress address =
                    usable(glue.isEmpty() ? dns.ask(name, Type.A).addresses() : glue);
            if (address != null && servers.size() < MOST_SERVERS && dns.budget().spent() == null) {
                servers.add(ask(name, address));
            }
        }
        if (servers.isEmpty()) {
            return;
        }
        List<Map<String, Object>> shown = servers.stream().map(Server::shown).toList();
        if (servers.stream().allMatch(s -> s.state() == State.SILENT)) {
            found.add(DnsCode.NS_ALL_SILENT, Severity.CRITICAL, domain + " NS", "servers", shown);
        } else if (servers.stream().noneMatch(s -> s.state() == State.HOLDS)) {
            found.add(DnsCode.NS_LAME, Severity.HIGH, domain + " NS", "servers", shown);
        }
    }

    private @Nullable Set<String> delegation() {
        Message reply = parentReply();
        return reply == null ? null : names(reply);
    }

    private @Nullable Message parentReply() {
        for (String parent = up(domain); !parent.isEmpty(); parent = up(parent)) {
            Answer zone = dns.ask(parent, Type.NS);
            if (zone.isUnknown()) {
                return null;
            }
            for (String server : zone.nameServers().stream().limit(2).toList()) {
                InetSocketAddress address = usable(dns.ask(server, Type.A).addresses());
                DnsClient.Exchange exchange = address == null ? null : client.askDirectly(address, domain, Type.NS);
                if (exchange != null && exchange.reply() != null) {
                    return exchange.reply();
                }
            }
            if (zone.hasRecords()) {
                return null;
            }
        }
        return null;
    }

    private Set<String> names(Message reply) {
        Set<String> names = new TreeSet<>();
        for (int section : new int[] {Section.AUTHORITY, Section.ANSWER}) {
            reply.getSection(section).stream()
                    .filter(r ->
                            r instanceof NSRecord && Answer.plain(r.getName()).equals(domain))
                    .forEach(r -> names.add(Answer.plain(((NSRecord) r).getTarget())));
        }
        return names;
    }

    private Server ask(String name, InetSocketAddress address) {
        DnsClient.Exchange exchange = orNothing(client.askDirectly(address, domain, Type.SOA));
        if (exchange.reply() == null) {
            exchange = orNothing(client.askDirectly(address, domain, Type.SOA));
        }
        Message reply = exchange.reply();
        if (reply == null) {
            return new Server(
                    name, State.SILENT, 0, 0, String.valueOf(exchange.failure()).toLowerCase(Locale.ROOT));
        }
        if (reply.getRcode() != Rcode.NOERROR) {
            return new Server(name, State.LAME, 0, 0, Rcode.string(reply.getRcode()));
        }
        if (!reply.getHeader().getFlag(Flags.AA)) {
            return new Server(name, State.LAME, 0, 0, "no authority");
        }
        return reply.getSection(Section.ANSWER).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .findFirst()
                .map(soa -> new Server(name, State.HOLDS, soa.getSerial(), soa.getRefresh(), ""))
                .orElse(new Server(name, State.LAME, 0, 0, "no SOA"));
    }

    private @Nullable InetSocketAddress usable(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(a -> client.inLaboratory() || Addresses.special(a).isEmpty())
                .findFirst()
                .map(a -> new InetSocketAddress(a, client.settings().nameServerPort()))
                .orElse(null);
    }

    private static DnsClient.Exchange orNothing(DnsClient.@Nullable Exchange exchange) {
        return exchange == null ? new DnsClient.Exchange(null, Answer.Reason.MALFORMED) : exchange;
    }

    private static String up(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }
}
