package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.xbill.DNS.Type;

/** MTA-STS against the present MX (RFC 8461), and TLS reporting (RFC 8460). */
final class StsLint {
    private static final String VERSION = "v=STSv1";
    private static final String REPORT_VERSION = "v=TLSRPTv1";
    private static final Pattern REPORT_URI =
            Pattern.compile("mailto:[^@ ]+@[^@ ]+|https://[^ ]+", Pattern.CASE_INSENSITIVE);

    private StsLint() {}

    static Map<String, Object> lint(
            String domain, MxLint.Result mx, DnsHistory history, Questions dns, StsFetcher fetcher, FindingList found) {
        String name = "_mta-sts." + domain;
        Map<String, Object> facts = new LinkedHashMap<>();
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown()) {
            facts.put("result", "unknown");
            return facts;
        }
        List<Txt> records = answer.txts().stream()
                .filter(t -> FieldRecord.claims(VERSION, t.text()))
                .toList();
        if (records.isEmpty()) {
            List<String> meant = answer.txts().stream()
                    .filter(t -> t.lower().strip().replace(" ", "").startsWith("v=sts"))
                    .map(t -> Txt.brief(t.text()))
                    .toList();
            if (!meant.isEmpty()) {
                found.add(
                        DnsCode.STS_TXT_INVALID,
                        Severity.LOW,
                        meant.get(0),
                        "fault",
                        "it must begin with v=STSv1 in exactly these letters, then a semicolon");
            }
            facts.put("result", meant.isEmpty() ? "none" : "invalid");
            return facts;
        }
        String text = records.get(0).text();
        FieldRecord record = FieldRecord.parse(VERSION, text);
        String id = record.get("id");
        String fault = records.size() > 1
                ? "several records"
                : !record.fault().isEmpty() ? record.fault() : FieldRecord.isId(id) ? "" : idFault(id);
        if (!fault.isEmpty()) {
            found.add(DnsCode.STS_TXT_INVALID, Severity.LOW, text, "fault", fault);
            facts.put("result", "invalid");
            return facts;
        }
        facts.put("id", id);
        judgeHost(domain, id, mx, history, dns, fetcher, found, facts);
        return facts;
    }

    private static String idFault(String id) {
        return id.isEmpty()
                ? "id= is missing; in a zone file the whole record stands in quotes, or it ends at the semicolon"
                : "id must be 1 to 32 letters and digits";
    }

    private static void judgeHost(
            String domain,
            String id,
            MxLint.Result mx,
            DnsHistory history,
            Questions dns,
            StsFetcher fetcher,
            FindingList found,
            Map<String, Object> facts) {
        String host = "mta-sts." + domain;
        Answer v4 = dns.ask(host, Type.A);
        Answer v6 = v4.isAbsent() ? dns.ask(host, Type.AAAA) : v4;
        if (v6.isUnknown()) {
            facts.put("result", "unknown");
            return;
        }
        StsFetcher.Fetched fetched = v6.isAbsent()
                ? StsFetcher.Fetched.refused(host + " has no address")
                : fetcher.fetch(domain, v6.addresses());
        switch (fetched.outcome()) {
            case UNKNOWN -> {
                dns.gap(host + ": " + fetched.reason());
                facts.put("result", "unknown");
            }
            case REFUSED -> {
                found.add(DnsCode.STS_POLICY_UNREACHABLE, Severity.HIGH, host, "reason", fetched.reason());
                facts.put("result", "unreachable");
            }
            case FETCHED -> judgePolicy(host, id, fetched.text(), mx, history, found, facts);
        }
    }

    private static void judgePolicy(
            String host,
            String id,
            String text,
            MxLint.Result mx,
            DnsHistory history,
            FindingList found,
            Map<String, Object> facts) {
        StsPolicy policy = StsPolicy.parse(text);
        facts.put("policy", Txt.printable(text));
        facts.put("mode", policy.mode());
        facts.put("max_age", policy.maxAge());
        facts.put("mx", policy.mx());
        if (!policy.faults().isEmpty()) {
            found.add(DnsCode.STS_POLICY_INVALID, Severity.HIGH, host, "faults", policy.faults());
            facts.put("result", "invalid");
            return;
        }
        facts.put("result", "ok");
        if (history.stsId().equals(id)
                && !history.stsPolicy().isEmpty()
                && !history.stsPolicy().equals(Txt.printable(text))) {
            found.add(DnsCode.STS_ID_STALE, Severity.MEDIUM, host, "id", id);
        }
        if (policy.mode().equals("none") || !mx.isKnown()) {
            return;
        }
        List<String> open = mx.targets().stream()
                .filter(t -> t.kind() != MailHosts.Kind.VERIFICATION)
                .map(MxLint.Target::host)
                .filter(h -> !policy.covers(h))
                .map(Txt::printable)
                .toList();
        if (!open.isEmpty()) {
            boolean enforced = policy.mode().equals("enforce");
            found.add(
                    DnsCode.STS_MX_NOT_COVERED,
                    enforced ? Severity.CRITICAL : Severity.MEDIUM,
                    host,
                    "mode",
                    policy.mode(),
                    "not_covered",
                    open,
                    "lines",
                    policy.mx());
        }
    }

    static Map<String, Object> lintReporting(String domain, Map<String, Object> sts, Questions dns, FindingList found) {
        String name = "_smtp._tls." + domain;
        Map<String, Object> facts = new LinkedHashMap<>();
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown()) {
            facts.put("result", "unknown");
            return facts;
        }
        List<Txt> meant = answer.txts().stream()
                .filter(t -> t.lower().strip().replace(" ", "").startsWith("v=tlsrpt"))
                .toList();
        List<Txt> claiming = meant.stream()
                .filter(t -> FieldRecord.claims(REPORT_VERSION, t.text()))
                .toList();
        List<Txt> records = claiming.isEmpty() ? meant : claiming;
        boolean stsPresent =
                List.of("ok", "invalid", "unreachable", "unknown").contains(String.valueOf(sts.get("result")))
                        && sts.containsKey("id");
        if (records.isEmpty()) {
            if (stsPresent) {
                found.add(DnsCode.TLSRPT_MISSING, Severity.LOW, name);
            }
            facts.put("result", "none");
            return facts;
        }
        Txt txt = records.get(0);
        String fault = records.size() > 1
                ? "several records"
                : claiming.isEmpty()
                        ? "it must begin with v=TLSRPTv1 in exactly these letters, then a semicolon"
                        : reportFault(txt.text());
        boolean valid = fault.isEmpty();
        facts.put("result", valid ? "ok" : "invalid");
        facts.put("record", txt.shown());
        if (!valid) {
            found.add(DnsCode.TLSRPT_INVALID, Severity.LOW, txt.text(), "fault", fault, "records", records.size());
        }
        return facts;
    }

    private static String reportFault(String text) {
        FieldRecord record = FieldRecord.parse(REPORT_VERSION, text);
        if (!record.fault().isEmpty()) {
            return record.fault();
        }
        String rua = record.get("rua");
        if (rua.isEmpty()) {
            String near = Typing.nearest("rua", record.fields().keySet());
            return "rua= is missing" + (near.isEmpty() ? "" : "; was '" + Txt.brief(near) + "' meant as rua?");
        }
        for (String uri : rua.split(",", -1)) {
            if (!REPORT_URI.matcher(uri.strip()).matches()) {
                return "'" + Txt.brief(uri) + "' is neither mailto: nor https:";
            }
        }
        return "";
    }
}
