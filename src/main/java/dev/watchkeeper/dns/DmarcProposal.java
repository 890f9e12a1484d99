package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.ZoneRecord;
import dev.watchkeeper.tenant.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * A DMARC record in small steps: what was meant is written rightly, the policy rises by one step at the most, and a
 * record that receivers have ignored so far begins no stricter than the mildest that was written.
 */
final class DmarcProposal {
    private static final Set<String> TAGS = Set.of("p", "sp", "np", "t", "psd", "adkim", "aspf", "rua", "ruf", "fo");
    private static final List<String> POLICIES = List.of("none", "quarantine", "reject");

    private final String domain;
    private final DomainSession dns;

    DmarcProposal(String domain, DomainSession dns) {
        this.domain = domain;
        this.dns = dns;
    }

    /** For a domain that carries no mail. */
    Proposal rejecting() {
        String name = "_dmarc." + domain;
        Answer answer = dns.ask(name, Type.TXT);
        return new Proposal(
                EnumSet.of(DnsCode.NOMAIL_OPEN),
                List.of(new ZoneRecord(name, "TXT", "v=DMARC1; p=reject", ttl(answer))),
                old(name, answer),
                Text.EMPTY);
    }

    /** @param authenticates mail of the domain passes by SPF or DKIM, so that a policy does it no harm */
    List<Proposal> proposals(Set<DnsCode> codes, boolean authenticates) {
        String name = "_dmarc." + domain;
        Answer answer = dns.ask(name, Type.TXT);
        List<Proposal> proposals = new ArrayList<>();
        if (codes.contains(DnsCode.DMARC_RUA_UNAUTHORISED)) {
            proposals.add(consents(answer));
        }
        if (answer.isUnknown() || !answer.aliases().isEmpty()) {
            return proposals;
        }
        Map<String, String> tags = merged(answer.txts().stream()
                .filter(DmarcRecord::isMeant)
                .limit(Few.MOST)
                .toList());
        if (codes.contains(DnsCode.DMARC_NONE) && authenticates) {
            tags.put("p", "quarantine");
        } else if (codes.contains(DnsCode.DMARC_ENFORCED_BROKEN_AUTH)) {
            tags.put("p", "none");
        }
        weaken(tags, "sp", codes);
        weaken(tags, "np", codes);
        if (tags.getOrDefault("t", "n").equals("y") && authenticates) {
            tags.remove("t");
        }
        proposals.add(proposal(name, tags, answer));
        // Where that would have the customer's own mail refused, or nobody takes the reports: watch only, and
        // ourselves.
        tags.put("p", "none");
        tags.remove("sp");
        tags.remove("np");
        proposals.add(proposal(name, tags, answer));
        tags.put("rua", postmaster());
        proposals.add(proposal(name, tags, answer));
        return proposals;
    }

    private Proposal proposal(String name, Map<String, String> tags, Answer answer) {
        ZoneRecord record = new ZoneRecord(name, "TXT", text(tags), ttl(answer));
        List<ZoneRecord> old = old(name, answer);
        return new Proposal(
                EnumSet.allOf(DnsCode.class),
                old.contains(record) ? List.of() : List.of(record),
                old.stream().filter(r -> !r.equals(record)).toList(),
                !old.isEmpty()
                        ? new Text(
                                "One DMARC record that is written rightly; receivers act on it with the next mail.",
                                "保留一条写法正确的 DMARC 记录，收件方随后按其处理。")
                        : new Text(
                                "Begins to collect reports without touching any mail; raise the policy when they look right.",
                                "先只收集报告，不影响任何邮件；报告正常后再逐步提高策略。"));
    }

    /** The postmaster of a domain exists by RFC 5321; in Workspace its administrators read it. */
    private String postmaster() {
        return "mailto:postmaster@" + domain;
    }

    private static long ttl(Answer answer) {
        return answer.ttl() > 0 ? answer.ttl() : 3600;
    }

    private static List<ZoneRecord> old(String name, Answer answer) {
        return answer.txts().stream()
                .filter(DmarcRecord::isMeant)
                .limit(Few.MOST)
                .map(t -> new ZoneRecord(name, "TXT", t.text(), ttl(answer)))
                .toList();
    }

