package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * Looks at the mail DNS of one domain, tenant or not. Never throws for what the network does. Safe for use by many
 * threads; the questions under way are bounded by the client.
 */
public final class MailDnsChecker {
    private final DnsClient client;
    private final StsFetcher fetcher;
    private final Clock clock;
    private final MxLint mx = new MxLint(MailHosts.packaged());
    private final SharedAnswers shared = new SharedAnswers();

    public MailDnsChecker(DnsClient client, StsFetcher fetcher, Clock clock) {
        this.client = client;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /**
     * One look, as it stands; {@link DnsHistory#judge} makes of it what may be told.
     *
     * @param domain an A-label name as {@link DomainName#parse} gives it
     * @param full false asks for existence and MX only
     */
    public MailDns look(String domain, Expectations expected, DnsHistory history, boolean full) {
        Instant now = clock.instant();
        DomainSession dns = new DomainSession(client, shared, domain, clock);
        FindingList found = new FindingList();
        Map<String, Object> facts = new LinkedHashMap<>();
        Set<MailDnsArea> examined =
                full ? EnumSet.allOf(MailDnsArea.class) : EnumSet.of(MailDnsArea.DOMAIN, MailDnsArea.MX);
        boolean readable = lintExistence(domain, dns, full, found, examined);
        if (expected.withoutMail()) {
            facts.put("mail", "none");
        }
        if (readable && expected.withoutMail()) {
            if (full) {
                facts.putAll(NoMailLint.lint(domain, dns, found));
            }
        } else if (readable) {
            MxLint.Result hosts = mx.lint(domain, expected, dns, found);
            facts.put("mx", hosts.targets().stream().map(MxLint.Target::shown).toList());
            facts.put("mx_ttl", hosts.answer().ttl());
            if (full) {
                lintMore(domain, expected, history, now, hosts, dns, found, facts);
            }
        }
        fillIn(facts, full, found.has(DnsCode.DOMAIN_NXDOMAIN) || expected.withoutMail());
        return isOurFault(found)
                ? blind(domain, now, examined)
                : new MailDns(domain, now, examined, found.findings(), found.unknown(), facts);
    }

    private void lintMore(
            String domain,
            Expectations expected,
            DnsHistory history,
            Instant now,
            MxLint.Result hosts,
            DomainSession dns,
            FindingList found,
            Map<String, Object> facts) {
        SpfLint.Result spf = SpfLint.lint(domain, expected, dns, found);
        facts.put("spf", spf.facts());
        DkimLint.Result dkim = DkimLint.lint(domain, expected, dns, found);
        facts.put("dkim", dkim.facts());
        facts.put("dmarc", DmarcLint.lint(domain, spf, dkim, history, now, dns, found));
        Map<String, Object> sts = StsLint.lint(domain, hosts, history, dns, fetcher, found);
        facts.put("mta_sts", sts);
        facts.put("tls_rpt", StsLint.lintReporting(domain, sts, dns, found));
        ExtrasLint.lintBimi(domain, dns, found);
        ExtrasLint.lintCaa(domain, dns, found);
        if (client.settings().nameServers()) {
            facts.put("name_servers", new NameServerLint(client, dns, domain, found).lint(history, now));
        }
    }

    /** True if the domain exists and its records can be asked for. */
    private boolean lintExistence(
            String domain, DomainSession dns, boolean full, FindingList found, Set<MailDnsArea> examined) {
        Answer soa = dns.askForAbsence(domain, Type.SOA, a -> a.kind() != Answer.Kind.NXDOMAIN);
        if (soa.kind() == Answer.Kind.NXDOMAIN && soa.aliases().isEmpty()) {
            found.add(DnsCode.DOMAIN_NXDOMAIN, Severity.CRITICAL, domain, "resolvers", 2);
            return false;
        }
        if (!soa.isUnknown()) {
            return true;
        }
        found.gap(MailDnsArea.DOMAIN, soa);
        if (soa.reason() == Answer.Reason.BOGUS) {
            found.add(DnsCode.DOMAIN_DNSSEC_BOGUS, Severity.CRITICAL, domain);
        } else if (!dns.ask(domain, Type.MX).isUnknown()) {
            return true; // some types can be read
        } else if (full && client.settings().nameServers()) {
            new NameServerLint(client, dns, domain, found).lintSilence();
        }
        examined.forEach(area -> found.gap(area, soa));
        return false;
    }

    /** Every part is present in the facts, so that nobody mistakes a missing part for a missing record. */
    private static void fillIn(Map<String, Object> facts, boolean full, boolean gone) {
        String state = gone ? "none" : "unknown";
        facts.putIfAbsent("mx", List.of());
        if (full) {
            Map<String, Object> spf = new LinkedHashMap<>();
            spf.put("record", "");
            spf.put("result", state);
            spf.put("lookups", 0);
            spf.put("void_lookups", 0);
            facts.putIfAbsent("spf", spf);
            for (String part : List.of("dmarc", "dkim", "mta_sts", "tls_rpt")) {
                facts.putIfAbsent(part, Map.of("result", state));
            }
        }
    }

    private boolean isOurFault(FindingList found) {
        if (found.unknown().keySet().stream().noneMatch(MailDnsArea::isEssential)
                || client.settings().controlName().isEmpty()) {
            return false;
        }
        return client.ask(client.settings().controlName(), Type.MX).isUnknown();
    }

    private MailDns blind(String domain, Instant now, Set<MailDnsArea> examined) {
        FindingList found = new FindingList();
        String reason = "our own DNS does not answer: " + client.settings().controlName() + " cannot be read either";
        examined.forEach(area -> found.gap(area, reason));
        Map<String, Object> facts = new LinkedHashMap<>();
        fillIn(facts, examined.contains(MailDnsArea.SPF), false);
        return new MailDns(domain, now, examined, List.of(), found.unknown(), facts);
    }
}
