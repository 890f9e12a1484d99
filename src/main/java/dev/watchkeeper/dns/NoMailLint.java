package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Type;

/**
 * A domain that carries no mail should say so, or others send in its name: the null MX (RFC 7505), an SPF record that
 * names no sender, a DMARC policy of reject.
 */
final class NoMailLint {
    private NoMailLint() {}

    static Map<String, Object> lint(String domain, DomainSession session, FindingList found) {
        Questions dns = session.about(MailDnsArea.MX, found);
        Map<String, Object> facts = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        Answer mx = dns.askForAbsence(domain, Type.MX);
        facts.put(
                "mx",
                Few.of(mx.mx()).stream()
                        .map(m -> m.preference() + " " + Txt.printable(m.target()))
                        .toList());
        boolean refuses = mx.mx().size() == 1 && mx.mx().get(0).target().equals(".");
        if (refuses) {
            found.remark(DnsCode.MX_NULL, domain + " MX 0 .");
        } else if (!mx.isUnknown()) {
            missing.add("MX 0 .");
        }
        Answer spf = session.about(MailDnsArea.SPF, found).askForAbsence(domain, Type.TXT, SpfWalk::hasSpf);
        List<Txt> senders = spf.txts().stream().filter(SpfRecord::isSpf).toList();
        if (!spf.isUnknown() && (senders.size() != 1 || !namesNobody(SpfRecord.parse(senders.get(0))))) {
            missing.add("TXT v=spf1 -all");
        }
        Answer dmarc = session.about(MailDnsArea.DMARC, found).askForAbsence("_dmarc." + domain, Type.TXT);
        List<Txt> policies = dmarc.txts().stream().filter(DmarcRecord::isDmarc).toList();
        if (!dmarc.isUnknown() && (policies.size() != 1 || !rejects(DmarcRecord.parse(policies.get(0))))) {
            missing.add("_dmarc TXT v=DMARC1; p=reject");
        }
        if (!missing.isEmpty()) {
            found.add(DnsCode.NOMAIL_OPEN, Severity.LOW, domain, "missing", missing);
        }
        return facts;
    }

    private static boolean namesNobody(SpfRecord record) {
        return record.faults().isEmpty()
                && record.terms().stream().filter(t -> !t.isModifier()).noneMatch(SpfTerm::passes)
                && record.terms().stream().anyMatch(t -> t.name().equals("all") && t.qualifier() == '-');
    }

    private static boolean rejects(Optional<DmarcRecord> record) {
        return record.isPresent() && record.get().applied(record.get().p()) == DmarcRecord.Policy.REJECT;
    }
}