    /** The record that the report host must publish for each foreign address, exactly as RFC 9990 has it. */
    private Proposal consents(Answer answer) {
        Set<ZoneRecord> consents = new LinkedHashSet<>();
        DmarcWalk.single(answer)
                .ifPresent(record -> record.rua().stream()
                        .map(uri -> uri.substring(uri.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
                        .filter(host -> !DomainName.isUnder(host, domain))
                        .forEach(host -> consents.add(
                                new ZoneRecord(domain + "._report._dmarc." + host, "TXT", "v=DMARC1;", 3600))));
        return new Proposal(
                EnumSet.of(DnsCode.DMARC_RUA_UNAUTHORISED),
                List.copyOf(consents),
                List.of(),
                new Text(
                        "The report service publishes this in its own zone; it is not a record of the customer's zone.",
                        "此记录由报告服务方发布在其自己的域中，不在客户的域中。"));
    }

    /** Tags of all records as they were meant: of two policies the milder, of addresses all. */
    private Map<String, String> merged(List<Txt> records) {
        Map<String, String> tags = new LinkedHashMap<>();
        Set<String> addresses = new LinkedHashSet<>();
        for (Txt txt : records) {
            for (String part : txt.text().replace("\"", "").split(";", 50)) {
                int equals = part.indexOf('=') >= 0
                        ? part.indexOf('=')
                        : part.strip().indexOf(' ');
                if (equals <= 0) {
                    continue;
                }
                String written = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = part.substring(equals + 1).strip();
                String tag = TAGS.contains(written) ? written : meant(written, value);
                switch (tag) {
                    case "p", "sp", "np" -> {
                        String policy = policy(value);
                        tags.merge(tag, policy, (a, b) -> POLICIES.indexOf(a) <= POLICIES.indexOf(b) ? a : b);
                    }
                    case "rua" -> addresses.addAll(addresses(value));
                    case "adkim", "aspf", "psd", "t" -> {
                        String letter =
                                value.isEmpty() ? "" : value.substring(0, 1).toLowerCase(Locale.ROOT);
                        if (!letter.isEmpty() && "rsynu".contains(letter)) {
                            tags.putIfAbsent(tag, letter);
                        }
                    }
                    case "ruf", "fo" -> tags.putIfAbsent(tag, value);
                    default -> {
                        // the version, what is obsolete, and what nobody knows
                    }
                }
            }
        }
        tags.putIfAbsent("p", "none");
        tags.put("rua", addresses.isEmpty() ? postmaster() : String.join(",", addresses));
        return tags;
    }

    private static String meant(String written, String value) {
        String near = Typing.nearest(written, TAGS);
        return POLICIES.contains(value.toLowerCase(Locale.ROOT)) && written.startsWith("p") ? "p" : near;
    }

    private static String policy(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        String near = POLICIES.contains(lower) ? lower : Typing.nearest(lower, POLICIES);
        return near.isEmpty() ? "none" : near;
    }

    private static List<String> addresses(String value) {
        List<String> addresses = new ArrayList<>();
        for (String uri : value.split(",", Few.MOST)) {
            String plain = uri.strip().replaceAll("![0-9]{1,18}[kmgtKMGT]?$", "");
            String mail = plain.regionMatches(true, 0, "mailto:", 0, 7) ? plain.substring(7) : plain;
            int at = mail.lastIndexOf('@');
            if (at > 0
                    && mail.indexOf(' ') < 0
                    && mail.indexOf(':') < 0
                    && DomainName.isHost(mail.substring(at + 1).toLowerCase(Locale.ROOT))) {
                addresses.add("mailto:" + mail);
            }
        }
        return addresses;
    }

    /** Takes a weaker policy for sub-domains out where it is a hole. */
    private static void weaken(Map<String, String> tags, String tag, Set<DnsCode> codes) {
        String own = tags.getOrDefault("p", "none");
        String below = tags.get(tag);
        boolean weaker = below != null && POLICIES.indexOf(below) < POLICIES.indexOf(own);
        if (weaker && codes.contains(DnsCode.DMARC_SUBDOMAIN_HOLE)) {
            tags.remove(tag);
        }
    }

    private static String text(Map<String, String> tags) {
        StringBuilder out = new StringBuilder("v=DMARC1");
        for (String tag : List.of("p", "sp", "np", "t", "psd", "adkim", "aspf", "rua", "ruf", "fo")) {
            String value = tags.get(tag);
            if (value != null) {
                out.append("; ").append(tag).append('=').append(value);
            }
        }
        return out.toString();
    }
}
