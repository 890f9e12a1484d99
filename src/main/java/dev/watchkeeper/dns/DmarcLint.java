package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Type;

/** DMARC: the policy that receivers apply to a domain, and its holes (RFC 9989, 9990). */
final class DmarcLint {
    private static final int MOST_DESTINATIONS = 5;

    /** The policy that rules a domain and the record it comes from. */
    record Ruling(String owner, DmarcRecord record, DmarcRecord.Policy stated) {}

    private final String domain;
    private final Questions dns;
    private final FindingList found;

    private DmarcLint(String domain, Questions dns, FindingList found) {
        this.domain = domain;
        this.dns = dns;
        this.found = found;
    }

    static Map<String, Object> lint(
            String domain,
            SpfLint.Result spf,
            DkimLint.Result dkim,
            DnsHistory history,
            Instant now,
            Questions dns,
            FindingList found) {
        return new DmarcLint(domain, dns, found).lint(spf, dkim, history, now);
    }

    private Map<String, Object> lint(SpfLint.Result spf, DkimLint.Result dkim, DnsHistory history, Instant now) {
        String name = "_dmarc." + domain;
        Map<String, Object> facts = new LinkedHashMap<>();
        Answer own = dns.askForAbsence(name, Type.TXT, a -> a.txts().stream().anyMatch(DmarcRecord::isMeant));
        if (own.isUnknown()) {
            facts.put("result", "unknown");
            return facts;
        }
        List<Txt> records = own.txts().stream().filter(DmarcRecord::isDmarc).toList();
        List<Txt> meant = own.txts().stream().filter(DmarcRecord::isMeant).toList();
        boolean faulty = records.size() > 1;
        if (faulty) {
            found.add(
                    DnsCode.DMARC_MULTIPLE,
                    Severity.HIGH,
                    name,
                    "records",
                    Few.of(meant).stream().map(Txt::shown).toList(),
                    "count",
                    meant.size());
        } else if (!meant.isEmpty()) {
            faulty = judgeWriting(name, records.isEmpty() ? meant.get(0) : records.get(0), records.isEmpty());
        }
        Optional<Ruling> ruling = DmarcWalk.single(own).map(r -> new Ruling(domain, r, r.p()));
        if (ruling.isEmpty()) {
            DmarcWalk.Result walk = DmarcWalk.from(DmarcWalk.parent(domain), dns);
            ruling = fromAbove(walk);
            if (walk.gap() != null) {
                facts.put("result", "unknown");
                return facts;
            }
        }
        if (ruling.isEmpty()) {
            if (!faulty) {
                found.add(DnsCode.DMARC_MISSING, Severity.HIGH, name);
            }
            facts.put("result", faulty ? "invalid" : "none");
            return facts;
        }
        judge(ruling.get(), faulty, spf, dkim, history, now);
        return facts(facts, ruling.get());
    }

    /** True if the record does not say what its author meant. */
    private boolean judgeWriting(String name, Txt txt, boolean noDmarc) {
        if (noDmarc) {
            found.add(
                    DnsCode.DMARC_INVALID,
                    Severity.HIGH,
                    txt.text(),
                    "name",
                    name,
                    "faults",
                    List.of("the record must begin with v=DMARC1, DMARC1 in capital letters"));
            return true;
        }
        DmarcReading reading = DmarcReading.of(txt);
        if (!reading.slips().isEmpty()) {
            found.add(DnsCode.DMARC_IGNORED_TAGS, Severity.LOW, txt.text(), "ignored", reading.slips());
        }
        if (!reading.faults().isEmpty()) {
            found.add(DnsCode.DMARC_INVALID, Severity.HIGH, txt.text(), "name", name, "faults", reading.faults());
        }
        return !reading.faults().isEmpty();
    }

    /** The policy for a name that exists below the organisational domain. */
    private static Optional<Ruling> fromAbove(DmarcWalk.Result walk) {
        return walk.ruling()
                .map(step ->
                        new Ruling(step.name(), step.record(), step.record().sp()));
    }

