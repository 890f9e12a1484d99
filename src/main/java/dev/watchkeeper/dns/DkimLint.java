package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/** DKIM: keys at the selectors we know of. DNS cannot list selectors, so "not found" proves little. */
final class DkimLint {
    private static final int WANTED_BITS = 2048;
    private static final int LEAST_BITS = 1024;
    /** Nobody uses this name: an answer there is a wildcard. */
    static final String PROBE = "watchkeeper-probe-5d1f";

    private final FindingList found;
    private final Questions dns;
    private final String domain;

    /** What DKIM says, for the lints that depend on it. */
    record Result(boolean surelyAbsent, Map<String, Object> facts) {}

    /** Where the lint itself failed. */
    static final Result UNREAD = new Result(false, Map.of());

    private record Key(String name, DkimKey key, String record) {}

    private DkimLint(String domain, Questions dns, FindingList found) {
        this.domain = domain;
        this.dns = dns;
        this.found = found;
    }

    static Result lint(String domain, Expectations expected, Questions dns, FindingList found) {
        return new DkimLint(domain, dns, found).lint(expected);
    }

    private Result lint(Expectations expected) {
        List<Map<String, Object>> shown = new ArrayList<>();
        List<Key> keys = new ArrayList<>();
        boolean several = false;
        boolean unknown = false;
        Answer wild = null;
        for (String selector : selectors(expected)) {
            String name = selector + "._domainkey." + domain;
            Answer answer = dns.ask(name, Type.TXT);
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("selector", selector);
            fact.put("state", answer.kind().name().toLowerCase(java.util.Locale.ROOT));
            shown.add(fact);
            if (answer.isUnknown()) {
                unknown = true;
                continue;
            }
            if (!answer.hasRecords()) {
                continue;
            }
            wild = wild == null ? dns.ask(PROBE + "._domainkey." + domain, Type.TXT) : wild;
            if (wild.isUnknown()) {
                unknown = true; // whether this is a key or a wildcard cannot be told, so the key is judged as one
            }
            if (wild.hasRecords() && wild.txts().equals(answer.txts())) {
                fact.put("state", "wildcard");
                continue;
            }
            if (answer.txts().size() > 1) {
                several = true;
                found.add(
                        DnsCode.DKIM_MULTIPLE,
                        Severity.HIGH,
                        name,
                        "records",
                        answer.txts().size());
                continue;
            }
            Txt txt = answer.txts().get(0);
            DkimKey key = DkimKey.parse(txt);
            keys.add(new Key(name, key, txt.shown()));
            fact.put("bits", key.bits());
            fact.put("type", key.type());
        }
        keys.forEach(k -> judge(k, keys.stream().anyMatch(other -> other.key().isGood())));
        boolean absent = keys.isEmpty() && !several && !unknown && judgeAbsence(wild);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("selectors", shown);
        facts.put("usable", keys.stream().anyMatch(k -> k.key().isGood()));
        return new Result(absent, facts);
    }

    /** The selectors we know of. */
    static List<String> selectors(Expectations expected) {
        Set<String> selectors = new LinkedHashSet<>();
        selectors.add("google");
        selectors.addAll(expected.dkimSelectors());
        return List.copyOf(selectors);
    }

    private void judge(Key found1, boolean anotherIsGood) {
        DkimKey key = found1.key();
        String name = found1.name();
        if (!key.fault().isEmpty()) {
            found.add(DnsCode.DKIM_UNREADABLE, Severity.HIGH, name, "fault", key.fault(), "record", found1.record());
            return;
        }
        if (key.revoked()) {
            if (!anotherIsGood) {
                found.add(DnsCode.DKIM_REVOKED, Severity.HIGH, name);
            }
            return;
        }
        if (key.sha1Only()) {
            found.add(DnsCode.DKIM_SHA1, Severity.HIGH, name);
        }
        if (key.type().equals("rsa") && key.bits() < LEAST_BITS) {
            found.add(DnsCode.DKIM_TOO_SHORT, Severity.HIGH, name, "bits", key.bits());
        } else if (key.type().equals("rsa") && key.bits() < WANTED_BITS) {
            found.add(DnsCode.DKIM_1024, Severity.LOW, name, "bits", key.bits());
        }
        if (key.testing()) {
            found.add(DnsCode.DKIM_TESTING, Severity.MEDIUM, name);
        }
    }

    /** No key at the selectors we know: tells whether that proves that there is none at all. */
    private boolean judgeAbsence(@org.jspecify.annotations.Nullable Answer wild) {
        String parent = "_domainkey." + domain;
        Answer probe = dns.askForAbsence(parent, Type.TXT);
        if (probe.isUnknown()) {
            return false;
        }
        if (probe.kind() == Answer.Kind.NXDOMAIN) {
            Answer doubled = dns.ask("google._domainkey." + domain + "." + domain, Type.TXT);
            if (doubled.hasRecords()) {
                found.add(
                        DnsCode.DKIM_MISSING,
                        Severity.HIGH,
                        parent,
                        "fault",
                        "the domain's own name is appended twice: " + doubled.name());
            } else {
                found.add(DnsCode.DKIM_MISSING, Severity.HIGH, parent);
            }
            return true;
        }
        Answer random = wild == null ? dns.ask(PROBE + "._domainkey." + domain, Type.TXT) : wild;
        found.remark(DnsCode.DKIM_SELECTOR_UNKNOWN, parent, "wildcard", random.hasRecords());
        return false;
    }
}
