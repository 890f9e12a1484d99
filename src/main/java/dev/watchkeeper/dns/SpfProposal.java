package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.ZoneRecord;
import dev.watchkeeper.tenant.Text;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * One SPF record made of all that a domain publishes: every sender that counts or was meant is kept, what is dead or
 * void is dropped, Google is in it, and what costs too many look-ups is replaced by the addresses behind it.
 */
final class SpfProposal {
    private static final Set<String> MECHANISMS = Set.of("include", "a", "mx", "ip4", "ip6", "exists");
    private static final String GOOGLE = "include:_spf.google.com";
    private static final int MOST_ADDRESSES = 40;
    /** Leaves room for the next sender. */
    private static final int WANTED_LOOKUPS = 8;

    private final String domain;
    private final Expectations expected;
    private final DomainSession dns;
    /** Questions whose gaps nobody is told of: a proposal that cannot be computed is not made. */
    private final Questions questions;

    SpfProposal(String domain, Expectations expected, DomainSession dns) {
        this.domain = domain;
        this.expected = expected;
        this.dns = dns;
        this.questions = dns.about(MailDnsArea.SPF, new FindingList());
    }

    /** The proposals, the gentler first. */
    List<Proposal> proposals() {
        Answer answer = dns.ask(domain, Type.TXT);
        if (answer.isUnknown() || !answer.aliases().isEmpty()) {
            return List.of();
        }
        List<Txt> meant = answer.txts().stream()
                .filter(t -> SpfRecord.isSpf(t) || SpfRecord.isMeant(t))
                .limit(Few.MOST)
                .toList();
        List<ZoneRecord> old = meant.stream()
                .map(t -> new ZoneRecord(domain, "TXT", t.text(), ttl(answer)))
                .toList();
        Set<String> senders = senders(meant);
        char end = end(meant);
        List<Proposal> proposals = new ArrayList<>();
        proposals.add(proposal(senders, end, old, answer));
        flattened(senders).ifPresent(flat -> proposals.add(proposal(flat, end, old, answer)));
        return proposals;
    }

    private Proposal proposal(Set<String> senders, char end, List<ZoneRecord> old, Answer answer) {
        String value = "v=spf1 " + String.join(" ", senders) + (senders.isEmpty() ? "" : " ") + end + "all";
        ZoneRecord record = new ZoneRecord(domain, "TXT", value, ttl(answer));
        return new Proposal(
                EnumSet.allOf(DnsCode.class),
                old.contains(record) ? List.of() : List.of(record),
                old.stream().filter(r -> !r.equals(record)).toList(),
                new Text(
                        "One SPF record: Google and every sender that is named today stay in, what is void goes.",
                        "合并为一条 SPF 记录：保留 Google 与现有的全部发信来源，去掉失效的部分。"));
    }

    private static long ttl(Answer answer) {
        return answer.ttl() > 0 ? answer.ttl() : 3600;
    }

    /** Strict only where every record was: a merged one must not refuse what one of them let pass. */
    private static char end(List<Txt> meant) {
        boolean strict = !meant.isEmpty()
                && meant.stream().allMatch(t -> t.lower().stripTrailing().endsWith("-all"));
        return strict ? '-' : '~';
    }

