package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.xbill.DNS.Type;

/** MTA-STS against the present MX (RFC 8461), and TLS reporting (RFC 8460). */
final class StsLint {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    private StsLint() {}

    static Map<String, Object> lint(
            String domain, MxLint.Result mx, DnsHistory history, Lookup dns, StsFetcher fetcher, FindingList found) {
        String name = "_mta-sts." + domain;
        Map<String, Object> facts = new LinkedHashMap<>();
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown()) {
            found.gap(MailDnsArea.MTA_STS, answer);
            facts.put("result", "unknown");
            return facts;
        }
        List<Txt> records = answer.txts().stream()
                .filter(t -> t.text().startsWith("v=STSv1")
                        && (t.text().length() == 8 || " \t;".indexOf(t.text().charAt(8)) >= 0))
                .toList();
        if (records.isEmpty()) {
            boolean meant = answer.txts().stream().anyMatch(t -> t.lower().startsWith("v=sts"));
            if (meant) {
                found.add(DnsCode.STS_TXT_INVALID, Severity.LOW, name, "fault", "v=STSv1 must stand first");
            }
            facts.put("result", meant ? "invalid" : "none");
            return facts;
        }
        String id = records.size() > 1
                ? ""
                : TagList.parse(records.get(0).text()).map(t -> t.get("id")).orElse("");
        if (!ID.matcher(id).matches()) {
            String fault = records.size() > 1 ? "several records" : "id must be 1 to 32 letters and digits";
            found.add(DnsCode.STS_TXT_INVALID, Severity.LOW, records.get(0).text(), "fault", fault);
            facts.put("result", "invalid");
            return facts;
        }
        facts.put("id", id);
        judgeHost(domain, id, mx, history, dns, fetcher, found, facts);
        return facts;
    }

    private static void judgeHost(
            String domain,
            String id,
            MxLint.Result mx,
            DnsHistory history,
            Lookup dns,
            StsFetcher fetcher,
            FindingList found,
            Map<String, Object> facts) {
        String host = "mta-sts." + domain;
        Answer v4 = dns.ask(host, Type.A);
        Answer v6 = v4.isAbsent() ? dns.ask(host, Type.AAAA) : v4;
        if (v6.isUnknown()) {
            found.gap(MailDnsArea.MTA_STS, v6);
            facts.put("result", "unknown");
            return;
        }
        StsFetcher.Fetched fetched =
                v6.isAbsent() ? StsFetcher.Fetched.refused(host + " has no address") : fetcher.fetch(domain);
        switch (fetched.outcome()) {
            case UNKNOWN -> {
                found.gap(MailDnsArea.MTA_STS, host + ": " + fetched.reason());
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

    static Map<String, Object> lintReporting(String domain, Map<String, Object> sts, Lookup dns, FindingList found) {
        String name = "_smtp._tls." + domain;
        Map<String, Object> facts = new LinkedHashMap<>();
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown()) {
            found.gap(MailDnsArea.TLS_RPT, answer);
            facts.put("result", "unknown");
            return facts;
        }
        List<Txt> records = answer.txts().stream()
                .filter(t -> t.lower().startsWith("v=tlsrpt"))
                .toList();
        boolean stsPresent =
                List.of("ok", "invalid", "unreachable", "unknown").contains(sts.get("result")) && sts.containsKey("id");
        if (records.isEmpty()) {
            if (stsPresent) {
                found.add(DnsCode.TLSRPT_MISSING, Severity.LOW, name);
            }
            facts.put("result", "none");
            return facts;
        }
        Txt txt = records.get(0);
        String rua = TagList.parse(txt.text()).map(t -> t.get("rua")).orElse("");
        boolean valid = records.size() == 1
                && txt.text().startsWith("v=TLSRPTv1;")
                && !rua.isEmpty()
                && List.of(rua.split(",")).stream()
                        .map(String::strip)
                        .allMatch(u -> u.matches("(?i)mailto:[^@ ]+@[^@ ]+|https://[^ ]+"));
        facts.put("result", valid ? "ok" : "invalid");
        facts.put("record", txt.shown());
        if (!valid) {
            found.add(DnsCode.TLSRPT_INVALID, Severity.LOW, txt.text(), "records", records.size());
        }
        return facts;
    }
}