    private void judge(
            Ruling ruling, boolean misread, SpfLint.Result spf, DkimLint.Result dkim, DnsHistory history, Instant now) {
        DmarcRecord record = ruling.record();
        DmarcRecord.Policy applied = record.applied(ruling.stated());
        String text = record.text();
        if (applied.isEnforced() && spf.failsForGoogle() && dkim.surelyAbsent()) {
            found.add(
                    DnsCode.DMARC_ENFORCED_BROKEN_AUTH,
                    Severity.CRITICAL,
                    text,
                    "policy",
                    applied.word(),
                    "spf",
                    spf.verdict().name().toLowerCase(Locale.ROOT),
                    "dkim",
                    "none");
        }
        if (ruling.stated() == DmarcRecord.Policy.NONE && !misread) {
            Instant since = history.dmarcNoneSince();
            // How long is too long is a threshold of the check; by itself it is a remark.
            found.add(DnsCode.DMARC_NONE, null, text, "seen_since", since == null ? now.toString() : since.toString());
        }
        boolean ownRecord = ruling.owner().equals(domain);
        if (ownRecord && (record.sp().compareTo(record.p()) < 0 || record.np().compareTo(record.p()) < 0)) {
            found.add(
                    DnsCode.DMARC_SUBDOMAIN_HOLE,
                    Severity.MEDIUM,
                    text,
                    "p",
                    record.p().word(),
                    "sp",
                    record.sp().word(),
                    "np",
                    record.np().word());
        }
        if (record.testing()) {
            found.add(DnsCode.DMARC_TESTING, Severity.LOW, text);
        }
        if (!record.oldTags().isEmpty()) {
            found.add(DnsCode.DMARC_OLD_TAGS, Severity.LOW, text, "tags", record.oldTags());
        }
        if (record.rua().isEmpty()) {
            found.add(DnsCode.DMARC_NO_RUA, Severity.LOW, text);
        }
        judgeDestinations(ruling);
    }

    /** Reports to somebody else arrive only if he consents, and has a mail server (RFC 9990). */
    private void judgeDestinations(Ruling ruling) {
        List<String> refused = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        List<String> hosts = ruling.record().rua().stream()
                .map(uri -> uri.substring(uri.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
                .distinct()
                .limit(MOST_DESTINATIONS)
                .toList();
        String organisation = null;
        for (String host : hosts) {
            if (DomainName.isUnder(host, ruling.owner())) {
                continue;
            }
            if (organisation == null) {
                DmarcWalk.Result walk = DmarcWalk.from(ruling.owner(), dns);
                if (walk.gap() != null) {
                    return; // who is foreign is not known
                }
                organisation = walk.organisation();
            }
            if (DomainName.isUnder(host, organisation)) {
                continue;
            }
            String consent = ruling.owner() + "._report._dmarc." + host;
            Answer answer = dns.ask(consent, Type.TXT);
            if (answer.isUnknown()) {
                continue; // noted as a gap by having been asked
            }
            if (answer.txts().stream().noneMatch(DmarcRecord::isDmarc)) {
                refused.add(Txt.printable(consent));
            } else if (isDead(host)) {
                dead.add(Txt.printable(host));
            }
        }
        if (!refused.isEmpty() || !dead.isEmpty()) {
            found.add(
                    DnsCode.DMARC_RUA_UNAUTHORISED,
                    Severity.MEDIUM,
                    ruling.record().text(),
                    "missing",
                    refused,
                    "no_mail_server",
                    dead);
        }
    }

    private boolean isDead(String host) {
        Answer mx = dns.ask(host, Type.MX);
        if (mx.hasRecords()) {
            return mx.mx().stream().allMatch(one -> one.target().equals("."));
        }
        return mx.isAbsent()
                && dns.ask(host, Type.A).isAbsent()
                && dns.ask(host, Type.AAAA).isAbsent();
    }

    private static Map<String, Object> facts(Map<String, Object> facts, Ruling ruling) {
        DmarcRecord record = ruling.record();
        facts.put("result", "ok");
        facts.put("record", Txt.printable(record.text()));
        facts.put("from", ruling.owner());
        facts.put("policy", ruling.stated().word());
        facts.put("applied", record.applied(ruling.stated()).word());
        facts.put("sp", record.sp().word());
        facts.put("np", record.np().word());
        facts.put("testing", record.testing());
        facts.put("rua", Few.of(record.rua()).stream().map(Txt::brief).toList());
        return facts;
    }
}