    private Set<String> senders(List<Txt> meant) {
        Set<String> senders = new LinkedHashSet<>();
        boolean google = false;
        for (Txt txt : meant) {
            String text = txt.text().strip().replace("\"", "");
            for (String word : text.substring(text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ') + 1)
                    .split(" ", SpfRecord.MOST_TERMS)) {
                String term = repaired(word.strip());
                if (term.equals(GOOGLE)) {
                    google = true;
                } else if (!term.isEmpty() && isWorth(term)) {
                    senders.add(term);
                }
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        if (google || !expected.outboundGateway()) {
            ordered.add(GOOGLE); // first, so that mail from Google passes whatever stands behind it
        }
        ordered.addAll(senders);
        return ordered;
    }

    /** The term as it was meant; empty if it names no sender. */
    private static String repaired(String word) {
        String plain = word.replaceAll("[,;]+$", "");
        String bare = plain.startsWith("+") ? plain.substring(1) : plain;
        if (bare.isEmpty() || "-~?".indexOf(bare.charAt(0)) >= 0) {
            return "";
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        int cut = indexOf(lower, ":=/");
        String name = cut < 0 ? lower : lower.substring(0, cut);
        String rest = cut < 0 ? "" : lower.substring(cut);
        if (name.equals("redirect")) {
            return "include:" + rest.substring(Math.min(1, rest.length()));
        }
        String mechanism = MECHANISMS.contains(name) ? name : Typing.nearest(name, MECHANISMS);
        if (mechanism.isEmpty() || name.equals("all") || name.equals("ptr") || name.equals("exp")) {
            return "";
        }
        String argument = rest.startsWith("=") ? ":" + rest.substring(1) : rest;
        String term = mechanism + argument;
        return SpfRecord.parse(Txt.of("v=spf1 " + term)).faults().isEmpty() ? term : "";
    }

    private static int indexOf(String text, String any) {
        for (int i = 0; i < text.length(); i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** False for what leads nowhere, back to the domain itself, or to everybody. */
    private boolean isWorth(String text) {
        SpfTerm term = SpfRecord.parse(Txt.of("v=spf1 " + text)).terms().get(0);
        if (term.everything()) {
            return false;
        }
        if (term.hasMacro() || !term.asksDns()) {
            return true;
        }
        String target = term.domain().isEmpty() ? domain : term.domain();
        if (term.name().equals("include")) {
            return includes(target);
        }
        Answer answer = dns.ask(target, term.name().equals("mx") ? Type.MX : Type.A);
        return !answer.isAbsent()
                || (term.name().equals("a") && !dns.ask(target, Type.AAAA).isAbsent());
    }

    /** True if an include can be read and is no loop: walked by itself it has no faults. */
    private boolean includes(String target) {
        if (target.equals(domain)) {
            return false;
        }
        Answer answer = dns.ask(target, Type.TXT);
        List<Txt> records = answer.txts().stream().filter(SpfRecord::isSpf).toList();
        if (answer.isUnknown()) {
            return true; // it may be right; the lint says that it could not be read
        }
        if (records.size() != 1) {
            return false;
        }
        SpfWalk walk = new SpfWalk(questions);
        walk.walk(domain, SpfRecord.parse(Txt.of("v=spf1 include:" + target + " -all")));
        return walk.loops.isEmpty() && walk.broken.isEmpty() && walk.syntax.isEmpty();
    }

    /** Replaces hosts, and then the costliest includes, by addresses until ten look-ups are enough. */
    private Optional<Set<String>> flattened(Set<String> senders) {
        List<String> terms = new ArrayList<>(senders);
        while (cost(terms) > WANTED_LOOKUPS) {
            int costliest = -1;
            int most = 0;
            for (int i = 0; i < terms.size(); i++) {
                int cost =
                        terms.get(i).equals(GOOGLE) || addresses(terms.get(i)).isEmpty()
                                ? 0
                                : cost(List.of(terms.get(i)));
                if (cost > most) {
                    most = cost;
                    costliest = i;
                }
            }
            if (costliest < 0) {
                break;
            }
            List<String> nets = addresses(terms.get(costliest)).orElse(List.of());
            terms.remove(costliest);
            terms.addAll(costliest, nets);
            if (terms.size() > MOST_ADDRESSES) {
                return Optional.empty();
            }
        }
        Set<String> flat = new LinkedHashSet<>(terms);
        return flat.equals(senders) || cost(terms) > SpfWalk.MOST_LOOKUPS ? Optional.empty() : Optional.of(flat);
    }

    private int cost(List<String> terms) {
        SpfWalk walk = new SpfWalk(questions);
        walk.walk(domain, SpfRecord.parse(Txt.of("v=spf1 " + String.join(" ", terms) + " -all")));
        return walk.lookups;
    }

    /** The ip4 and ip6 terms that stand for a term today; empty if there are no such, or not all can be known. */
    private Optional<List<String>> addresses(String text) {
        SpfTerm term = SpfRecord.parse(Txt.of("v=spf1 " + text)).terms().get(0);
        if (!term.asksDns() || term.hasMacro() || text.indexOf('/') >= 0) {
            return Optional.empty();
        }
        String target = term.domain().isEmpty() ? domain : term.domain();
        Set<String> nets = new LinkedHashSet<>();
        boolean whole = switch (term.name()) {
            case "a" -> host(target, nets);
            case "mx" -> {
                Answer mx = dns.ask(target, Type.MX);
                yield mx.hasRecords()
                        && mx.mx().size() <= SpfWalk.MOST_MX
                        && mx.mx().stream().allMatch(one -> host(one.target(), nets));
            }
            case "include" -> include(target, nets, new LinkedHashSet<>(Set.of(domain)));
            default -> false;
        };
        return whole && !nets.isEmpty() && nets.size() <= MOST_ADDRESSES
                ? Optional.of(List.copyOf(nets))
                : Optional.empty();
    }

    private boolean host(String name, Set<String> nets) {
        Answer v4 = dns.ask(name, Type.A);
        Answer v6 = dns.ask(name, Type.AAAA);
        for (Answer answer : List.of(v4, v6)) {
            for (InetAddress address : answer.addresses()) {
                nets.add((Addresses.isV4(address) ? "ip4:" : "ip6:") + address.getHostAddress());
            }
        }
        return !v4.isUnknown() && !v6.isUnknown();
    }

    /** Reads an include tree with a list of names to do, not by calling itself: strangers decide how deep it is. */
    private boolean include(String first, Set<String> nets, Set<String> seen) {
        List<String> todo = new ArrayList<>(List.of(first));
        while (!todo.isEmpty()) {
            String target = todo.remove(0);
            if (!seen.add(target) || seen.size() > MOST_ADDRESSES || nets.size() > MOST_ADDRESSES) {
                return false;
            }
            List<Txt> records = dns.ask(target, Type.TXT).txts().stream()
                    .filter(SpfRecord::isSpf)
                    .toList();
            if (records.size() != 1) {
                return false;
            }
            for (SpfTerm term : SpfRecord.parse(records.get(0)).terms()) {
                String named = term.domain().isEmpty() ? target : term.domain();
                if (term.name().equals("all")
                        || (term.isModifier() && !term.name().equals("redirect"))) {
                    continue;
                }
                boolean read = term.passes() || term.isModifier();
                if (!read || term.hasMacro() || (term.text().indexOf('/') >= 0 && term.net() == null)) {
                    return false;
                }
                switch (term.name()) {
                    case "ip4", "ip6" ->
                        nets.add(term.text().toLowerCase(Locale.ROOT).replace("+", ""));
                    case "a" -> read = host(named, nets);
                    case "include", "redirect" -> todo.add(named.toLowerCase(Locale.ROOT));
                    default -> read = false;
                }
                if (!read) {
                    return false;
                }
            }
        }
        return true;
    }
}
