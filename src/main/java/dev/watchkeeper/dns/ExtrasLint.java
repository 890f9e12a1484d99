package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import java.util.List;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Type;

/** What is beside mail: the logo record (BIMI) and the certificate rule (CAA, RFC 8659) of Google-hosted pages. */
final class ExtrasLint {
    private static final List<String> GOOGLE_WEB = List.of("ghs.googlehosted.com", "ghs.google.com");

    private ExtrasLint() {}

    static boolean lintBimi(String domain, Questions dns, FindingList found) {
        String name = "default._bimi." + domain;
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown()) {
            return true;
        }
        List<Txt> records = answer.txts().stream()
                .filter(t -> t.lower().startsWith("v=bimi"))
                .toList();
        if (records.isEmpty()) {
            return true;
        }
        Txt txt = records.get(0);
        TagList tags = TagList.parse(txt.text());
        boolean valid = records.size() == 1
                && tags.fault().isEmpty()
                && tags.startsWith("v")
                && tags.get("v").equals("BIMI1")
                && isEmptyOrHttps(tags.get("l"))
                && isEmptyOrHttps(tags.get("a"))
                && tags.has("l");
        if (!valid) {
            found.add(DnsCode.BIMI_INVALID, Severity.LOW, txt.text(), "name", name);
        }
        return true;
    }

    private static boolean isEmptyOrHttps(String uri) {
        return uri.isEmpty() || uri.regionMatches(true, 0, "https://", 0, 8);
    }

    /** Only a name that Google serves can be hurt by a certificate rule against Google's own authority. */
    static boolean lintCaa(String domain, Questions dns, FindingList found) {
        String host = "www." + domain;
        Answer web = dns.ask(host, Type.A);
        if (web.isUnknown()) {
            return true;
        }
        if (web.aliases().stream().noneMatch(GOOGLE_WEB::contains)) {
            return true;
        }
        for (String name = host; name.indexOf('.') > 0; name = name.substring(name.indexOf('.') + 1)) {
            Answer answer = dns.ask(name, Type.CAA);
            if (answer.isUnknown()) {
                return true;
            }
            List<CAARecord> rules = answer.records().stream()
                    .filter(CAARecord.class::isInstance)
                    .map(CAARecord.class::cast)
                    .toList();
            if (!rules.isEmpty()) {
                judge(name, rules, found);
                return true;
            }
        }
        return true;
    }

    private static void judge(String name, List<CAARecord> rules, FindingList found) {
        List<String> issuers = rules.stream()
                .filter(r -> r.getTag().equalsIgnoreCase("issue"))
                .map(r -> r.getValue().split(";", 2)[0].strip())
                .toList();
        if (!issuers.isEmpty() && issuers.stream().noneMatch("pki.goog"::equalsIgnoreCase)) {
            found.add(
                    DnsCode.CAA_BLOCKS_GOOGLE,
                    Severity.MEDIUM,
                    name + " CAA",
                    "issuers",
                    issuers.stream().map(Txt::printable).toList());
        }
    }
}
